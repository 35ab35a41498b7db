"""The same ballots under every rule, side by side, as text for a person at a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from pbvote.cli.tally_text import name_of, rounded
from pbvote.cli.text_table import Column, bar, printable, table, terminal_width
from pbvote.domain.comparison import Comparison, RuleOutcome
from pbvote.domain.money import format_amount
from pbvote.services.tally_file import FileInput

_BAR = 10
_SUMS = (
    Column("rule", flexible=True),
    Column("projects", right=True),
    Column("spent", right=True),
    Column("", spare=True),
    Column("", right=True),
    Column("median", right=True),
    Column("served", right=True),
    Column("first", right=True),
)
_LEGEND = (
    "median: half of the funded projects cost no more. served: people of whose choices at least one is funded. "
    "first: people whose first choice is funded."
)


def compare_text(found: FileInput, comparison: Comparison) -> str:
    """The table of rules, then which rule funds what, without a last line end."""
    return "\n".join(_lines(found, comparison, terminal_width()))


def _lines(found: FileInput, comparison: Comparison, width: int) -> Iterator[str]:
    outcomes = comparison.outcomes
    if found.title:
        yield printable(found.title)
    budget = format_amount(comparison.budget)
    yield f"{comparison.n:,} ballots that rank something, {budget} {found.currency or 'major units'}"
    yield ""
    letters = [chr(ord("A") + place) for place in range(len(outcomes))]
    sums = [_sums(comparison, each, letter) for each, letter in zip(outcomes, letters, strict=True)]
    yield from table(_SUMS, sums, width)
    yield from wrap(_LEGEND, width)
    yield from _notes(found, outcomes, width)
    yield ""
    yield from _who_funds_what(found, outcomes, letters, width)


def _sums(comparison: Comparison, outcome: RuleOutcome, letter: str) -> tuple[str, ...]:
    return (
        f"{letter} {_rule(outcome)}",
        str(len(outcome.funded)),
        format_amount(outcome.spent),
        bar(outcome.spent, comparison.budget, _BAR),
        f"{100 * outcome.spent // comparison.budget}%",
        "" if outcome.median_cost is None else rounded(outcome.median_cost),
        f"{outcome.served:,}",
        f"{outcome.first_served:,}",
    )


def _rule(outcome: RuleOutcome) -> str:
    return outcome.rule if outcome.completion == "none" else f"{outcome.rule} {outcome.completion}"


def _notes(found: FileInput, outcomes: tuple[RuleOutcome, ...], width: int) -> Iterator[str]:
    for outcome in outcomes:
        notes = []
        if outcome.unserved is not None:
            voters, project = outcome.unserved.voters, printable(outcome.unserved.project)
            one = f"1 person ranked {project} and is not served"
            notes.append(one if voters == 1 else f"{voters:,} people all ranked {project}, and none of them is served")
        if outcome.more_money is not None:
            more = format_amount(outcome.more_money.amount)
            notes.append(f"{more} more would have funded {name_of(found.names, outcome.more_money.project)}")
        notes += [f"the voters of {printable(each.group)} paid {rounded(each.paid)}" for each in outcome.groups]
        if notes:
            yield ""
            yield f"{_rule(outcome)}:"
            for note in notes:
                yield from wrap(note, width, initial_indent="  ", subsequent_indent="    ")


def _who_funds_what(
    found: FileInput, outcomes: tuple[RuleOutcome, ...], letters: list[str], width: int
) -> Iterator[str]:
    columns = (
        Column("project", flexible=True),
        Column("cost", right=True),
        *(Column(letter) for letter in letters),
    )
    funded = [set(outcome.funded) for outcome in outcomes]
    rows = [
        (
            name_of(found.names, project.id),
            format_amount(project.cost),
            *("█" if project.id in each else "·" for each in funded),
        )
        for project in found.pot.projects
        if any(project.id in each for each in funded)
    ]
    yield from table(columns, rows, width)

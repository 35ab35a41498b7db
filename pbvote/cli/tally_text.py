"""A result as text for a person at a terminal."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from textwrap import wrap

from pbvote.cli.text_table import Column, bar, printable, table, terminal_width
from pbvote.domain.money import format_amount
from pbvote.domain.result import FILL, ProjectOutcome, ProjectState, Result, Step
from pbvote.domain.rules import RULES
from pbvote.services.tally_file import FileTally

_BAR, _SMALL_BAR = 40, 10

_FUNDED = (
    Column("step", right=True),
    Column("project", flexible=True),
    Column("cost", right=True),
    Column("", spare=True),
    Column("choice"),
    Column("people", right=True),
    Column("points", right=True),
    Column("paid up to", right=True),
)
_UNFUNDED = (
    Column("", right=True),
    Column("project", flexible=True),
    Column("cost", right=True),
    Column("people", right=True),
    Column("points", right=True),
    Column("most money behind it"),
    Column("in step", right=True),
)


def tally_text(tally: FileTally) -> str:
    """Everything worth reading, without a last line end."""
    return "\n".join(_lines(tally, terminal_width()))


def name_of(names: Mapping[str, str], project: str) -> str:
    """The id and the name of a project, safe to print."""
    return printable(f"{project} {names.get(project, '')}".strip())


def rounded(amount: Fraction) -> str:
    """An exact amount to the nearest minor unit."""
    return format_amount(round(amount))


def _lines(tally: FileTally, width: int) -> Iterator[str]:
    yield from _head(tally, width)
    yield from _money(tally.result)
    yield from _funded(tally, width)
    yield from _unfunded(tally, width)
    yield from _removed(tally, width)
    yield from _ties(tally, width)
    yield from _completion(tally.result, width)
    yield from _groups(tally.result, width)
    yield from _warnings(tally.result, width)
    yield ""
    yield from wrap("`--why ID` says why one project won or lost, `--compare` counts by every rule.", width)


def _head(tally: FileTally, width: int) -> Iterator[str]:
    result, rule = tally.result, RULES[tally.result.rule]
    paper = rule.reference
    if tally.title:
        yield from wrap(printable(tally.title), width)
    yield f"{result.turnout:,} ballots, {result.blank:,} of them blank. Amounts in {tally.currency or 'major units'}."
    yield ""
    yield rule.rule_id if result.completion == "none" else f"{rule.rule_id}, completed by {result.completion}"
    for text in (f"{rule.title}.", f"{paper.authors}: {paper.title} ({paper.year}), {paper.link}"):
        yield from wrap(text, width, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
    yield ""


def _money(result: Result) -> Iterator[str]:
    percent = 100 * result.spent // result.budget
    spent, budget, left = map(format_amount, (result.spent, result.budget, result.left))
    yield f"{bar(result.spent, result.budget, _BAR)} {percent}%"
    yield f"{spent} of {budget} spent, {left} left."
    if not result.is_counted:
        yield "Nothing was counted: too few people voted."
    parameters = result.parameters
    if parameters.real_share is not None:
        yield f"A real share of the money is {rounded(parameters.real_share)} a voter."
    if parameters.voting_money is not None and parameters.voting_money != parameters.real_share:
        yield f"In the kept run each voter had {rounded(parameters.voting_money)} of voting money: not real money."


def _funded(tally: FileTally, width: int) -> Iterator[str]:
    result = tally.result
    yield ""
    yield f"Funded: {len(result.funded)} of {len(result.projects)} projects"
    if result.steps:
        dearest = max(step.cost for step in result.steps)
        yield from table(_FUNDED, [_funded_row(tally, step, dearest) for step in result.steps], width)


def _funded_row(tally: FileTally, step: Step, dearest: int) -> tuple[str, ...]:
    outcome = tally.result.outcome_of(step.project)
    by_points = tally.result.parameters.order_by == "points"
    return (
        str(step.step),
        name_of(tally.names, step.project),
        format_amount(step.cost),
        bar(step.cost, dearest, _SMALL_BAR),
        _choices(step),
        "" if step.supporters is None else f"{step.supporters:,}",
        f"{outcome.points:,}" if by_points and outcome is not None and outcome.points is not None else "",
        _payment(tally.result, step),
    )


def _choices(step: Step) -> str:
    if step.level == FILL:
        return "fill"
    if step.level is None:
        return ""
    return ("free", "1st")[step.level] if step.level <= 1 else f"1-{step.level}"


def _payment(result: Result, step: Step) -> str:
    # In the rules that weigh the choices, rho is a price of one unit of utility and not what anybody pays.
    return "" if step.rho is None or result.rule != "ranked-equal-shares" else rounded(step.rho)


def _unfunded(tally: FileTally, width: int) -> Iterator[str]:
    outcomes = [each for each in tally.result.projects if each.state is ProjectState.UNFUNDED]
    if outcomes:
        yield ""
        yield f"Not funded: {len(outcomes)}"
        yield from table(_UNFUNDED, [_unfunded_row(tally, outcome) for outcome in outcomes], width)


def _unfunded_row(tally: FileTally, outcome: ProjectOutcome) -> tuple[str, ...]:
    by_points = tally.result.parameters.order_by == "points"
    best, step = outcome.best_money, ""
    reached = ""
    if best is not None and outcome.cost:
        percent = 100 * best // outcome.cost
        reached = f"{bar(int(best), outcome.cost, _SMALL_BAR)} {percent}%"
        step = "end" if outcome.best_step is None else str(outcome.best_step)
    return (
        "    ",
        name_of(tally.names, outcome.id),
        format_amount(outcome.cost),
        "" if outcome.supporters is None else f"{outcome.supporters:,}",
        f"{outcome.points:,}" if by_points and outcome.points is not None else "",
        reached,
        step,
    )


def _removed(tally: FileTally, width: int) -> Iterator[str]:
    outcomes = [each for each in tally.result.projects if each.state is ProjectState.REMOVED]
    if outcomes:
        yield ""
        yield f"Not counted: {len(outcomes)}"
    for outcome in outcomes:
        yield from _indented(f"{name_of(tally.names, outcome.id)}, {format_amount(outcome.cost)}", width)
        yield from _indented(f"  {outcome.reason.removeprefix('Not counted: ')}", width)


def _indented(text: str, width: int) -> Iterator[str]:
    yield from wrap(text, width, initial_indent=" " * 6, subsequent_indent=" " * 8)


def _ties(tally: FileTally, width: int) -> Iterator[str]:
    if not tally.result.ties:
        return
    yield ""
    yield "Exactly level, settled by the tie order:"
    for tie in tally.result.ties:
        mattered = (
            "with another first, other projects are funded"
            if tie.decisive
            else "the same projects are funded with any other first"
        )
        told = f"{printable(', '.join(tie.tied))}: {printable(tie.chosen)} went first; {mattered}"
        yield from wrap(told, width, initial_indent=f"{tie.step:4}  ", subsequent_indent=" " * 8)


def _completion(result: Result, width: int) -> Iterator[str]:
    if not result.completion_runs:
        return
    first, last, step = result.completion_runs[0], result.completion_runs[-1], result.parameters.share_step or 0
    yield ""
    told = (
        f"Completion: with real shares alone {first.funded_count} projects cost {format_amount(first.spent)}. "
        f"Shares grew in steps of {format_amount(step)}; runs 0 to {last.k}, kept {result.kept_k}."
    )
    yield from wrap(told, width)


def _groups(result: Result, width: int) -> Iterator[str]:
    if not result.groups:
        return
    yield ""
    yield "Voter groups:"
    for group in result.groups:
        ballots = "" if group.ballots is None else f"{group.ballots:,} ballots, "
        if group.joined is not None:
            yield from _indented(f"{printable(group.id)}: {ballots}counted with {printable(group.joined)}", width)
        elif group.share is not None and group.paid is not None:
            money = f"a share of {rounded(group.share)} a voter; together they paid {rounded(group.paid)}"
            yield from _indented(f"{printable(group.id)}: {ballots}{money} of voting money", width)


def _warnings(result: Result, width: int) -> Iterator[str]:
    if result.warnings:
        yield ""
        yield "Please note:"
    for warning in result.warnings:
        yield from wrap(printable(warning), width, initial_indent="  - ", subsequent_indent="    ")

"""Why single projects won or lost, and how close it was, as text for a person at a terminal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

from pbvote.cli.tally_text import name_of, rounded
from pbvote.cli.text_table import bar, clipped, terminal_width
from pbvote.domain.analysis import Analysis, ProjectAnalysis
from pbvote.domain.money import format_amount
from pbvote.domain.result import ProjectOutcome, ProjectState
from pbvote.services.tally_file import FileTally

_BAR = 20


def why_text(tally: FileTally, analysis: Analysis, projects: Sequence[str]) -> str:
    """The story of each named project of the file, without a last line end."""
    width = terminal_width()
    stories = []
    for project in projects:
        outcome = tally.result.outcome_of(project)
        if outcome is not None:
            stories.append("\n".join(_story(tally, outcome, analysis.of(project), width)))
    return "\n\n".join(stories)


def _story(tally: FileTally, outcome: ProjectOutcome, analysis: ProjectAnalysis | None, width: int) -> Iterator[str]:
    yield from wrap(name_of(tally.names, outcome.id), width)
    yield f"  costs {format_amount(outcome.cost)}; {outcome.supporters or 0:,} people ranked it"
    yield from wrap(outcome.reason, width, initial_indent="  ", subsequent_indent="  ")
    if analysis is None:
        return
    if analysis.money:
        yield ""
        yield f"  Where the voting money of these people went: {rounded(analysis.money)} together"
        yield from _spending(tally, analysis, analysis.money, width)
    yield from _closeness(outcome, analysis, width)


def _spending(tally: FileTally, analysis: ProjectAnalysis, money: Fraction, width: int) -> Iterator[str]:
    named = [each for each in analysis.spending if each.amount * 100 >= money]
    for spent in sorted(named, key=lambda each: -each.amount):
        told = f"step {spent.step}, {name_of(tally.names, spent.project)}"
        yield clipped(f"  {_part(spent.amount, money)}  {told}", width)
    others = [each.amount for each in analysis.spending if each.amount * 100 < money]
    if others:
        yield f"  {_part(sum(others, Fraction()), money)}  projects with less than 1% each: {len(others)}"
    yield f"  {_part(analysis.unspent or Fraction(), money)}  not spent in the run"


def _part(amount: Fraction, money: Fraction) -> str:
    return f"{bar(int(amount), int(money), _BAR)} {100 * amount // money:3}%"


def _closeness(outcome: ProjectOutcome, analysis: ProjectAnalysis, width: int) -> Iterator[str]:
    sentences = []
    if analysis.highest_price:
        price = format_amount(analysis.highest_price)
        sentences.append(f"In the kept run, without the fill, it would have been funded at a cost of up to {price}.")
    elif analysis.highest_price == 0:
        sentences.append("In the kept run, without the fill, it would not have been funded at any cost.")
    if outcome.state is ProjectState.UNFUNDED:
        sentences.append(_margin(analysis.margin))
    if sentences:
        yield ""
        yield from wrap(" ".join(sentences), width, initial_indent="  ", subsequent_indent="  ")


def _margin(margin: int | None) -> str:
    if margin is None:
        return "No number of further people ranking it first, up to 200, was found that would have funded it."
    people = "1 more person" if margin == 1 else f"{margin} more people"
    return f"About {people} ranking only it would have funded it: a complete count says so."

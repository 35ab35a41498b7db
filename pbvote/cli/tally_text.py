"""A result as text for a person at a terminal."""

from collections.abc import Iterator
from fractions import Fraction

from pbvote.domain.money import format_amount
from pbvote.domain.result import FILL, ProjectOutcome, ProjectState, Result, Step
from pbvote.domain.rules import RULES
from pbvote.services.tally_file import FileTally

_BAR = 40  # cells of the money bar
_NAME = 46  # cells for a project's name


def tally_text(tally: FileTally) -> str:
    """Everything worth reading, without a last line end."""
    return "\n".join(_lines(tally))


def _lines(tally: FileTally) -> Iterator[str]:
    result = tally.result
    yield from _head(tally)
    yield from _money_bar(result)
    yield ""
    yield f"Funded: {len(result.funded)} of {len(result.projects)} projects"
    yield from (_funded_line(tally, step) for step in result.steps)
    yield from _states(tally, ProjectState.UNFUNDED, "Not funded")
    yield from _states(tally, ProjectState.REMOVED, "Not counted")
    yield from _ties(tally)
    yield from _completion(result)
    yield from _warnings(result)


def _head(tally: FileTally) -> Iterator[str]:
    result, rule = tally.result, RULES[tally.result.rule]
    paper = rule.reference
    if tally.title:
        yield _printable(tally.title)
    yield f"{rule.rule_id}, completion {result.completion}: {rule.title}."
    yield f"({paper.authors}: {paper.title}, {paper.year}, {paper.link})"
    yield f"{result.turnout:,} ballots, {result.blank:,} of them blank. Amounts in {tally.currency or 'major units'}."
    if not result.is_counted:
        yield "Nothing was counted: too few people voted."
    parameters = result.parameters
    if parameters.real_share is not None and parameters.voting_money is not None:
        yield f"A real share of the money is {_rounded(parameters.real_share)} a voter."
    if parameters.voting_money is not None and parameters.voting_money != parameters.real_share:
        voting_money = _rounded(parameters.voting_money)
        yield f"With completion each voter had {voting_money} of voting money, which is not real money."
    yield ""


def _money_bar(result: Result) -> Iterator[str]:
    full, percent = result.spent * _BAR // result.budget, 100 * result.spent // result.budget
    spent, budget, left = map(format_amount, (result.spent, result.budget, result.left))
    yield f"[{'#' * full}{'.' * (_BAR - full)}] {spent} of {budget} spent ({percent}%), {left} left"


def _funded_line(tally: FileTally, step: Step) -> str:
    name = _name(tally, step.project)
    return f"{step.step:4}  {name}  {format_amount(step.cost):>14}  {_how(tally.result, step)}"


def _how(result: Result, step: Step) -> str:
    people = f"{step.supporters:,} supporters"
    if step.level == FILL:
        return f"fill      {people}"
    if step.level is None:
        outcome = result.outcome_of(step.project)
        points = outcome.points if outcome is not None else None
        return f"{people}, {points:,} points"
    if step.rho is None:
        return f"cost 0    {people}"
    return f"level {step.level:<3} {people}, at most {_rounded(step.rho)} each"


def _states(tally: FileTally, state: ProjectState, title: str) -> Iterator[str]:
    outcomes = [outcome for outcome in tally.result.projects if outcome.state is state]
    if not outcomes:
        return
    yield ""
    yield f"{title}: {len(outcomes)}"
    for outcome in outcomes:
        yield f"      {_name(tally, outcome.id)}  {format_amount(outcome.cost):>14}  {_supporters(outcome)}"
        yield f"        {outcome.reason}"


def _supporters(outcome: ProjectOutcome) -> str:
    return f"{outcome.supporters:,} supporters, {outcome.points:,} points"


def _ties(tally: FileTally) -> Iterator[str]:
    if not tally.result.ties:
        return
    yield ""
    yield "Exactly level, settled by the tie order:"
    for tie in tally.result.ties:
        mattered = "it changed who is funded" if tie.decisive else "it changed nothing"
        yield f"{tie.step:4}  {_printable(', '.join(tie.tied))}: {_printable(tie.chosen)} went first; {mattered}"


def _completion(result: Result) -> Iterator[str]:
    if not result.completion_runs:
        return
    last, step = result.completion_runs[-1], format_amount(result.parameters.share_step or 0)
    yield ""
    yield f"Completion: shares grew in steps of {step}; runs 0 to {last.k}, kept {result.kept_k}."


def _warnings(result: Result) -> Iterator[str]:
    if result.warnings:
        yield ""
        yield "Please note:"
        yield from (f"  - {_printable(warning)}" for warning in result.warnings)


def _name(tally: FileTally, project: str) -> str:
    named = tally.names.get(project, "")
    text = _printable(f"{project} {named}".strip())
    return (text if len(text) <= _NAME else f"{text[: _NAME - 1]}…").ljust(_NAME)


def _printable(text: str) -> str:
    # A name from a file must not move the cursor of somebody's terminal.
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _rounded(amount: Fraction) -> str:
    return format_amount(round(amount))

"""What a project’s supporters paid for with their voting money, and what is left, from the analysis of the count."""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.analysis import ProjectAnalysis
from pbvote.domain.result import ProjectOutcome, ProjectState
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import PENCE, whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import money, number


@dataclass(frozen=True, slots=True)
class WhySpending:
    """Bars in order of steps, the same as rows of a table, and what to know before and after reading them."""

    title: str
    lead: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str], ...]
    note: str


def spending_of(found: PotResult, outcome: ProjectOutcome | None) -> WhySpending | None:
    """Where the supporters' money went; None without an analysis, and where no amount of it may be told."""
    each = found.analysis.of(outcome.id) if found.analysis and outcome else None
    if outcome is None or each is None or outcome.supporters is None:
        return None
    paid = _paid(found, each)
    if not paid or (each.money is None and all(spent.project == each.id for spent in each.spending)):
        return None  # a bar of its own cost alone would look like all that they paid for
    measures = [*paid, *_rest(each, outcome, sum(measure.amount or 0 for measure in paid))]
    rows = tuple((measure.name, measure.text) for measure in measures)
    won = outcome.state is not ProjectState.UNFUNDED
    title = _("What its supporters’ money paid for") if won else _("Where its supporters’ money went")
    return WhySpending(title, _lead(each, outcome, won=won), bars(measures), rows, _note(found))


def untold_words(found: PotResult, outcome: ProjectOutcome) -> str:
    """Why no project is named, where there is an analysis and the tier lets no amount of it out."""
    if found.grain is None or spending_of(found, outcome) is not None:
        return ""
    return _("We do not say which ones, or how much each: such amounts could show how one person voted.")


def _paid(found: PotResult, each: ProjectAnalysis) -> list[Measure]:
    """What they paid in each step that may be told. All of the project's own cost came from them: everybody knows."""
    amounts = {spent.step: (spent.project, int(spent.amount)) for spent in each.spending}
    own = found.counted.step_of(each.id) if found.counted else None
    if own is not None and isinstance(own.level, int) and own.cost:
        amounts[own.step] = (each.id, own.cost)
    return [
        Measure(_step_name(found, step, project), _amount(found, amount, exact=project == each.id), amount)
        for step, (project, amount) in sorted(amounts.items())
    ]


def _rest(each: ProjectAnalysis, outcome: ProjectOutcome, paid: int) -> list[Measure]:
    if each.unspent is not None:
        lost = outcome.state is ProjectState.UNFUNDED and each.unspent < outcome.cost
        mark = outcome.cost if lost else None
        name = _("Not spent at the end")
        return [Measure(name, whole_pounds(each.unspent), int(each.unspent), mark, lost=lost, rest=True)]
    name = _("Other projects, or not spent")
    if each.money is None:
        return [Measure(name, _("not shown"), None, rest=True)]
    if each.money <= paid:
        return []
    left = each.money - paid
    return [Measure(name, _("up to %(amount)s") % {"amount": whole_pounds(left)}, int(left), rest=True)]


def _step_name(found: PotResult, step: int, project: str) -> str:
    return _("Step %(step)s: %(title)s") % {"step": step, "title": found.projects[project].title}


def _amount(found: PotResult, amount: int, *, exact: bool) -> str:
    if exact or found.grain is None:
        return money(amount // PENCE * PENCE)
    return _("%(amount)s or more") % {"amount": money(amount)}


def _lead(each: ProjectAnalysis, outcome: ProjectOutcome, *, won: bool) -> str:
    """Of a winner: that more people ranked it than paid for it. A loser's page has named its people before."""
    if not won:
        return _("Its supporters did not lose their voting money. It could pay for other projects that they ranked.")
    words = {"people": number(outcome.supporters or 0), "money": whole_pounds(each.money or Fraction())}
    ranked = _("%(people)s people ranked it, in any place.") % words
    if each.money is None:
        return ranked + " " + _("This is what their voting money paid for, step by step.")
    had = _("At the start they had %(money)s of voting money between them.") % words
    return f"{ranked} {had} " + _("This is what it paid for, step by step.")


def _note(found: PotResult) -> str:
    if found.grain is None:
        return ""
    rounded = _("Amounts of other projects are rounded down to whole steps of %(grain)s.")
    why = _("This makes it harder to work out how one person voted.")
    return rounded % {"grain": money(found.grain)} + " " + why

"""What a project’s supporters paid for with their voting money, and what is left, from the analysis of the count."""

from dataclasses import dataclass

from pbvote.domain.analysis import ProjectAnalysis
from pbvote.domain.result import ProjectOutcome, ProjectState
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.closeness import is_told
from pbvote.web.count_words import whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import money


@dataclass(frozen=True, slots=True)
class WhySpending:
    """Bars in order of steps, the same as rows of a table, and what to know before and after reading them."""

    title: str
    lead: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str], ...]
    note: str


def spending_of(found: PotResult, outcome: ProjectOutcome | None) -> WhySpending | None:
    """Where the supporters' money went; None without an analysis, and where the tier says nothing of the project."""
    each = found.analysis.of(outcome.id) if found.analysis and outcome else None
    if outcome is None or each is None or not is_told(each):
        return None
    won = outcome.state is not ProjectState.UNFUNDED
    measures = _measures(found, each, outcome, won=won)
    rows = tuple((measure.name, measure.text) for measure in measures)
    title = _("What its supporters’ money paid for") if won else _("Where its supporters’ money went")
    return WhySpending(title, _lead(each, won=won), bars(measures), rows, _note(found, each))


def _measures(found: PotResult, each: ProjectAnalysis, outcome: ProjectOutcome, *, won: bool) -> list[Measure]:
    measures = [
        Measure(_step_name(found, spent.step, spent.project), _amount(found, int(spent.amount)), int(spent.amount))
        for spent in each.spending
    ]
    if each.unspent is not None:
        mark = None if won else outcome.cost
        lost = not won and each.unspent < outcome.cost
        name = _("Not spent at the end")
        measures.append(Measure(name, whole_pounds(each.unspent), int(each.unspent), mark, lost=lost, rest=True))
    elif each.rest is not None and each.rest > 0:
        text = _("up to %(amount)s") % {"amount": whole_pounds(each.rest)}
        name = _("Other projects, or not spent") if each.spending else _("Spent on projects, or not spent")
        measures.append(Measure(name, text, int(each.rest), rest=True))
    return measures


def _step_name(found: PotResult, step: int, project: str) -> str:
    return _("Step %(step)s: %(title)s") % {"step": step, "title": found.projects[project].title}


def _amount(found: PotResult, amount: int) -> str:
    if found.grain is None:
        return money(amount // 100 * 100)
    return _("%(amount)s or more") % {"amount": money(amount)}


def _lead(each: ProjectAnalysis, *, won: bool) -> str:
    if not each.spending:
        return _("No project got so much of it that we can say how much.")
    if won:
        return _("This is what the voting money of its supporters paid for, step by step.")
    return _("Its supporters did not lose their voting money. It paid for projects that they also ranked.")


def _note(found: PotResult, each: ProjectAnalysis) -> str:
    if found.grain is None or not (each.spending or each.rest):
        return ""
    rounded = _("Amounts are rounded down to whole steps of %(grain)s.") % {"grain": money(found.grain)}
    return rounded + " " + _("So nobody can work out from them how one person voted.")

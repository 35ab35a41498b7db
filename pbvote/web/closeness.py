"""How close it was: how many more people, or what price. Each number is about something that was really counted.

Nothing is said of fewer people or of a higher price than was tried: more votes can hurt, and less money too.
"""

from dataclasses import dataclass

from pbvote.domain.analysis import Analysis, ProjectAnalysis
from pbvote.domain.result import ProjectOutcome, ProjectState, Step
from pbvote.storage.queries.results import PotResult
from pbvote.web.language import _
from pbvote.web.presenters import money, number

MOST_TRIED = 200
"""The largest number of further ballots that is tried for a margin."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """A question, its answer in large letters, and what the answer means."""

    question: str
    answer: str
    words: tuple[str, ...]


def closeness_of(found: PotResult, outcome: ProjectOutcome) -> tuple[Closeness, ...]:
    """What the tier allows to say; nothing where there is no analysis of the project, or its numbers are withheld."""
    each = found.analysis.of(outcome.id) if found.analysis else None
    if found.analysis is None or each is None or outcome.supporters is None:
        return ()
    cost = outcome.cost
    if outcome.state is ProjectState.UNFUNDED:
        return tuple(part for part in (_margin(found, found.analysis, each), _price(each, found.grain)) if part)
    if each.highest_price is None:
        return ()
    return (_in_the_run(each.highest_price, found.grain) if each.highest_price < cost else _dearer(cost, each, found),)


def margin_words(found: PotResult, outcome: ProjectOutcome) -> str:
    """In one sentence how close a project was that lost; empty where that is not known, or not shown."""
    each = found.analysis.of(outcome.id) if found.analysis else None
    if found.analysis is None or each is None or each.margin is None or outcome.supporters is None:
        return ""
    return _more_people(found, found.analysis, each.margin)


def _more_people(found: PotResult, analysis: Analysis, margin: int) -> str:
    words = {"people": number(margin), "group": found.group_names.get(analysis.margin_group, "")}
    if words["group"]:
        return _("About %(people)s more people of “%(group)s” ranking it first would have funded it.") % words
    return _("About %(people)s more people ranking it first would have funded it.") % words


def _margin(found: PotResult, analysis: Analysis, each: ProjectAnalysis) -> Closeness:
    question = _("How close was it?")
    if each.margin is None:
        tried = _("We tried up to %(most)s more people ranking it first.") % {"most": MOST_TRIED}
        none = _("We found no number of them with which a full count funded it.")
        return Closeness(question, _("Not found"), (f"{tried} {none}",))
    answer = _("About %(people)s more people") % {"people": number(each.margin)}
    means = _more_people(found, analysis, each.margin)
    counted = _("We added up to so many such votes and counted everything again: then it won.")
    rounded = _("The number is rounded up to tens.") if found.grain else ""
    other = _("With another number the count can come out in another way.")
    return Closeness(question, answer, (means, " ".join(filter(None, (counted, rounded, other)))))


def _price(each: ProjectAnalysis, grain: int | None) -> Closeness | None:
    if each.highest_price is None:
        return None
    question = _("What price would have won?")
    if not each.highest_price:
        none = _("In one run of the count, with the same votes, no price was low enough.")
        return Closeness(question, _("No price"), (none, _one_run()))
    words = {"price": money(each.highest_price)}
    means = _("At %(price)s or less, the same votes would have paid for it in one run of the count.") % words
    return Closeness(question, money(each.highest_price), (means, f"{_one_run()} {_rounded(grain)}".strip()))


def _dearer(cost: int, each: ProjectAnalysis, found: PotResult) -> Closeness:
    question = _("How much could it have cost?")
    highest = each.highest_price or 0
    if highest == cost and found.grain:
        words = {"more": money(found.grain), "price": money(cost + found.grain)}
        means = _("At %(price)s it would not have won any more, with the same votes, in one run of the count.") % words
        return Closeness(question, _("Less than %(more)s more") % words, (means, _one_run()))
    words = {"price": money(highest)}
    means = _("At %(price)s it would still have won, with the same votes, in one run of the count.") % words
    if highest == cost:
        means = _("Not at all. In one run of the count it won at this price, and at no higher one.")
    later = _later(highest, found.counted.step_of(each.id) if found.counted else None)
    means = f"{means} {later}".strip()
    return Closeness(question, money(highest), (means, f"{_one_run()} {_rounded(found.grain)}".strip()))


def _later(highest: int, step: Step | None) -> str:
    """Of a price above the money behind it: the same step could not have paid, only further choices could."""
    if step is None or not isinstance(step.level, int) or step.money_behind is None or highest <= step.money_behind:
        return ""
    had = _("The people who paid for it in step %(step)s had less than that.") % {"step": step.step}
    return had + " " + _("It would have won later, when the count looked at further choices.")


def _in_the_run(highest: int, grain: int | None) -> Closeness:
    """Of a project that got what was left: what it would have had to cost to win with voting money."""
    question = _("What price would have won with voting money?")
    if not highest:
        none = _("In one run of the count, with the same votes, no price was low enough.")
        return Closeness(question, _("No price"), (none, _one_run()))
    words = {"price": money(highest)}
    means = (
        _("At %(price)s or less, its people’s voting money would have paid for it, in one run of the count.") % words
    )
    return Closeness(question, money(highest), (means, f"{_one_run()} {_rounded(grain)}".strip()))


def _one_run() -> str:
    return _("“One run” means: with the same voting money, and without the money left over at the end.")


def _rounded(grain: int | None) -> str:
    return _("The price is rounded down to whole steps of %(grain)s.") % {"grain": money(grain)} if grain else ""

"""Where the money of a project's supporters stood, told from public numbers alone: nothing that a tier withholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.result import FILL, ProjectOutcome, Result, Step
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import has_voting_money, level_words, listed, most_paid, up, whole_pounds
from pbvote.web.language import _
from pbvote.web.presenters import money, number


@dataclass(frozen=True, slots=True)
class Story:
    """Bars with the cost as their mark, and what they mean."""

    bars: tuple[Bar, ...]
    paragraphs: tuple[str, ...]


def won_story(counted: Result, step: Step) -> Story:
    """How the money was there."""
    cost = {"cost": money(step.cost)}
    if step.level == FILL:
        before = int((step.money_left or 0) + step.cost)
        bar = Measure(_("Left in the pot: %(left)s") % {"left": money(before)}, _cost(step.cost), before, step.cost)
        after = _("After the last step that voting money paid for, some of the pot was left.")
        rule = _("It went to the projects with most points that still fitted. Higher choices give more points.")
        return Story(bars((bar,)), (after + " " + rule,))
    if step.money_behind is None or step.rho is None or step.supporters is None:
        return Story((), _small(step) if has_voting_money(counted) and step.cost else ())
    behind = {"behind": whole_pounds(step.money_behind), "people": number(step.supporters), **cost}
    name = _("Voting money behind it: %(behind)s") % {"behind": whole_pounds(step.money_behind)}
    bar = Measure(name, _cost(step.cost), int(step.money_behind), step.cost)
    looked = _("This step looked at: %(choices)s.") % {"choices": level_words(step.level).lower()}
    had = _("Together these %(people)s people had %(behind)s of voting money left. It cost %(cost)s.") % behind
    return Story(bars((bar,)), (f"{looked} {had}", _payments(counted, step)))


def _payments(counted: Result, step: Step) -> str:
    """How its supporters shared the cost; how many paid less than the others, where the tier shows that."""
    most = most_paid(counted, step)
    if most is None:
        words = _("They paid %(most)s for each point that they had given it, as far as they had money left.")
        return words % {"most": up(step.rho or Fraction())}
    evenly = _("They shared the cost as evenly as they could. Nobody paid more than %(most)s.") % {"most": up(most)}
    if not step.paid_less:
        return evenly
    paid = {"full": number(step.paid_in_full or 0), "less": number(step.paid_less)}
    return evenly + " " + _("So much was paid by %(full)s, and %(less)s paid less: all that they had left.") % paid


def _small(step: Step) -> tuple[str, ...]:
    few = _("Fewer than 10 people paid for it, so we do not say how much money they had.")
    looked = _("This step looked at: %(choices)s.") % {"choices": level_words(step.level).lower()}
    return (f"{looked} {few}",)


def lost_story(counted: Result, outcome: ProjectOutcome, untold: str = "") -> Story:
    """How the money went elsewhere, or was never enough. `untold`: why the page names no project that got it."""
    each, people = counted.parameters.voting_money, outcome.supporters
    at_end = _("Left in the pot at the end: %(left)s") % {"left": money(counted.left)}
    left = Measure(at_end, _cost(outcome.cost), counted.left, outcome.cost, lost=True)
    ends = (left,) if counted.left < outcome.cost else ()  # more than the cost would look like enough
    ends = (*_best(outcome), *ends)
    if each is None or people is None:
        elsewhere = _("Its supporters’ voting money paid for other projects that they ranked, or was not spent.")
        told = (f"{elsewhere} {untold}",) if untold and people else ()
        return Story(bars(ends), (*told, _left_words(counted, outcome)))
    start = each * people
    at_start = _("Their voting money at the start: %(money)s") % {"money": whole_pounds(start)}
    begin = Measure(at_start, _cost(outcome.cost), int(start), outcome.cost, lost=start < outcome.cost)
    return Story(bars((begin, *ends)), (_start_words(start, outcome, untold), _left_words(counted, outcome)))


def passed_over(counted: Result, outcome: ProjectOutcome, titles: Mapping[str, str]) -> Story:
    """Under a rule in which the pot pays and nobody has voting money: what it paid for instead."""
    if not counted.steps:
        return lost_story(counted, outcome)
    paid = _("The pot paid for %(projects)s.") % {"projects": listed([titles[each.project] for each in counted.steps])}
    cheaper = _("When a project costs more than what is left, it is passed over. A cheaper one after it can still win.")
    skips = counted.parameters.on_overflow == "skip"
    told = lost_story(counted, outcome)
    return Story(told.bars, (f"{paid} {cheaper}" if skips else paid, *told.paragraphs))


def _best(outcome: ProjectOutcome) -> tuple[Measure, ...]:
    """The most money that ever stood behind it, where the tier shows that."""
    if outcome.best_money is None:
        return ()
    words = {"step": outcome.best_step, "money": whole_pounds(outcome.best_money)}
    name = _("Voting money behind it at best, in step %(step)s: %(money)s") % words
    if outcome.best_step is None:
        name = _("Voting money behind it at best, after the last step: %(money)s") % words
    lost = outcome.best_money < outcome.cost
    return (Measure(name, _cost(outcome.cost), int(outcome.best_money), outcome.cost, lost=lost),)


def _start_words(start: Fraction, outcome: ProjectOutcome, untold: str) -> str:
    words = {"people": number(outcome.supporters or 0), "money": whole_pounds(start), "cost": money(outcome.cost)}
    had = _("At the start, the %(people)s people who ranked it had %(money)s of voting money between them.") % words
    if start < outcome.cost:
        return had + " " + _("It cost %(cost)s. So they could not pay for it, even with all of their money.") % words
    # In the end they could not pay, so what they had spent by then is more than what they had beyond its cost.
    spent = start - outcome.cost
    if spent < _A_POUND:
        return had + " " + _("Some of it had paid for other projects that they also ranked.")
    gone = _("More than %(spent)s of it paid for other projects that they also ranked.") % {
        "spent": whole_pounds(spent)
    }
    left = _("What was left did not cover the %(cost)s.") % words
    return " ".join(filter(None, (had, gone, untold, left)))


def _left_words(counted: Result, outcome: ProjectOutcome) -> str:
    words = {"left": money(counted.left), "short": money(outcome.cost - counted.left)}
    if not counted.left:
        return _("At the end nothing was left in the pot.")
    if counted.left < outcome.cost:
        return _("At the end %(left)s was left in the pot. That was %(short)s less than it cost.") % words
    return _("At the end %(left)s stayed in the pot. The rules did not let it pay for this project.") % words


def _cost(cost: int) -> str:
    return _("It cost %(cost)s") % {"cost": money(cost)}


_A_POUND = 100

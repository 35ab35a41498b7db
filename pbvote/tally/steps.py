"""Choices as steps of the trace, and the ties among them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Protocol

from pbvote.domain.result import Level, Step
from pbvote.tally.choice import Choice
from pbvote.tally.outcome import OpenTie
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Purchase


def step_of_choice(prepared: Prepared, choice: Choice, number: int, level: Level) -> Step:
    """A step that nobody's voting money paid: cost 0, greedy rules and the fill."""
    project = prepared.pot.projects[choice.project]
    supporters = prepared.supporters[choice.project]
    return Step(number, level, project.id, project.cost, supporters, money_left=Fraction(choice.money_left))


def step_of_purchase(prepared: Prepared, purchase: Purchase, number: int, money_left: int) -> Step:
    """A step that its supporters paid."""
    project, price = prepared.pot.projects[purchase.project], purchase.price
    return Step(
        step=number,
        level=purchase.level,
        project=project.id,
        cost=project.cost,
        supporters=price.supporters,
        money_behind=Fraction(price.money_behind, price.denominator),
        rho=price.rho,
        effective_support=project.cost / price.rho,
        paid_in_full=price.rich,
        paid_less=price.supporters - price.rich,
        money_left=Fraction(money_left),
    )


class Chosen(Protocol):
    """What a step chose, among those that were level with it."""

    @property
    def tied(self) -> tuple[int, ...]:
        """All that were level, in tie order, itself too."""


def open_ties(chosen: Iterable[Chosen], first_step: int) -> list[OpenTie]:
    """The ties among choices whose steps are numbered from `first_step` on."""
    return [OpenTie(step, each.tied) for step, each in enumerate(chosen, first_step) if len(each.tied) > 1]

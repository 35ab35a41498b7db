"""How much more money would have funded one more project: tried, not guessed."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

from pbvote.domain.comparison import MoreMoney
from pbvote.domain.result import ProjectState, Result
from pbvote.tally.confirmation import WholeCount

TRIES = 12
"""So many amounts are tried: each takes a complete count."""


def more_money(whole: WholeCount, result: Result) -> MoreMoney | None:
    """The smallest tried amount with which a complete count funds all of `result` and one project more; None if none.

    A larger budget can also cost a project its place, so an amount is tried and never worked out alone.
    """
    funded, ids = set(result.funded), whole.pot.ids
    for amount in sorted(set(_worth_trying(result)))[:TRIES]:
        larger = replace(whole, pot=replace(whole.pot, budget=whole.pot.budget + amount))
        now = [ids[each] for each in sorted(larger.funded())]
        further = [each for each in now if each not in funded]
        if further and funded.issubset(now):
            return MoreMoney(_named(further, result, amount), amount)
    return None


def _worth_trying(result: Result) -> Iterator[int]:
    # What a project lacks in the money left over; by how much all money must grow to pay for it; and, where nothing is
    # known of the money behind it, by how much the equal shares of all its supporters must.
    for project in result.projects:
        if project.state is not ProjectState.UNFUNDED or not project.supporters:
            continue
        if project.cost > result.left:
            yield project.cost - result.left
        most = project.best_money or Fraction(result.budget * project.supporters, result.n)
        if project.cost > most:
            yield ceil(result.budget * (project.cost - most) / most)


def _named(further: list[str], result: Result, amount: int) -> str:
    """The project that the amount was tried for, if it is among them; else the first in the pot."""
    costs = {project.id: project.cost for project in result.projects}
    return next((each for each in further if costs[each] - result.left == amount), further[0])

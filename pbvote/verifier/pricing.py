"""What a project costs its supporters when they split its cost as equally as their money allows."""

from typing import NamedTuple

from .horizon import Form, Horizon

Ladder = list[tuple[int, int, int]]  # classes by money ascending: money, slope, number of supporters


class Choice(NamedTuple):
    """A project that a test may fund: rho = (rho + rho_slope·t) / (left · denominator), and the money behind it."""

    project: int
    cost: int
    rho: int
    rho_slope: int
    left: int
    behind: int


def price(project: int, cost: int, need: int, behind: int, ladder: Ladder) -> Choice:
    """Walk up the ladder: who has less than an equal part pays all, the others share the rest.

    Precondition: the money on the ladder, `behind`, is at least `need`, which is the cost over the denominator.
    """
    unpaid, slope = need, 0
    left = sum(number for _, _, number in ladder)
    for money, rise, number in ladder:
        if unpaid <= money * left:
            break
        unpaid -= money * number
        slope -= rise * number
        left -= number
    return Choice(project, cost, unpaid, slope, left, behind)


def lead(one: Choice, other: Choice) -> Form:
    """Give a form that is above 0 where the effective support cost / rho of `one` is larger, 0 where equal."""
    mine, theirs = one.cost * one.left, other.cost * other.left
    return mine * other.rho - theirs * one.rho, mine * other.rho_slope - theirs * one.rho_slope


def bound_payers(horizon: Horizon, winner: Choice, ladder: Ladder) -> None:
    """Bound the rise of the share so that the same classes pay all they have."""
    for money, rise, _ in ladder:
        value, slope = money * winner.left - winner.rho, rise * winner.left - winner.rho_slope
        if value >= 0:
            horizon.stays(value, slope)
        else:
            horizon.stays(-value, -slope)

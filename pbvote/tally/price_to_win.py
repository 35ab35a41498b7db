"""At which price a project would have been chosen in one test of a run of ranked equal shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from pbvote.tally.money_classes import MoneyClasses, Price


@dataclass(frozen=True, slots=True)
class Leader:
    """What is chosen in a test: its cost (minor units), its price, its position in the tie order."""

    cost: int
    price: Price
    position: int

    def loses_ties_to(self, money_behind: int, position: int) -> bool:
        """Whether a project with the same effective support, this money (numerator) and position goes first."""
        if money_behind != self.price.money_behind:
            return money_behind > self.price.money_behind
        return position < self.position


def leader_of(money: MoneyClasses, costs: Sequence[int], positions: Sequence[int], winner: int | None) -> Leader | None:
    """The project that a test chooses; None when it chooses nothing."""
    price = None if winner is None else money.price(winner, costs[winner])
    if winner is None or price is None:
        return None
    return Leader(costs[winner], price, positions[winner])


def price_to_win(
    purses: Sequence[tuple[int, int]], denominator: int, position: int, leader: Leader | None = None
) -> int:
    """The largest whole price (minor units) at which a project would be chosen instead of `leader`; 0 if at none.

    `purses`: what its supporters have, numerators ascending with how many have it. At a price p they pay rho, the
    largest payment of an equal split: p is the sum of min(money, rho), so p/rho never grows with p. It is affordable up
    to all they have; and it is chosen while p/rho is above the effective support of the leader, or level with it and
    ahead in what decides then.
    """
    paid, rich = 0, sum(count for _, count in purses)
    total = sum(has * count for has, count in purses)
    if leader is None:
        return total // denominator
    support = leader.cost * leader.price.rich * denominator, leader.price.owed  # numerator and denominator of cost/rho
    wins_ties = leader.loses_ties_to(total, position)
    for has, count in purses:
        ahead = (paid + rich * has) * support[1] - support[0] * has
        if ahead < 0 or (ahead == 0 and has and not wins_ties):
            return _last_ahead(paid, rich, support, denominator, wins_ties=wins_ties)
        paid += has * count
        rich -= count
    return total // denominator


def _last_ahead(paid: int, rich: int, support: tuple[int, int], denominator: int, *, wins_ties: bool) -> int:
    # Who has less pays all they have (`paid`), the `rich` others pay rho: level where (paid + rich·rho)/rho = support.
    if not paid:
        return 0  # level, or behind, at every price
    level, over = support[0] * paid, (support[0] - rich * support[1]) * denominator
    return level // over if wins_ties else (level - 1) // over

"""For how many larger shares a test of a run would come out the same: a proof, so that it need not be made again.

As the share rises, an outcome can change because a project becomes affordable, because rho changes who pays all, or
because effective supports change order. While winners and the sets that pay all stay the same, every amount of money is
a + b·d in the number d of further steps, and so each of the three has a first d at which it may happen.
"""

from collections.abc import Iterable

from pbvote.tally.money_classes import MoneyClasses, Price
from pbvote.tally.offer import Offer

FOR_EVER = 2**62
"""More steps than any count makes."""


class Span:
    """Collects what must hold at one test, and gives the number of further steps at which it surely does."""

    def __init__(self) -> None:
        self._steps = FOR_EVER

    def taken(self) -> int:
        """How many further steps change neither what is bought at this test, nor who pays all, nor what is tied."""
        steps, self._steps = self._steps, FOR_EVER
        return steps

    def keep(self, steps: int | None) -> None:
        """No more than these steps; None: no limit."""
        if steps is not None:
            self._steps = min(self._steps, steps)

    def keep_too_dear(self, money: MoneyClasses, project: int, cost: int) -> None:
        """A project that could not be afforded when it was just asked stays so."""
        total, growth = money.totals(project)
        self._at_least_0(cost * money.denominator - 1 - total, -growth)

    def keep_the_poor_poor(self, money: MoneyClasses, winner: int, price: Price) -> None:
        """Whoever pays all for the winner goes on to do so."""
        # The rich stay rich by themselves: nobody's money shrinks as the share grows, and rho does not grow.
        for has, growth in money.poor(winner, price):
            self._at_least_0(price.owed - price.rich * has, price.owed_growth - price.rich * growth)

    def keep_behind(self, money: MoneyClasses, first: Offer, others: Iterable[Offer]) -> None:
        """The others, with less effective support or as much and less money behind, stay behind."""
        # The rho of a loser is convex in d and only grows during a level, so its tangent when asked is a sound bound.
        for other in others:
            lead = first.lead_over(other)
            if lead > 0:
                self._at_least_0(lead - 1, first.lead_growth(other))
            elif first.price.owed_growth or other.price.owed_growth:
                self.keep(0)
            else:  # nobody who is poor would have more, so both rhos stay as they are: money behind decides
                (total, growth), (larger, larger_growth) = money.totals(other.project), money.totals(first.project)
                self._at_least_0(larger - total - 1, larger_growth - growth)

    def keep_level(self, money: MoneyClasses, first: Offer, tied: Iterable[Offer]) -> None:
        """The others, exactly level with the first, stay so."""
        growth = money.totals(first.project)[1]
        for other in tied:
            if first.price.owed_growth or other.price.owed_growth or money.totals(other.project)[1] != growth:
                self.keep(0)

    def _at_least_0(self, value: int, growth: int) -> None:
        # value + growth·d must not fall below 0, which it does not at d = 0.
        if growth < 0:
            self.keep(value // -growth)

"""For how many larger shares a run would come out the same: a proof, so that runs need not be made one by one.

As the share rises, an outcome can change because a project becomes affordable, because rho changes who pays all, or
because effective supports change order. While winners and the sets that pay all stay the same, every amount of money is
a + b·d in the number d of further steps, and so each of the three has a first d at which it may happen.
"""

from collections.abc import Iterable, Sequence

from pbvote.tally.money_classes import MoneyClasses, Price


class Span:
    """Watches one run, test by test; a span shorter than `least` is not worth the trouble and is called 0."""

    def __init__(self, costs: Sequence[int], least: int) -> None:
        self._costs, self._least = costs, least
        self._steps: int | None = None

    @property
    def steps(self) -> int:
        """How many further steps are proved to change neither what is funded, nor its order, nor what is tied."""
        return self._steps or 0

    def test(self, money: MoneyClasses, standing: Iterable[int], winner: int | None) -> None:
        """One test of the run, before anybody pays: what stands to be chosen, and what is (None: nothing)."""
        if self._steps == 0:
            return
        price = None if winner is None else money.price(winner, self._costs[winner])
        if winner is not None and price is not None:
            self._keep_the_poor_poor(money, winner, price)
        for project in standing:
            if project == winner:
                continue
            other = money.price(project, self._costs[project])
            if other is None:
                self._keep_too_dear(money, project)
            elif winner is not None and price is not None:
                self._keep_behind(money, (project, other), (winner, price))

    def _keep_too_dear(self, money: MoneyClasses, project: int) -> None:
        total, growth = money.totals(project)
        self._at_least_0(self._costs[project] * money.denominator - 1 - total, -growth)

    def _keep_the_poor_poor(self, money: MoneyClasses, winner: int, price: Price) -> None:
        # The rich stay rich by themselves: nobody's money shrinks as the share grows, and rho does not grow.
        for has, growth in money.poor(winner, price):
            self._at_least_0(price.owed - price.rich * has, price.owed_growth - price.rich * growth)

    def _keep_behind(self, money: MoneyClasses, other: tuple[int, Price], first: tuple[int, Price]) -> None:
        # cost/rho of the first stays larger. The rho of the other is convex in d, so its tangent is a sound bound.
        (project, price), (winner, ahead) = other, first
        mine, theirs = self._costs[winner] * ahead.rich, self._costs[project] * price.rich
        lead = mine * price.owed - theirs * ahead.owed
        if lead > 0:
            self._at_least_0(lead - 1, mine * price.owed_growth - theirs * ahead.owed_growth)
        elif price.owed_growth == ahead.owed_growth == 0:
            self._keep_less_money(money, project, winner)
        else:
            self._at_least_0(0, -1)

    def _keep_less_money(self, money: MoneyClasses, project: int, winner: int) -> None:
        # Nobody who is poor would have more, so both rhos stay as they are, and equal: money behind decides.
        (total, growth), (larger, larger_growth) = money.totals(project), money.totals(winner)
        if larger > total:
            self._at_least_0(larger - total - 1, larger_growth - growth)
        elif larger_growth != growth:
            self._at_least_0(0, -1)

    def _at_least_0(self, value: int, growth: int) -> None:
        # value + growth·d must not fall below 0, which it does not at d = 0.
        if growth < 0:
            most = value // -growth
            self._steps = most if self._steps is None else min(self._steps, most)
            if self._steps < self._least:
                self._steps = 0

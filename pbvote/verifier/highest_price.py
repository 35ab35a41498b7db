"""The highest price at which one run still funds a project (docs/result-format.md, "Analysis").

One run without the project is enough: at each test, the last one of every level included, it would be chosen up to
some price, and the largest of these is the answer. The money behind a project does not depend on its price, and cost
over rho does not grow with it, so that the price at a test is found by halving.
"""

from typing import Optional

from .completion import Hall
from .count import openings_of
from .pot import Profile
from .pricing import Choice, lead, price
from .shares import Run


class RunWithout(Run):
    """A run that never funds one project, and looks at every test up to what price it would have."""

    project: int
    highest: int

    def _affordable(self) -> "list[int]":
        return [each for each in super()._affordable() if each != self.project]

    def _choose(self) -> "Optional[tuple[Choice, tuple[int, ...]]]":
        chosen = super()._choose()
        if self.project in self.open and self.counts[self.project]:
            self._look(None if chosen is None else chosen[0])
        return chosen

    def _look(self, winner: Optional[Choice]) -> None:
        most = min(self.pot.budget, self.totals[self.project] // self.denominator)
        low, high = self.highest, most + 1  # chosen at `low` in this or an earlier test, not chosen at `high`
        if low >= most or not self._would_win(winner, low + 1):
            return
        while high - low > 1:
            middle = (low + high) // 2
            if self._would_win(winner, middle):
                low = middle
            else:
                high = middle
        self.highest = low

    def _would_win(self, winner: Optional[Choice], cost: int) -> bool:
        if winner is None:
            return True
        behind = self.totals[self.project]
        mine = price(self.project, cost, cost * self.denominator, behind, self._ladder(self.project))
        ahead = lead(mine, winner)[0]
        if ahead or behind != winner.behind:
            return ahead > 0 or (ahead == 0 and behind > winner.behind)
        return self.ranks[self.project] < self.ranks[winner.project]


def highest_price(hall: Hall, profile: Profile, k: int, project: int) -> int:
    """Give the largest price from 1 to the budget at which run k funds the project; 0 if there is none."""
    # It is not free at such a price, whatever it costs.
    costs = tuple(hall.pot.budget if each == project else cost for each, cost in enumerate(hall.pot.costs))
    pot = hall.pot._replace(costs=costs)
    _, out, _ = openings_of(pot, profile)
    if project in out:
        return 0
    run = RunWithout(pot, hall.electorate, out, int(hall.money(k)), hall.step)
    run.project, run.highest = project, 0
    run.finish()
    return run.highest

"""The highest price: up to which cost one run with the kept voting money would have funded a project.

Up to the moment when it is chosen, a run is the same with a project and without it. So the tests of one run without
it, the empty last one of each level included, know every price at which it would have been chosen.
"""

from collections.abc import Callable, Iterable, Sequence

from pbvote.tally.kept_run import KeptRun
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.price_to_win import leader_of, price_to_win


class PriceWatch:
    """Looks on at a run that funds none of `projects`, and finds the highest price of each; `prices`, minor units."""

    def __init__(self, kept: KeptRun, projects: Iterable[int], free: Iterable[int]) -> None:
        self._kept, self._rivals = kept, kept.prepared.rivals
        self.prices = dict.fromkeys(projects, 0)
        self._standing = list(self.prices)
        self._shut_out(free)

    def test(self, money: MoneyClasses, standing: Sequence[int], winner: int | None) -> None:  # noqa: ARG002 - a Watcher
        """One test of the run, before anybody pays."""
        positions = self._kept.positions
        leader = leader_of(money, self._kept.prepared.costs, positions, winner)
        for project in self._standing:
            purses = money.purses(project)
            if sum(has * count for has, count in purses) // money.denominator > self.prices[project]:
                price = price_to_win(purses, money.denominator, positions[project], leader)
                self.prices[project] = max(self.prices[project], price)
        if winner is not None:
            self._shut_out([winner])

    def _shut_out(self, funded: Iterable[int]) -> None:
        out = {rival for project in funded for rival in self._rivals[project]}
        self._standing = [project for project in self._standing if project not in out]


def highest_prices(kept: KeptRun, on_project: Callable[[int, int], None]) -> dict[int, int]:
    """The highest price, at most the budget, of every candidate; `on_project` is told how many of how many are done.

    One run knows those of all that it does not fund; each that it funds needs a run of its own.
    """
    candidates, budget = kept.prepared.candidates, kept.prepared.pot.budget
    watch = PriceWatch(kept, candidates, kept.free())
    funded = candidates.intersection(kept.start().finish(watcher=watch).funded)
    prices = dict(watch.prices)
    for done, project in enumerate(sorted(funded), 1):
        watch = PriceWatch(kept, [project], kept.free(without=project))
        kept.start_without(project).finish(watcher=watch)
        prices |= watch.prices
        on_project(done, len(funded))
    return {project: min(price, budget) for project, price in prices.items()}

"""The margin: how many more ballots that rank only one project would have funded it.

Further ballots for a project pay nothing until it is chosen, so one run with everybody's money divided among n + m
ballots answers for all projects: each is tested with the money of m further ballots added to its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil

from pbvote.tally.kept_run import KeptRun
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.price_to_win import leader_of, price_to_win
from pbvote.tally.profile import Integers  # noqa: TC001 - as everywhere in this room, types are plain imports

MOST = 200
"""No margin above so many ballots is looked for."""


class MarginWatch:
    """Looks on at the run of n + `more` ballots, and finds which `projects` the further ones fund: `found`."""

    def __init__(self, kept: KeptRun, projects: Iterable[int], more: int) -> None:
        self._kept, self._costs, self._more = kept, kept.prepared.costs, more
        self._share = kept.share(more)
        self._sought = frozenset(projects)
        self._lacking: Integers | None = None
        self.found: set[int] = set()

    def test(self, money: MoneyClasses, standing: Sequence[int], winner: int | None) -> None:
        """One test of the run, before anybody pays. What it chooses by itself, it chooses with further ballots too."""
        near = self._within_reach(money)
        maybe = [project for project in standing if project in near]
        if not maybe:
            return
        positions = self._kept.positions
        leader = leader_of(money, self._costs, positions, winner)
        own = int(self._share * money.denominator), self._more
        for project in maybe:
            purses = sorted([*money.purses(project), own])
            if price_to_win(purses, money.denominator, positions[project], leader) >= self._costs[project]:
                self.found.add(project)

    def _within_reach(self, money: MoneyClasses) -> frozenset[int]:
        if self._lacking is None:
            self._lacking = money.fixed_costs(_lacking(self._costs, self._share * self._more))
        return (self._sought - self.found).intersection(money.may_afford(self._lacking).tolist())


def _lacking(costs: Sequence[int], added: Fraction) -> list[int]:
    return [max(0, cost - ceil(added)) for cost in costs]


def nearest(kept: KeptRun, projects: Iterable[int], on_number: Callable[[int, int], None]) -> dict[int, int]:
    """For each project the smallest number of further ballots, up to MOST, with which one run funds it, if any."""
    sought, found = set(projects), dict[int, int]()
    for more in range(1, MOST + 1):
        if not sought:
            break
        watch = MarginWatch(kept, sought, more)
        kept.start(more).finish(watcher=watch)
        found |= dict.fromkeys(watch.found, more)
        sought -= watch.found
        on_number(more, MOST)
    return found


def tries(more: int) -> Iterator[int]:
    """The numbers to confirm by a complete count: `more`, and then each time half as many again, up to MOST.

    With the money of all held, a further project often does not fit: a completion then stops earlier, with less money
    for everybody, and it takes some more ballots than one run suggests.
    """
    while more <= MOST:
        yield more
        more += (more + 1) // 2

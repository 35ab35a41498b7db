"""The runs of a completion, each made once, and none made that is proved to come out like the one before."""

from dataclasses import dataclass

from pbvote.tally.choice import Choice
from pbvote.tally.known_runs import Attempt, KnownRuns
from pbvote.tally.level_index import merged_levels, unmerged_levels
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.prepared import Prepared
from pbvote.tally.repeated_run import RepeatedRun
from pbvote.tally.share_run import ShareRun
from pbvote.tally.starting_money import divided
from pbvote.tally.supporter_index import index_of
from pbvote.tally.voter_shares import shares_of


@dataclass(frozen=True, slots=True)
class _Series:
    """A run made again and again under one tie order, for the first time for k = `first`."""

    order: tuple[int, ...]
    first: int
    run: RepeatedRun


class Attempts:
    """All runs of one pot. `share_step` in minor units, 0 where there is no completion; `shares` of the groups."""

    def __init__(self, prepared: Prepared, share_step: int) -> None:
        self._prepared, self._share_step = prepared, share_step
        self._index, self.shares = index_of(prepared.profile), shares_of(prepared.pot, prepared.cast)
        self._levels = merged_levels(self._index) if share_step else ()
        self._known = KnownRuns()
        self._series: _Series | None = None

    def voting_money(self, k: int) -> int:
        """Of all voters together in run k, in minor units."""
        return self._prepared.pot.budget + k * self._prepared.n * self._share_step

    def start(self, k: int, order: tuple[int, ...], free: list[Choice]) -> ShareRun:
        """Run k, not yet run."""
        money = MoneyClasses(unmerged_levels(self._index), divided(self.shares, self.voting_money(k)))
        return ShareRun(self._prepared, money, order, [choice.project for choice in free])

    def at(self, k: int, order: tuple[int, ...], free: list[Choice]) -> Attempt:
        """Run k under a tie order. One that this order cannot change is not made again."""
        return self._known.at(k, order, free, lambda: self._made(k, order, free))

    def _made(self, k: int, order: tuple[int, ...], free: list[Choice]) -> Attempt:
        if not self._share_step:
            return Attempt(k, k, free, self.start(k, order, free).finish())
        series = self._series
        if series is None or series.order != order or series.first + series.run.steps > k:
            series = self._series = _Series(order, k, self._begun(k, order, free))
        run = series.run.after(k - series.first)
        return Attempt(k, series.first + series.run.last, free, run)

    def _begun(self, k: int, order: tuple[int, ...], free: list[Choice]) -> RepeatedRun:
        growth = self._prepared.n * self._share_step
        start = divided(self.shares, self.voting_money(k), growth)
        money = MoneyClasses(self._levels, start, remembers=True)
        return RepeatedRun(self._prepared, money, order, [choice.project for choice in free])

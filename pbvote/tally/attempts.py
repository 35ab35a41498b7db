"""The runs of a completion, each made once, and none made that is proved to come out like the one before."""

from bisect import bisect_right
from dataclasses import dataclass

from pbvote.tally.choice import Choice
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Run, ShareRun
from pbvote.tally.span import Span
from pbvote.tally.starting_money import divided
from pbvote.tally.supporter_index import index_of
from pbvote.tally.voter_shares import shares_of

PATIENCE = 8
"""So many runs in a row with the same list make it worth asking how long it stays: the proof costs some runs itself."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run for k, that is also the run for every further k up to `last`; `free`: the choices of cost 0 before it."""

    k: int
    last: int
    free: list[Choice]
    run: Run


class Attempts:
    """All runs of one pot. `share_step` in minor units, 0 where there is no completion; `shares` of the groups."""

    def __init__(self, prepared: Prepared, share_step: int) -> None:
        self._prepared, self._share_step = prepared, share_step
        self._index, self.shares = index_of(prepared.profile), shares_of(prepared.pot, prepared.cast)
        self._known: list[Attempt] = []
        self._funded: tuple[int, ...] = ()
        self._alike = 0

    def voting_money(self, k: int) -> int:
        """Of all voters together in run k, in minor units."""
        return self._prepared.pot.budget + k * self._prepared.n * self._share_step

    def start(self, k: int, order: tuple[int, ...], free: list[Choice], growth: int = 0) -> ShareRun:
        """Run k, not yet run."""
        start = divided(self._prepared.profile, self.shares, self.voting_money(k), growth * self._prepared.n)
        return ShareRun(self._prepared, MoneyClasses(self._index, start), order, [choice.project for choice in free])

    def at(self, k: int, order: tuple[int, ...], free: list[Choice]) -> Attempt:
        """Run k under a tie order. One that this order cannot change is not made again."""
        covering = bisect_right(self._known, k, key=lambda attempt: attempt.k) - 1
        known = self._known[covering] if covering >= 0 else None
        if known is None or known.last < k:
            attempt = self._made(k, order, free)
            self._known.insert(covering + 1, attempt)
            return attempt
        if known.free == free and known.run.falls_the_same(_positions(order)):
            return known
        return self._made(k, order, free)

    def _made(self, k: int, order: tuple[int, ...], free: list[Choice]) -> Attempt:
        if self._alike < PATIENCE or not self._share_step:
            run, further = self.start(k, order, free).finish(), 0
        else:
            span = Span(self._prepared.costs, PATIENCE)
            run, further = self.start(k, order, free, self._share_step).finish(watcher=span), span.steps
        self._alike = self._alike + 1 if run.funded == self._funded else 0
        if self._alike > PATIENCE and further < PATIENCE:
            self._alike = -PATIENCE  # the proof was not worth it: ask again later
        self._funded = run.funded
        return Attempt(k, k + further, free, run)


def _positions(order: tuple[int, ...]) -> dict[int, int]:
    return {project: position for position, project in enumerate(order)}

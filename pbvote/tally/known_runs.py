"""The runs of a completion that were made already, so that none is made twice where it must come out the same."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from pbvote.tally.choice import Choice
from pbvote.tally.share_run import Run


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run for k, that is also the run for every further k up to `last`; `free`: the choices of cost 0 before it."""

    k: int
    last: int
    free: list[Choice]
    run: Run


class KnownRuns:
    """Remembers attempts by k, under the first tie order that asked for them."""

    def __init__(self) -> None:
        self._known: list[Attempt] = []

    def at(self, k: int, order: tuple[int, ...], free: list[Choice], make: Callable[[], Attempt]) -> Attempt:
        """The attempt that covers k under a tie order; `make` is asked unless one is known to come out the same."""
        covering = bisect_right(self._known, k, key=lambda attempt: attempt.k) - 1
        known = self._known[covering] if covering >= 0 else None
        if known is None or known.last < k:
            attempt = make()
            self._known.insert(covering + 1, attempt)
            return attempt
        if known.free == free and known.run.falls_the_same(_positions(order)):
            return known
        return make()


def _positions(order: tuple[int, ...]) -> dict[int, int]:
    return {project: position for position, project in enumerate(order)}

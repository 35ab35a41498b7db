"""Points: a project at place p gets L + 1 - p points, tied or not; most points first, while the money lasts."""

from pbvote.tally.greedy import Greedy
from pbvote.tally.prepared import Prepared


def points_greedy(prepared: Prepared, *, stop: bool) -> Greedy:
    """The count by points, as cast. `stop`: the first project that does not fit ends the count."""
    return Greedy(prepared, prepared.points, stop=stop)

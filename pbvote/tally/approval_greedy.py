"""Approvals: most supporters first, while the money lasts; every ranked project counts once.

On files that give points to projects, the sums of these points take the place of supporters.
"""

from pbvote.tally.greedy import Greedy
from pbvote.tally.prepared import Prepared


def approval_greedy(prepared: Prepared, *, by_points: bool, stop: bool) -> Greedy:
    """The count by supporters, or `by_points`; `stop`: the first project that does not fit ends the count."""
    return Greedy(prepared, prepared.points if by_points else prepared.supporters, stop=stop)

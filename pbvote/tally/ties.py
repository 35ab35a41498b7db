"""Which ties mattered: those where another order would have changed who is funded."""

from collections.abc import Sequence

from pbvote.domain.result import Tie
from pbvote.domain.tie_order import moved_before
from pbvote.tally.outcome import Count, OpenTie


def judged(count: Count, ties: Sequence[OpenTie], order: tuple[int, ...], ids: Sequence[str]) -> tuple[Tie, ...]:
    """The ties, each with the answer whether it was decisive.

    It was if, had another tied project stood just before the chosen one, a complete count would fund a different set.
    """
    funded = count.funded(order) if ties else frozenset()
    return tuple(
        Tie(
            step=tie.step,
            tied=tuple(ids[project] for project in tie.tied),
            chosen=ids[tie.tied[0]],
            decisive=any(count.funded(moved_before(order, other, tie.tied[0])) != funded for other in tie.tied[1:]),
        )
        for tie in ties
    )

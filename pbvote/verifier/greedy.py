"""Greedy choosing by a score: the greedy rules, the fill of add1u, and the projects that cost nothing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .pot import Pot


class Taken(NamedTuple):
    """One project that was taken: those it was tied with (itself first) and the money left after it, pence."""

    project: int
    tied: tuple[int, ...]
    money_left: int


class Greedy(NamedTuple):
    """What was taken in order, and the tie at which the option `stop` ended, if any."""

    taken: tuple[Taken, ...]
    last_tie: tuple[int, ...] = ()


def choose_greedily(pot: Pot, candidates: Iterable[int], scores: Sequence[int], money: int) -> Greedy:
    """Take the candidates by score, ties by the tie order, each that fits and is not in conflict with one taken.

    With the option `stop` the first that does not fit ends it.
    """
    ranks = pot.ranks()
    waiting = sorted(candidates, key=lambda each: (-scores[each], ranks[each]))
    taken: list[Taken] = []
    shut: set[int] = set()
    for position, project in enumerate(waiting):
        if project in shut:
            continue
        equals = [each for each in waiting[position:] if scores[each] == scores[project] and each not in shut]
        if pot.costs[project] > money:
            if pot.on_overflow == "stop":
                return Greedy(tuple(taken), tuple(equals))
            continue
        tied = [each for each in equals if pot.on_overflow == "stop" or pot.costs[each] <= money]
        money -= pot.costs[project]
        taken.append(Taken(project, tuple(tied), money))
        shut |= pot.rivals(project)
    return Greedy(tuple(taken))


def choose_free(pot: Pot, candidates: Iterable[int]) -> tuple[Taken, ...]:
    """Take the projects of cost 0 in tie order; they are tied only with those that they shut out."""
    ranks = pot.ranks()
    waiting = sorted((each for each in candidates if pot.costs[each] == 0), key=lambda each: ranks[each])
    taken: list[Taken] = []
    shut: set[int] = set()
    for position, project in enumerate(waiting):
        if project in shut:
            continue
        rivals = pot.rivals(project)
        tied = [project] + [each for each in waiting[position + 1 :] if each in rivals and each not in shut]
        taken.append(Taken(project, tuple(tied), pot.budget))
        shut |= rivals
    return tuple(taken)

"""One pot as the count sees it: budget, projects, rule, tie order; and its ballots, merged.

Projects and voter groups are numbers here, by their position in the pot; a ranking is a tuple of places, the most
wanted first, of one project each where nothing is tied. Amounts are pence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, Optional

from .errors import MalformedError
from .purses import Group, Purses, divide_money

Ranking = tuple[tuple[int, ...], ...]
GREEDY_ORDERS = {"points-greedy": "points", "approval-greedy": "supporters"}
SHARES = "ranked-equal-shares"
BY_POINTS, BY_COST = EQUAL_SHARES = ("equal-shares-points", "equal-shares-cost")
EXPANDING = "expanding-approvals"
ROUND_RULES = (SHARES, *GREEDY_ORDERS)  # a round is decided by one of these, the others are for comparing
_COMPLETED = (SHARES, *EQUAL_SHARES)
_NEED_PLACES = (SHARES, EXPANDING, "points-greedy")


class Ballot(NamedTuple):
    """One ballot as cast: its ranking, `()` if blank; the voter's group; points by project where a file gives them."""

    ranking: Ranking
    group: int = 0
    points: tuple[tuple[int, int], ...] = ()


class Pot(NamedTuple):
    """The input of a count but for the ballots; lists of projects are by position in the pot."""

    budget: int
    ids: tuple[str, ...]
    costs: tuple[int, ...]
    tie_order: tuple[int, ...]
    withdrawn: frozenset[int] = frozenset()
    conflicts: tuple[tuple[int, ...], ...] = ()
    rule: str = SHARES
    completion: str = "none"
    share_step: Optional[int] = None
    max_ranks: int = 5
    minimum_supporters: int = 0
    quorum: int = 0
    on_overflow: str = "skip"
    groups: tuple[Group, ...] = ()  # none: all voters hold the same
    min_group: int = 10
    max_ratio: int = 5

    def rivals(self, project: int) -> set[int]:
        """Give the projects that are out once this one is funded."""
        return {other for group in self.conflicts if project in group for other in group} - {project}

    def ranks(self) -> list[int]:
        """Give for each project its position in the tie order; the smallest is preferred."""
        found = [0] * len(self.ids)
        for rank, project in enumerate(self.tie_order):
            found[project] = rank
        return found


def check_pot(pot: Pot) -> None:
    """Refuse a rule that is not known here or a completion that the rule does not have."""
    if pot.rule not in {*ROUND_RULES, *EQUAL_SHARES, EXPANDING}:
        raise MalformedError("the rule " + ascii(pot.rule)[:80] + " is not known to this verifier")
    if pot.rule not in _COMPLETED and pot.completion != "none":
        raise MalformedError("the rule " + pot.rule + " has no completion " + pot.completion)


def drawn_order(seed: str, ids: Sequence[str]) -> tuple[int, ...]:
    """Give the tie order that a draw makes: by SHA-256(seed, 0x00, id) as bytes."""
    keys = [sha256(seed.encode() + b"\x00" + each.encode()).digest() for each in ids]
    return tuple(sorted(range(len(ids)), key=lambda position: keys[position]))


class Profile:
    """All ballots of a pot: as cast, and closed up over the projects that are not removed.

    `merged` counts the closed-up rankings, each with the home of its voters (see purses.py).
    """

    def __init__(self, pot: Pot, ballots: Iterable[Ballot]) -> None:
        self.cast = Counter(ballots)
        self.turnout = sum(self.cast.values())
        self.blank = sum(number for (ranking, _, _), number in self.cast.items() if not ranking)
        self.n = self.turnout - self.blank
        self.has_points = any(ballot.points for ballot in self.cast)
        if self.has_points and pot.rule in _NEED_PLACES:
            raise MalformedError("the rule " + pot.rule + " needs places, and these ballots give points")
        self.supporters = [0] * len(pot.ids)
        self.points = [0] * len(pot.ids)
        for ballot, number in self.cast.items():
            for project, points in points_of(pot, ballot):
                self.supporters[project] += number
                self.points[project] += points * number
        self.removed = self._removals(pot)
        self.purses = self._divide(pot)
        self.merged = self._close_up(pot)
        self.first_choices = [0] * len(pot.ids)
        for (_, ranking), number in self.merged.items():
            for project in ranking[0]:
                self.first_choices[project] += number

    def _removals(self, pot: Pot) -> dict[int, str]:
        found = {}
        for project, cost in enumerate(pot.costs):
            if project in pot.withdrawn:
                found[project] = "withdrawn"
            elif cost > pot.budget:
                found[project] = "over_budget"
            elif self.supporters[project] < pot.minimum_supporters:
                found[project] = "under_minimum"
        return found

    def _divide(self, pot: Pot) -> Optional[Purses]:
        numbers = [0] * max(1, len(pot.groups))
        for ballot, number in self.cast.items():
            if ballot.ranking:
                numbers[ballot.group if pot.groups else 0] += number
        return divide_money(pot.groups, numbers, pot.min_group, pot.max_ratio) if self.n else None

    def _close_up(self, pot: Pot) -> dict[tuple[int, Ranking], int]:
        merged: dict[tuple[int, Ranking], int] = {}
        homes = (0,) if self.purses is None else self.purses.homes
        for (ranking, group, _), number in self.cast.items():
            left = self._left_of(ranking) if self.removed else ranking
            if left:
                voters = (homes[group] if pot.groups else 0, left)
                merged[voters] = merged.get(voters, 0) + number
        return merged

    def _left_of(self, ranking: Ranking) -> Ranking:
        places = (tuple(each for each in place if each not in self.removed) for place in ranking)
        return tuple(place for place in places if place)


def points_of(pot: Pot, ballot: Ballot) -> list[tuple[int, int]]:
    """Give the points of every project on a ballot: those that the file gives, else L - place + 1 as cast."""
    if ballot.points:
        return list(ballot.points)
    found, points = [], pot.max_ranks
    for tied in ballot.ranking:
        found += [(project, points) for project in tied]
        points -= len(tied)
    return found

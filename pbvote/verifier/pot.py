"""One pot as the count sees it: budget, projects, rule, tie order; and its ballots, merged.

Projects are numbers here, by their position in the pot; a ballot is a tuple of groups of projects, the
most wanted group first, of one project each where nothing is tied. Amounts are pence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, Optional

from .errors import MalformedError

Ballot = tuple[tuple[int, ...], ...]
GREEDY_ORDERS = {"points-greedy": "points", "approval-greedy": "supporters"}
SHARES = "ranked-equal-shares"


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
    if pot.rule not in GREEDY_ORDERS and pot.rule != SHARES:
        raise MalformedError("the rule " + ascii(pot.rule)[:80] + " is not known to this verifier")
    if pot.rule in GREEDY_ORDERS and pot.completion != "none":
        raise MalformedError("the rule " + pot.rule + " has no completion " + pot.completion)


def drawn_order(seed: str, ids: Sequence[str]) -> tuple[int, ...]:
    """Give the tie order that a draw makes: by SHA-256(seed, 0x00, id) as bytes."""
    keys = [sha256(seed.encode() + b"\x00" + each.encode()).digest() for each in ids]
    return tuple(sorted(range(len(ids)), key=lambda position: keys[position]))


class Profile:
    """All ballots of a pot: as cast, and closed up over the projects that are not removed."""

    def __init__(self, pot: Pot, ballots: Iterable[Ballot]) -> None:
        cast = Counter(ballots)
        self.turnout = sum(cast.values())
        self.blank = cast.pop((), 0)
        self.n = self.turnout - self.blank
        self.supporters = [0] * len(pot.ids)
        self.points = [0] * len(pot.ids)
        for ballot, number in cast.items():
            self._read(pot, ballot, number)
        self.removed = self._removals(pot)
        self.merged = self._close_up(cast)
        self.first_choices = [0] * len(pot.ids)
        for ballot, number in self.merged.items():
            for project in ballot[0]:
                self.first_choices[project] += number

    def _read(self, pot: Pot, ballot: Ballot, number: int) -> None:
        place = 1
        for group in ballot:
            for project in group:
                self.supporters[project] += number
                self.points[project] += (pot.max_ranks - place + 1) * number
            place += len(group)

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

    def _close_up(self, cast: "Counter[Ballot]") -> "Counter[Ballot]":
        if not self.removed:
            return cast
        merged: Counter[Ballot] = Counter()
        for ballot, number in cast.items():
            groups = (tuple(each for each in group if each not in self.removed) for group in ballot)
            left = tuple(group for group in groups if group)
            if left:
                merged[left] += number
        return merged

"""The weights of voters under expanding approvals: bounds that nearly always decide, and fractions where they do not.

Voters with the same weight for the same reason are one class. Each funding multiplies weights by a fraction whose
denominator is a sum of weights, so exact weights double in length with every step. They are worked out only when asked.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.tally.profile import Profile

_BITS = 192
"""Bounds are multiples of 2 to the power of minus this."""


@dataclass(frozen=True, slots=True)
class Support:
    """The weight behind a project: the number of supporters in each class, and bounds of the sum of their weights."""

    voters: tuple[tuple[int, int], ...]
    low: int
    high: int

    @property
    def supporters(self) -> int:
        """How many voters they are, with weight or without."""
        return sum(number for _, number in self.voters)


@dataclass(frozen=True, slots=True)
class _Class:
    """Bounds of a class's weight, the class it came from, and at which funding. The first class came from none."""

    low: int
    high: int
    parent: int = -1
    funding: int = -1


class VoterWeights:
    """All weights during one count; every voter starts with 1."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._class_of = np.zeros(len(profile.multiplicity), dtype=np.int64)
        self._classes = [_Class(1 << _BITS, 1 << _BITS)]
        self._fundings: list[tuple[Support, Fraction]] = []
        self._weights: list[Fraction | None] = [Fraction(1)]
        self._factors: list[Fraction | None] = []
        self._rows = self._projects = np.zeros(0, dtype=np.int64)  # who supports what at this level, pair by pair
        self._alive, self._counts = [0], np.zeros((1, profile.project_count + 1), dtype=np.int64)

    def rise_to(self, level: int) -> None:
        """From now on those support a project who rank it at this place or better."""
        rows, columns = np.nonzero(self._profile.places <= level)
        self._rows, self._projects = rows, self._profile.projects[rows, columns].astype(np.int64)
        self._count()

    def support(self, project: int) -> Support:
        """The weight behind a project at this level."""
        column = self._counts[:, project].tolist()
        voters = tuple((each, number) for each, number in zip(self._alive, column, strict=True) if number)
        low = sum(number * self._classes[each].low for each, number in voters)
        return Support(voters, low, sum(number * self._classes[each].high for each, number in voters))

    def reaches(self, support: Support, quota: Fraction) -> bool:
        """Whether the weight is the quota or more, exactly."""
        wanted = quota.numerator << _BITS
        if support.low * quota.denominator >= wanted:
            return True
        return support.high * quota.denominator >= wanted and self.exactly(support) >= quota

    def compare(self, one: Support, other: Support) -> int:
        """Above 0 if the first weight is larger, below if the second is; 0 if they are exactly equal."""
        if one.low > other.high or one.high < other.low:
            return one.low - other.low
        if one.voters == other.voters:
            return 0
        ahead = self.exactly(one) - self.exactly(other)
        return (ahead > 0) - (ahead < 0)

    def exactly(self, support: Support) -> Fraction:
        """The weight as a fraction; late in a count this may take long."""
        return sum((number * self._weight(each) for each, number in support.voters), Fraction(0))

    def spend(self, project: int, support: Support, quota: Fraction) -> None:
        """The supporters together give up the quota, each in proportion to what they have."""
        rows = self._rows[self._projects == project]
        old, which = np.unique(self._class_of[rows], return_inverse=True)
        self._class_of[rows] = len(self._classes) + which.reshape(-1)
        for parent in old.tolist():
            self._classes.append(self._reduced(parent, support, quota))
            self._weights.append(None)
        self._fundings.append((support, quota))
        self._factors.append(None)
        self._count()

    def _reduced(self, parent: int, support: Support, quota: Fraction) -> _Class:
        # weight · (1 - quota / support), which grows with the support: its low bound gives the low one.
        wanted, unit = quota.numerator << _BITS, quota.denominator
        low, high = support.low * unit, support.high * unit
        return _Class(
            self._classes[parent].low * (low - wanted) // low if low > wanted else 0,
            -(-self._classes[parent].high * (high - wanted) // high),
            parent,
            len(self._fundings),
        )

    def _count(self) -> None:
        width = self._profile.project_count + 1
        alive, which = np.unique(self._class_of, return_inverse=True)
        counts = np.zeros((len(alive), width), dtype=np.int64)
        cells = which.reshape(-1)[self._rows] * width + self._projects
        np.add.at(counts.reshape(-1), cells, self._profile.multiplicity[self._rows])
        self._alive, self._counts = alive.tolist(), counts

    def _weight(self, each: int) -> Fraction:
        known, found = self._weights[each], self._classes[each]
        if known is None:
            known = self._weight(found.parent) * self._factor(found.funding)
            self._weights[each] = known
        return known

    def _factor(self, funding: int) -> Fraction:
        known = self._factors[funding]
        if known is None:
            support, quota = self._fundings[funding]
            known = 1 - quota / self.exactly(support)
            self._factors[funding] = known
        return known

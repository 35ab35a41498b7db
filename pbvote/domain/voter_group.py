"""Voter groups of a pot and their parts of its voting money: this is voting power, not earmarked spending."""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.errors import RoundSetUpError

MIN_GROUP = 10
"""By default a group with fewer ballots than this is dissolved: its ballots join the largest group."""

MAX_RATIO = 5
"""By default nobody gets more than so many times anybody else's voting money."""


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """A group by who is in it: ages in years from–to on the pot's date, classes of members (none named: every one).

    `part` of the voting money, above 0.
    """

    id: str
    title: str
    part: Fraction
    from_age: int | None = None
    to_age: int | None = None
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupShares:
    """How a pot divides its voting money: two or more groups whose parts add up to 1. Raises RoundSetUpError."""

    groups: tuple[VoterGroup, ...]
    min_group: int = MIN_GROUP
    max_ratio: int = MAX_RATIO

    def __post_init__(self) -> None:
        ids = {group.id for group in self.groups}
        if len(ids) < 2 or len(ids) != len(self.groups):  # noqa: PLR2004 - one group needs no parts
            raise RoundSetUpError("Parts of the money need two or more groups with different names.")
        if any(group.part <= 0 for group in self.groups) or sum(group.part for group in self.groups) != 1:
            raise RoundSetUpError("The parts of the groups must each be above zero and add up to the whole.")
        if self.min_group < 1 or self.max_ratio < 1:
            raise RoundSetUpError("The smallest group and the largest ratio must each be 1 or more.")

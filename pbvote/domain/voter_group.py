"""Voter groups of a pot and their parts of its voting money: this is voting power, not earmarked spending."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.sentence import say

MIN_GROUP = 10
"""By default a group with fewer ballots than this is dissolved: its ballots join the largest group."""

MAX_RATIO = 5
"""By default nobody gets more than so many times anybody else's voting money."""

EVERYBODY = "all"
"""The group of a pot that has no others; no part can be given to it."""

MOST_GROUPS = 8
"""Groups that a pot can give parts to."""

OLDEST = 200
"""An age in years that nobody reaches."""

_LARGEST_LIMIT = 1_000_000
"""The largest `min_group` and `max_ratio`, and the largest number above or below the line of a part."""


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

    @property
    def by_age(self) -> bool:
        """Whether an age decides who is in it."""
        return self.from_age is not None or self.to_age is not None

    def holds(self, age: int | None, member_class: str) -> bool:
        """Whether a member of an age in years (None: not known) and a class is in it."""
        if self.classes and member_class not in self.classes:
            return False
        return not self.by_age or (age is not None and age in self._ages())

    def _ages(self) -> range:
        return range(self.from_age or 0, (OLDEST if self.to_age is None else self.to_age) + 1)


class NoOneGroupError(RoundSetUpError):
    """A member who is in none of a pot's groups, or in more than one of them."""


@dataclass(frozen=True, slots=True)
class GroupShares:
    """How a pot divides its voting money: two or more groups whose parts add up to 1. Raises RoundSetUpError."""

    groups: tuple[VoterGroup, ...]
    min_group: int = MIN_GROUP
    max_ratio: int = MAX_RATIO

    def __post_init__(self) -> None:
        ids = {group.id for group in self.groups}
        if len(ids) < 2 or len(ids) != len(self.groups) or len(ids) > MOST_GROUPS:  # noqa: PLR2004 - one group needs no parts
            raise RoundSetUpError(
                say(
                    "Parts of the money need two to %(most_groups)s groups with different names.",
                    most_groups=MOST_GROUPS,
                )
            )
        if EVERYBODY in ids:
            raise RoundSetUpError(
                say("“%(everybody)s” is everybody. Give the group another name.", everybody=EVERYBODY)
            )
        if any(group.part <= 0 for group in self.groups) or sum(group.part for group in self.groups) != 1:
            raise RoundSetUpError(say("The parts of the groups must each be above zero and add up to the whole."))
        if max(group.part.denominator for group in self.groups) > _LARGEST_LIMIT:
            raise RoundSetUpError(say("The parts of the groups are too fine. Use percent or simple fractions."))
        if not 1 <= min(self.min_group, self.max_ratio) <= max(self.min_group, self.max_ratio) <= _LARGEST_LIMIT:
            raise RoundSetUpError(say("The smallest group and the largest ratio must each be 1 or more."))

    @property
    def by_age(self) -> bool:
        """Whether ages decide who is in which group."""
        return any(group.by_age for group in self.groups)

    @property
    def members(self) -> tuple[VoterGroup, ...]:
        """Who is in which group, without the parts: what all pots of a round share."""
        return tuple(replace(group, part=Fraction(1)) for group in self.groups)

    def group_of(self, age: int | None, member_class: str) -> str:
        """The id of the one group that a member is in; raises NoOneGroupError."""
        found = [group for group in self.groups if group.holds(age, member_class)]
        if len(found) == 1:
            return found[0].id
        described = _described(age, member_class, by_age=self.by_age)
        if found:
            names = " and ".join(f"“{group.title}”" for group in found)
            raise NoOneGroupError(
                say("%(people)s is in %(names)s. Everybody must be in one group.", people=described, names=names)
            )
        raise NoOneGroupError(say("%(people)s is in no group. Everybody must be in one group.", people=described))

    def require_one_each(self, ages: range, classes: Collection[str]) -> None:
        """Raise RoundSetUpError unless everybody of these ages and classes (none named: any) is in one group.

        With no class named, members of a class that no group names are looked at when they come onto the roll.
        """
        known = tuple(classes) or tuple(sorted({name for group in self.groups for name in group.classes}))
        people = list(_people(ages, known or ("",)))
        for group in self.groups:
            if not any(group.holds(*person) for person in people):
                raise RoundSetUpError(
                    say("Nobody who may vote here can be in the group “%(title)s”.", title=group.title)
                )
        for one, other in combinations(self.groups, 2):
            if any(one.holds(*person) and other.holds(*person) for person in people):
                raise RoundSetUpError(
                    say(
                        "Some people are in “%(title)s” and in “%(other)s”. Mend the groups.",
                        title=one.title,
                        other=other.title,
                    )
                )
        for person in people:
            if not any(group.holds(*person) for group in self.groups):
                raise RoundSetUpError(
                    say("%(people)s is in no group. Mend the groups.", people=_described(*person, by_age=self.by_age))
                )


def counted_under(groups: Collection[str], group: str) -> str:
    """The group under which a member of `group` counts in a pot with these groups (docs/log-format.md §6)."""
    return EVERYBODY if tuple(groups) == (EVERYBODY,) else group


def _people(ages: range, classes: Collection[str]) -> Iterator[tuple[int, str]]:
    return ((age, name) for age in ages for name in classes)


def _described(age: int | None, member_class: str, *, by_age: bool) -> str:
    said = [f"aged {age}"] if by_age and age is not None else []
    if member_class:
        said.append(f"of the class “{member_class}”")
    return " ".join(["Somebody", *said]) if said else "Somebody without a class of members"

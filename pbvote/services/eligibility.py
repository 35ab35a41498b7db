"""What a date of birth decides, once: the pots of a member, the age band, the keyed birthday. Then it is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.sentence import say
from pbvote.domain.voter_group import EVERYBODY, counted_under
from pbvote.services.office import Office
from pbvote.services.plan_round import electorate_of
from pbvote.storage.tables import PotRow, RoundRow

_ADULT, _OLDER_YOUTH = 18, 16


@dataclass(frozen=True, slots=True)
class Person:
    """What decides the eligibility of a member. `born` is never stored; `group` is “all” where nobody said another."""

    born: date
    ward: str | None
    member_class: str = ""
    group: str = EVERYBODY


class StrangeGroupError(RoundSetUpError):
    """A group that was said of somebody, and is not one in which they can be."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A round and its pots, as they say who may vote in what."""

    round: RoundRow
    pots: Sequence[PotRow]

    def pots_for(self, person: Person) -> tuple[str, ...]:
        """The ids of the pots that a person may vote in, sorted."""
        return tuple(sorted(pot.id for pot in self.pots if self._admits(pot, person)))

    def age(self, born: date) -> int:
        """In whole years on the day that voting opens."""
        on = self.round.opens_at.date()
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def band(self, born: date) -> str:
        """The age band of that age."""
        for low, high in ((0, 10), (11, 13), (14, 16), (17, 19), (20, 24), (25, 44), (45, 64)):
            if low <= self.age(born) <= high:
                return f"{low}-{high}"
        return "65+"

    def under(self, born: date) -> dict[str, bool]:
        """Whether somebody is under 16, and under 18, on that day: what stays of an age for later rounds."""
        return {"under_16": self.age(born) < _OLDER_YOUTH, "under_18": self.age(born) < _ADULT}

    def group_of(self, person: Person) -> str:
        """The group of a person in this round: that of the parts of their pots, else the one that was said.

        Raises NoOneGroupError for a person in none or in several, and RoundSetUpError for a group that was said and
        is another one, or that a pot does not know: at the close it would be found too late.
        """
        pots = [pot for pot in self.pots if self._admits(pot, person)]
        group = self._by_parts(pots, person) or person.group
        if person.group not in (EVERYBODY, group):
            raise StrangeGroupError(
                say(
                    "Somebody like this is in the group “%(group)s” and not in “%(own)s”.",
                    group=group,
                    own=person.group,
                )
            )
        known = {EVERYBODY}.union(*(pot.groups for pot in self.pots))
        fits = all(counted_under(pot.groups, group) in pot.groups for pot in pots)
        if group not in known or not fits:
            theirs = sorted(known.intersection(*(pot.groups for pot in pots if pot.groups != (EVERYBODY,))))
            raise StrangeGroupError(
                say("Write one of the groups of voters of this round: %(groups)s.", groups=", ".join(theirs))
            )
        return group

    def named(self, what: str) -> dict[str, str]:
        """The wards (`what` is "wards") or classes that the pots and their groups name, by their case-folded form."""
        groups = (group for pot in self.pots if pot.shares for group in pot.shares.groups)
        of_groups = [name for group in groups for name in group.classes] if what == "classes" else []
        return {
            name.casefold(): name for name in (*of_groups, *(name for pot in self.pots for name in getattr(pot, what)))
        }

    def _by_parts(self, pots: Sequence[PotRow], person: Person) -> str | None:
        """All pots with parts make the same groups, so the first says it."""
        found = next(((pot, pot.shares) for pot in pots if pot.shares is not None), None)
        if found is None:
            return None
        pot, shares = found
        return shares.group_of(electorate_of(pot).age(person.born), person.member_class)

    def _admits(self, pot: PotRow, person: Person) -> bool:
        return electorate_of(pot).admits(person.born, person.ward, person.member_class)


def hide_birthday(office: Office, member_key: str, day: int, month: int) -> bytes:
    """The keyed hash of a member's day and month of birth."""
    return office.keys.hide("birthday", member_key, f"{month:02d}-{day:02d}")

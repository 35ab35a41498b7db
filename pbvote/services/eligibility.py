"""What a date of birth decides, once: the pots of a member, the age band, the keyed birthday. Then it is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pbvote.domain.errors import RoundSetUpError
from pbvote.services.office import Office
from pbvote.services.plan_round import electorate_of
from pbvote.storage.tables import PotRow, RoundRow

_ADULT, _OLDER_YOUTH = 18, 16


@dataclass(frozen=True, slots=True)
class Person:
    """What decides the eligibility of a member. `born` is never stored."""

    born: date
    ward: str | None
    member_class: str = ""
    group: str = "all"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A round and its pots, as they say who may vote in what."""

    round: RoundRow
    pots: Sequence[PotRow]

    def pots_for(self, person: Person) -> tuple[str, ...]:
        """The ids of the pots that a person may vote in, sorted."""
        return tuple(
            sorted(
                pot.id for pot in self.pots if electorate_of(pot).admits(person.born, person.ward, person.member_class)
            )
        )

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

    def check_groups(self, groups: set[str]) -> None:
        """Raise RoundSetUpError for a group that a pot does not know: at the close it would be found too late."""
        for pot in self.pots:
            strange = groups - set(pot.groups)
            if strange:
                raise RoundSetUpError(f"The pot “{pot.id}” has no group “{min(strange)}”. Nobody was enrolled.")


def hide_birthday(office: Office, member_key: str, day: int, month: int) -> bytes:
    """The keyed hash of a member's day and month of birth."""
    return office.keys.hide("birthday", member_key, f"{month:02d}-{day:02d}")

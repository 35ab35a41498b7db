"""People whom the installation knows: the same one in two files, two schools or two rounds is one member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.identity import name_key, postcode_key
from pbvote.services.eligibility import hide_birthday
from pbvote.services.office import Office
from pbvote.storage.tables import MemberRow, RollChangeRow, RollListRow, RollRow


@dataclass(frozen=True, slots=True)
class Identity:
    """Keyed hashes of a person: `whole` of name, date of birth and postcode; `person` without the postcode."""

    whole: bytes
    person: bytes
    born: date

    @classmethod
    def of(cls, office: Office, name: str, born: date, postcode: str) -> "Identity":
        """The hashes of somebody, with the installation's own key."""
        who = (name_key(name), born.isoformat())
        return cls(office.keys.hide("identity", *who, postcode_key(postcode)), office.keys.hide("person", *who), born)

    def birthday(self, office: Office, member_key: str) -> bytes:
        """The keyed hash of the day and month, which the sign-in asks for."""
        return hide_birthday(office, member_key, self.born.day, self.born.month)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Members by their identity; who stands on the roll of a round, or on its list of today; and who looks alike."""

    keys: Mapping[bytes, str]
    on_roll: frozenset[str]
    listed: frozenset[bytes]
    persons: frozenset[bytes]

    def place_of(self, identity: Identity) -> str:
        """Where somebody is already: "on-roll", "listed", or nowhere."""
        if self.keys.get(identity.whole) in self.on_roll:
            return "on-roll"
        return "listed" if identity.whole in self.listed else ""


def known_people(db: Session, round_id: str) -> KnownPeople:
    """Everybody whom the installation knows, as a round sees them."""
    members = db.execute(select(MemberRow.identity_hash, MemberRow.key, MemberRow.person_hash)).all()
    roll = select(RollRow.member_key).where(RollRow.round_id == round_id, RollRow.removed.is_(False))
    on_roll = frozenset(db.scalars(roll))
    today = (RollListRow.round_id == round_id, RollListRow.state == "listed")
    listed = db.execute(
        select(RollChangeRow.identity_hash, RollChangeRow.person_hash)
        .join(RollListRow, RollListRow.id == RollChangeRow.list_id)
        .where(*today, RollChangeRow.act == "add")
    ).all()
    persons = {person for _, key, person in members if key in on_roll} | {person for _, person in listed}
    return KnownPeople(
        keys={identity: key for identity, key, _ in members if identity is not None},
        on_roll=on_roll,
        listed=frozenset(identity for identity, _ in listed if identity is not None),
        persons=frozenset(person for person in persons if person is not None),
    )

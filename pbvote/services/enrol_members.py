"""Putting members on the roll of a round. The date of birth decides what they may vote in and is then forgotten."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, RoundSetUpError
from pbvote.domain.pot import Electorate
from pbvote.domain.round import RoundState
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_rows, round_row, state_of
from pbvote.storage.tables import MarkRow, MemberRow, PotRow, RollRow, RoundRow

_ADULT, _OLDER_YOUTH = 18, 16


@dataclass(frozen=True, slots=True)
class NewMember:
    """Someone to be enrolled. `born` is used once and never stored; `key` is that of a member of an earlier round."""

    name: str
    born: date
    ward: str | None = None
    group: str = "all"
    key: str | None = None


def enrol_members(office: Office, round_id: str, members: Sequence[NewMember]) -> tuple[str, ...]:
    """Put members on the roll, before it is sealed; their keys in the given order.

    Members who may vote in no pot are kept as members and do not stand on the roll. Raises IllegalMoveError, or
    RoundSetUpError for a strange group and for a member who is named twice, unknown or on the roll already.
    """
    with office.database.write(exclusive=round_id) as uow:
        row = round_row(uow.db, round_id, lock=True)
        if state_of(row) not in (RoundState.DRAFT, RoundState.FROZEN):
            raise IllegalMoveError("enrol members", row.state)
        _check_groups(pot_rows(uow.db, round_id), members)
        keys = tuple(member.key or secrets.token_hex(16) for member in members)
        if len(set(keys)) != len(keys):
            raise RoundSetUpError("A member is named twice. Nobody was enrolled.")
        try:
            _insert(uow.db, _Enrolment(office, row, pot_rows(uow.db, round_id)), dict(zip(keys, members, strict=True)))
        except IntegrityError:
            raise RoundSetUpError("A member is unknown, or on the roll already. Nobody was enrolled.") from None
        uow.commit()
        return keys


def _check_groups(pots: Sequence[PotRow], members: Sequence[NewMember]) -> None:
    """A group that a pot does not know would be found at the close, when it is too late."""
    for pot in pots:
        strange = {member.group for member in members} - set(pot.groups)
        if strange:
            raise RoundSetUpError(f"The pot “{pot.id}” has no group “{min(strange)}”. Nobody was enrolled.")


@dataclass(frozen=True, slots=True)
class _Enrolment:
    office: Office
    round: RoundRow
    pots: Sequence[PotRow]

    def pots_for(self, member: NewMember) -> tuple[str, ...]:
        return tuple(sorted(pot.id for pot in self.pots if _electorate(pot).admits(member.born, member.ward)))

    def age(self, member: NewMember) -> int:
        """In whole years on the day that voting opens."""
        on, born = self.round.opens_at.date(), member.born
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def roll(self, key: str, member: NewMember, pots: tuple[str, ...]) -> dict[str, Any]:
        return {
            "round_id": self.round.id,
            "member_key": key,
            "group": member.group,
            "pots": pots,
            "age_band": _band(self.age(member)),
            "birthday_hash": hide_birthday(self.office, key, member.born.day, member.born.month),
            "salt": secrets.token_bytes(32),
        }


def hide_birthday(office: Office, member_key: str, day: int, month: int) -> bytes:
    """The keyed hash of a member's day and month of birth."""
    return office.keys.hide("birthday", member_key, f"{month:02d}-{day:02d}")


def _insert(db: Session, enrolment: _Enrolment, members: dict[str, NewMember]) -> None:
    people, roll, marks = [], [], []
    for key, member in members.items():
        if member.key is None:
            people.append(_person(key, member, enrolment.age(member)))
        pots = enrolment.pots_for(member)
        if pots:
            roll.append(enrolment.roll(key, member, pots))
            marks += [_mark(enrolment.round.id, pot, key) for pot in pots]
    for table, rows in ((MemberRow, people), (RollRow, roll), (MarkRow, marks)):
        if rows:
            db.execute(insert(table), rows)


def _person(key: str, member: NewMember, age: int) -> dict[str, Any]:
    under = {"under_16": age < _OLDER_YOUTH, "under_18": age < _ADULT}
    return {"key": key, "name": member.name, "ward": member.ward, **under}


def _mark(round_id: str, pot_id: str, member_key: str) -> dict[str, Any]:
    return {"round_id": round_id, "pot_id": pot_id, "member_key": member_key, "marked": False}


def _electorate(pot: PotRow) -> Electorate:
    return Electorate(pot.from_age, pot.to_age, pot.ages_on, pot.wards)


def _band(age: int) -> str:
    for low, high in ((0, 10), (11, 13), (14, 16), (17, 19), (20, 24), (25, 44), (45, 64)):
        if low <= age <= high:
            return f"{low}-{high}"
    return "65+"

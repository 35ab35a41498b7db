"""Putting members on the roll of a round by a program. The date of birth decides what they may vote in, then goes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, RoundSetUpError
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.eligibility import Eligibility, Person, hide_birthday
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import pot_rows, round_row, state_of
from pbvote.storage.tables import MarkRow, MemberRow, RollRow


@dataclass(frozen=True, slots=True)
class NewMember:
    """Someone to be enrolled. `born` is used once and never stored; `key` is that of a member of an earlier round."""

    name: str
    born: date
    ward: str | None = None
    group: str = "all"
    key: str | None = None
    member_class: str = ""
    address: str = ""
    postcode: str = ""
    large_print: bool = False

    @property
    def person(self) -> Person:
        """What decides their eligibility."""
        return Person(self.born, self.ward, self.member_class, self.group)


def enrol_members(office: Office, round_id: str, members: Sequence[NewMember]) -> tuple[str, ...]:
    """Put members on the roll, before it is sealed; their keys in the given order.

    Members who may vote in no pot are kept as members and do not stand on the roll. Raises IllegalMoveError, or
    RoundSetUpError: it names the row of somebody with a strange group or none. It is also raised for a
    member who is named twice, unknown or on the roll already.
    """
    with office.database.write(exclusive=round_id) as uow:
        row = round_row(uow.db, round_id, lock=True)
        if state_of(row) not in (RoundState.DRAFT, RoundState.FROZEN):
            raise IllegalMoveError("enrol members", row.state)
        eligibility = Eligibility(row, pot_rows(uow.db, round_id))
        groups = _groups(eligibility, members)
        keys = tuple(member.key or secrets.token_hex(16) for member in members)
        if len(set(keys)) != len(keys):
            raise RoundSetUpError(say("A member is named twice. Nobody was enrolled."))
        try:
            _insert(office, uow.db, eligibility, dict(zip(keys, groups, strict=True)))
        except IntegrityError:
            raise RoundSetUpError(say("A member is unknown, or on the roll already. Nobody was enrolled.")) from None
        uow.commit()
        return keys


def _groups(eligibility: Eligibility, members: Sequence[NewMember]) -> list[NewMember]:
    """The members, each with the group that they have in this round."""
    found = []
    for number, member in enumerate(members, 1):
        try:
            found.append(replace(member, group=eligibility.group_of(member.person)))
        except RoundSetUpError as error:
            raise RoundSetUpError(
                say("Row %(number)s: %(error)s Nobody was enrolled.", number=number, error=str(error))
            ) from None
    return found


def _insert(office: Office, db: Session, eligibility: Eligibility, members: dict[str, NewMember]) -> None:
    people, roll, marks = [], [], []
    for key, member in members.items():
        if member.key is None:
            people.append(_person(key, member, eligibility))
        pots = eligibility.pots_for(member.person)
        if pots:
            roll.append(_roll(office, eligibility, key, member) | {"pots": pots})
            marks += [_mark(eligibility.round.id, pot, key) for pot in pots]
    for table, rows in ((MemberRow, people), (RollRow, roll), (MarkRow, marks)):
        if rows:
            db.execute(insert(table), rows)


def _roll(office: Office, eligibility: Eligibility, key: str, member: NewMember) -> dict[str, Any]:
    return {
        "round_id": eligibility.round.id,
        "member_key": key,
        "group": member.group,
        "age_band": eligibility.band(member.born),
        "birthday_hash": hide_birthday(office, key, member.born.day, member.born.month),
        "salt": secrets.token_bytes(32),
    }


def _person(key: str, member: NewMember, eligibility: Eligibility) -> dict[str, Any]:
    kept = ("name", "ward", "member_class", "address", "postcode", "large_print")
    return {"key": key, **{name: getattr(member, name) for name in kept}, **eligibility.under(member.born)}


def _mark(round_id: str, pot_id: str, member_key: str) -> dict[str, Any]:
    return {"round_id": round_id, "pot_id": pot_id, "member_key": member_key, "marked": False}

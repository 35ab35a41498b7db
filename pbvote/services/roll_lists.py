"""Lists of changes to a roll: what stands on one, putting an import on today's list, dropping it, marking a removal."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Text, delete, func, select, type_coerce, update
from sqlalchemy.orm import Session

from pbvote.domain.errors import IllegalMoveError, PbvoteError
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.phases import is_in_phases
from pbvote.services.security_log import note_security
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import MemberRow, RollChangeRow, RollListRow, RollRow, RoundRow
from pbvote.storage.tables.base import Strings

CHANGEABLE = frozenset({RoundState.FROZEN, RoundState.SEALED, RoundState.OPEN, RoundState.SUSPENDED})
"""When the roll can be changed: once the rules are fixed, since dates of birth are forgotten at once, to the close."""

REASONS_TO_ADD = ("moved-in", "mistake", "other")
REASONS_TO_REMOVE = ("moved-away", "died", "duplicate", "mistake", "other")
"""Why somebody comes onto a roll or leaves it, as the log says it."""


_MOST_NUMBER = 2**31 - 1
"""No list has a higher number; databases take none."""


class UnknownListError(PbvoteError):
    """No such list, or one that was applied or dropped."""

    def __init__(self) -> None:
        super().__init__(say("This list of changes is not there any more. Look at the members’ page of the round."))


class EmptyListError(PbvoteError):
    """Nothing stands on the list."""

    def __init__(self) -> None:
        super().__init__(say("Nothing stands on this list, so there is nothing to put on the roll."))


class NotOnRollError(PbvoteError):
    """A member who does not stand on the roll, or is on the list to leave it already."""

    def __init__(self) -> None:
        super().__init__(say("This member does not stand on the roll, or is on today’s list already. Look once more."))


def list_removal(office: Office, role: str, round_id: str, member_key: str, reason: str) -> int:
    """Put a member who is to leave the roll on today's list; its number. Nothing else happens yet."""
    if reason not in REASONS_TO_REMOVE:
        raise IllegalMoveError(f"take somebody off the roll for “{reason[:40]}”", "run by this program")
    with office.database.write() as uow:
        row = round_row(uow.db, round_id, lock=True)
        require_changeable(uow.db, row)
        on_roll = uow.db.get(RollRow, (round_id, member_key)) if member_key.isalnum() else None
        today = todays_list(uow.db, round_id)
        listed = today is not None and any(each.member_key == member_key for each in changes_on(uow.db, today.id))
        if on_roll is None or on_roll.removed or listed:
            raise NotOnRollError
        today = today or _new_list(office, uow.db, role, round_id)
        member = uow.db.get_one(MemberRow, member_key)
        uow.db.add(
            RollChangeRow(
                list_id=today.id,
                line=_next_line(uow.db, today.id),
                act="remove",
                reason=reason,
                member_key=member_key,
                is_new=False,
                name=member.name,
                ward=member.ward,
                postcode=member.postcode,
                group=on_roll.group,
                pots=on_roll.pots,
            )
        )
        _note(office, uow.db, role, "roll.removal-listed", today.id)
        uow.commit()
        return today.id


def put_on_todays_list(office: Office, role: str, list_id: int) -> int:
    """Put a looked-at import on today's list of its round; the number of that list.

    Who was put on it, or came onto the roll, since the import was read is left out and named among the findings.
    """
    with office.database.write() as uow:
        preview = _list_in(uow.db, list_id, "preview")
        row = round_row(uow.db, preview.round_id, lock=True)
        require_changeable(uow.db, row)
        if not changes_on(uow.db, list_id):
            raise EmptyListError
        today = todays_list(uow.db, preview.round_id)
        if today is None:
            preview.state, preview.made_by = "listed", staff_member(uow.db, role, "officer", "clerk").role
            number = preview.id
        else:
            number = _merge(uow.db, preview, today)
        _note(office, uow.db, role, "roll.listed", number)
        uow.commit()
        return number


def drop_list(office: Office, role: str, list_id: int) -> None:
    """Drop a list that nobody applied, and forget the people on it."""
    with office.database.write() as uow:
        listed = _list_in(uow.db, list_id, "preview", "listed")
        _forget(uow.db, listed)
        _note(office, uow.db, role, "roll.list-dropped", list_id)
        uow.commit()


def drop_change(office: Office, role: str, list_id: int, line: int) -> None:
    """Take one line off today's list; an empty list is dropped."""
    with office.database.write() as uow:
        listed = _list_in(uow.db, list_id, "preview", "listed")
        change = uow.db.get(RollChangeRow, (list_id, line))
        if change is None:
            raise UnknownListError
        uow.db.delete(change)
        uow.db.flush()
        if not changes_on(uow.db, list_id):
            _forget(uow.db, listed)
        _note(office, uow.db, role, "roll.line-dropped", list_id)
        uow.commit()


def todays_list(db: Session, round_id: str) -> RollListRow | None:
    """The list that two officers are to agree on, if there is one."""
    return db.scalars(
        select(RollListRow).where(RollListRow.round_id == round_id, RollListRow.state == "listed")
    ).first()


def changes_on(db: Session, list_id: int) -> list[RollChangeRow]:
    """What stands on a list, by line."""
    return list(db.scalars(select(RollChangeRow).where(RollChangeRow.list_id == list_id).order_by(RollChangeRow.line)))


def is_changeable(db: Session, row: RoundRow) -> bool:
    """Whether the roll of a round can be changed: in CHANGEABLE, and in a draft that asks its members for ideas."""
    return state_of(row) in CHANGEABLE or is_in_phases(db, row)


def require_changeable(db: Session, row: RoundRow) -> None:
    """Raise IllegalMoveError unless the roll of a round can be changed in its state."""
    if not is_changeable(db, row):
        raise IllegalMoveError("change the roll", row.state)


def list_number(arguments: Mapping[str, str]) -> int:
    """The number of the list that the officers agree on."""
    given = arguments.get("list", "")
    if not (given.isascii() and given.isdigit() and len(given) < len(str(_MOST_NUMBER))):
        raise UnknownListError
    return int(given)


def list_seen(db: Session, _row: RoundRow | None, arguments: Mapping[str, str]) -> str:
    """The hash of all that stands on the list of an act, as its ground: a later line makes the act lapse."""
    said = hashlib.sha256()
    number = list_number(arguments)
    listed = db.get(RollListRow, number)
    said.update(repr(listed and listed.state).encode())
    lines = select(*_AS_STORED).where(RollChangeRow.list_id == number).order_by(RollChangeRow.line)
    for each in db.execute(lines):
        said.update(repr(tuple(each)).encode())
    return said.hexdigest()


_AS_STORED = tuple(
    type_coerce(column, Text) if isinstance(column.type, Strings) else column
    for column in RollChangeRow.__table__.columns
)
"""The columns as the database keeps them: a list of 10,000 is read again for each page that shows the act."""


def _note(office: Office, db: Session, role: str, kind: str, list_id: int) -> None:
    """In the security log stands who did it and on which list; never a name of a member."""
    note_security(db, office.clock.now(db), kind, role, list=str(list_id))


def _list_in(db: Session, list_id: int, *states: str) -> RollListRow:
    row = db.get(RollListRow, list_id, with_for_update=True) if 0 < list_id <= _MOST_NUMBER else None
    if row is None or row.state not in states:
        raise UnknownListError
    return row


def _new_list(office: Office, db: Session, role: str, round_id: str) -> RollListRow:
    made_by = staff_member(db, role, "officer", "clerk").role
    row = RollListRow(
        round_id=round_id, made_by=made_by, made_at=office.clock.now(db), state="listed", source="", findings=()
    )
    db.add(row)
    db.flush()
    return row


def _next_line(db: Session, list_id: int) -> int:
    last = db.scalar(select(func.max(RollChangeRow.line)).where(RollChangeRow.list_id == list_id))
    return (last or 0) + 1


def _merge(db: Session, preview: RollListRow, today: RollListRow) -> int:
    there = changes_on(db, today.id)
    known = {each.identity_hash for each in there if each.identity_hash} | {each.member_key for each in there}
    twice = [each for each in changes_on(db, preview.id) if each.identity_hash in known or each.member_key in known]
    findings = tuple(("listed", str(each.line), each.name) for each in twice)
    for each in twice:
        db.delete(each)
    db.flush()
    today.findings = (*today.findings, *preview.findings, *findings)
    today.source = ", ".join(source for source in (today.source, preview.source) if source)
    moved = {"list_id": today.id, "line": RollChangeRow.line + _next_line(db, today.id)}
    db.execute(update(RollChangeRow).where(RollChangeRow.list_id == preview.id).values(moved))
    db.expire_all()
    _forget(db, preview)
    return today.id


def _forget(db: Session, row: RollListRow) -> None:
    db.execute(delete(RollChangeRow).where(RollChangeRow.list_id == row.id))
    row.state, row.findings = "dropped", ()

"""Signing the staff in: login, password and second factor together, and a session on the server that can be ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Never

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.staff import SecondFactorMissingError, SecondFactorRefusedError, StaffRefusedError
from pbvote.services.office import Office
from pbvote.services.second_factor import accept_second_factor
from pbvote.services.security_log import note_security
from pbvote.services.throttle import Source, network_of
from pbvote.storage.clock import true_now
from pbvote.storage.tables import StaffRow, StaffSessionRow
from pbvote.storage.unit_of_work import UnitOfWork

IDLE, ABSOLUTE = timedelta(hours=1), timedelta(hours=12)
"""A session ends after so long without a page, and after so long in any case (ASVS 5.0, 7.3.1 and 7.3.2)."""

FRESH = timedelta(minutes=10)
"""So long the second factor counts for protected acts."""

LONGEST_PASSWORD = 128
"""Characters; a longer one is refused before any work is spent on it."""


@dataclass(frozen=True, slots=True)
class StaffSignIn:
    """What was typed; where from (an address, for the throttle); on what (the browser's own words)."""

    login: str
    password: str
    code: str
    source: str
    device: str


@dataclass(frozen=True, slots=True)
class StaffSeat:
    """Somebody of the staff, as the session guard found them. Identity comes from here only, never from a form."""

    role: str
    kind: str
    name: str
    id_hash: bytes
    fresh_until: datetime
    is_fresh: bool


def sign_in_staff(office: Office, command: StaffSignIn) -> str:
    """A new session: the secret for its cookie. Raises StaffRefusedError, TooManyTriesError, TooManyAtOnceError.

    The work of a password is done outside any transaction: nobody waits behind it to cast a ballot.
    """
    with office.database.read() as db:
        if _source(office, db, command).is_over():  # before any work: a flood costs us nothing
            raise TooManyTriesError
        row = _staff_by_login(db, command.login)
        stored = row.password if row else None
    is_right = len(command.password) <= LONGEST_PASSWORD and office.passwords.is_right(stored, command.password)
    with office.database.write() as uow:
        known = _staff_by_login(uow.db, command.login, lock=True)
        # Looked at again, since it may have been renewed or ended while the password was worked on.
        if not is_right or known is None or known.password != stored:
            _refuse(office, uow, command, known)
        if not _accept(office, uow.db, known, command.code):
            _refuse(office, uow, command, known)
        token = _begin_session(uow.db, known, command.device)
        _note(office, uow.db, "sign-in", known, command)
        uow.commit()
        return token


def staff_seat(office: Office, token: str) -> StaffSeat | None:
    """Who is signed in with a cookie's token; None when the session or the role has ended."""
    with office.database.read() as db:
        now = true_now(db)
        session = db.get(StaffSessionRow, _hash(token))
        row = db.get(StaffRow, session.role) if session else None
        if session is None or row is None or row.ended_at is not None or not _is_alive(session, now):
            return None
        fresh = now < session.fresh_until
        seat = StaffSeat(row.role, row.kind, row.name, session.id_hash, session.fresh_until, fresh)
        seen = session.seen_at
    if now - seen > timedelta(minutes=1):
        _touch(office, seat, now)
    return seat


def sign_out_staff(office: Office, token: str) -> None:
    """End a session for good."""
    with office.database.write() as uow:
        uow.db.execute(delete(StaffSessionRow).where(StaffSessionRow.id_hash == _hash(token)))
        uow.commit()


def end_sessions(db: Session, role: str) -> None:
    """End every session of a role, on every device."""
    db.execute(delete(StaffSessionRow).where(StaffSessionRow.role == role))


def refresh_second_factor(office: Office, seat: StaffSeat, code: str, source: str) -> None:
    """Let the second factor count anew in this session. Raises a StaffRefusedError, TooManyTriesError."""
    if not code.strip():
        raise SecondFactorMissingError
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        row = uow.db.get_one(StaffRow, seat.role, with_for_update=True)
        tries = Source(office, uow.db, seat.role, now, door="second factor")
        if tries.is_over():
            raise TooManyTriesError
        if row.ended_at is not None or not accept_second_factor(office, uow.db, row, code):
            tries.count_failure()
            note_security(uow.db, now, "second-factor.refused", seat.role, network=network_of(source))
            uow.commit()
            raise SecondFactorRefusedError
        here = update(StaffSessionRow).where(StaffSessionRow.id_hash == seat.id_hash)
        uow.db.execute(here.values(fresh_until=true_now(uow.db) + FRESH))
        uow.commit()


def clean_login(typed: str) -> str:
    """A login name as it is kept: case and spaces around it do not matter."""
    return typed.strip().casefold()


def _staff_by_login(db: Session, typed: str, *, lock: bool = False) -> StaffRow | None:
    login = clean_login(typed)
    if not login.isprintable() or not login.isascii():  # no login is so, and PostgreSQL takes no NUL
        return None
    found = select(StaffRow).where(StaffRow.login == login, StaffRow.ended_at.is_(None))
    return db.scalars(found.with_for_update() if lock else found).one_or_none()


def _accept(office: Office, db: Session, row: StaffRow, code: str) -> bool:
    """Whether the second factor fits. Only who knows the password is slowed here: no stranger locks anybody out."""
    tries = Source(office, db, row.role, office.clock.now(db), door="second factor")
    if tries.is_over():
        return False
    if accept_second_factor(office, db, row, code):
        return True
    tries.count_failure()
    return False


def _refuse(office: Office, uow: UnitOfWork, command: StaffSignIn, row: StaffRow | None) -> Never:
    is_too_many = _source(office, uow.db, command).count_failure()
    _note(office, uow.db, "sign-in.refused", row, command)
    uow.commit()  # the failure is kept, the sign-in is not
    raise TooManyTriesError if is_too_many else StaffRefusedError


def _note(office: Office, db: Session, kind: str, row: StaffRow | None, command: StaffSignIn) -> None:
    role = row.role if row else None
    now = office.clock.now(db)
    note_security(db, now, kind, role, network=network_of(command.source), device=command.device)


def _source(office: Office, db: Session, command: StaffSignIn) -> Source:
    return Source(office, db, command.source, office.clock.now(db), door="staff sign-in")


def _begin_session(db: Session, row: StaffRow, device: str) -> str:
    token, now = secrets.token_urlsafe(32), true_now(db)
    session = StaffSessionRow(
        id_hash=_hash(token),
        role=row.role,
        device=device[:200],
        began_at=now,
        seen_at=now,
        ends_at=now + ABSOLUTE,
        fresh_until=now + FRESH,
    )
    db.execute(delete(StaffSessionRow).where(StaffSessionRow.ends_at < now))
    db.add(session)
    return token


def _touch(office: Office, seat: StaffSeat, now: datetime) -> None:
    with office.database.write() as uow:
        uow.db.execute(update(StaffSessionRow).where(StaffSessionRow.id_hash == seat.id_hash).values(seen_at=now))
        uow.commit()


def _is_alive(session: StaffSessionRow, now: datetime) -> bool:
    return now < session.ends_at and now - session.seen_at <= IDLE


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()

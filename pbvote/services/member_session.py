"""A member's session to take part: on the server, revocable, known by the hash of the cookie's secret. It never votes.

It goes by the true clock, also in a rehearsal: officers who move the clock there sign nobody out.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.tablet_card import is_over
from pbvote.storage.clock import true_now
from pbvote.storage.tables import MemberRow, MemberSessionRow

IDLE, ABSOLUTE = timedelta(hours=2), timedelta(hours=12)
"""A session ends after so long without a page, and after so long in any case. Writing an idea takes its time."""

TABLET_IDLE = timedelta(minutes=10)
"""The same on a tablet, where the next person waits."""

FRESH = timedelta(minutes=15)
"""So long after the sign-in an e-mail address or a password can be set: not by who finds a phone on a bench."""

REMEMBERED = timedelta(days=1)
"""So long an ended session is still known as one, so that what was typed into its last form can be kept."""

LONGEST_DEVICE = 200


def begin_member_session(
    db: Session, member_key: str, *, round_id: str | None = None, tablet_id: int | None = None, device: str = ""
) -> str:
    """A new session of a member; the secret for the cookie. `round_id` is the round by whose code they came."""
    token, now = secrets.token_urlsafe(32), true_now(db)
    session = MemberSessionRow(
        id_hash=_hash(token),
        member_key=member_key,
        round_id=round_id,
        tablet_id=tablet_id,
        device=device[:LONGEST_DEVICE],
        seen_at=now,
        ends_at=now + ABSOLUTE,
    )
    db.add(session)
    return token


def member_seat(office: Office, token: str) -> MemberSeat | None:
    """Who takes part with a cookie's token; None when the session, or its tablet's, has ended."""
    with office.database.read() as db:
        now = true_now(db)
        row = db.get(MemberSessionRow, _hash(token))
        if row is None or not _is_alive(db, row, now):
            return None
        member = db.get_one(MemberRow, row.member_key)
        seat = MemberSeat(
            member.key, member.under_18, member.under_16, row.id_hash, round_id=row.round_id, tablet_id=row.tablet_id
        )
        seen = row.seen_at
    if now - seen > timedelta(minutes=1):
        _touch(office, seat, now)
    return seat


def is_known_session(office: Office, token: str) -> bool:
    """Whether there was such a session, even if it has ended meanwhile."""
    with office.database.read() as db:
        return db.get(MemberSessionRow, _hash(token)) is not None


def sign_out_member(office: Office, token: str) -> None:
    """End a session for good."""
    with office.database.write() as uow:
        uow.db.execute(delete(MemberSessionRow).where(MemberSessionRow.id_hash == _hash(token)))
        uow.commit()


def end_member_sessions(db: Session, member_key: str, *, but: bytes = b"") -> None:
    """End every session of a member, on every device; but not the one with the hash `but`."""
    mine = delete(MemberSessionRow).where(MemberSessionRow.member_key == member_key)
    db.execute(mine.where(MemberSessionRow.id_hash != but))


def end_tablet_sessions(db: Session, tablet_id: int) -> None:
    """End every session on a tablet."""
    db.execute(delete(MemberSessionRow).where(MemberSessionRow.tablet_id == tablet_id))


def is_fresh(office: Office, seat: MemberSeat) -> bool:
    """Whether a member signed in just now: what opens their account for good asks for that."""
    with office.database.read() as db:
        row = db.get(MemberSessionRow, seat.id_hash)
        return row is not None and true_now(db) - (row.ends_at - ABSOLUTE) <= FRESH


def prune_member_sessions(office: Office) -> None:
    """Forget sessions that ended more than a day ago."""
    with office.database.read() as db:
        before = true_now(db) - REMEMBERED
        over = or_(MemberSessionRow.ends_at < before, MemberSessionRow.seen_at < before - IDLE)
        if db.scalars(select(MemberSessionRow.id_hash).where(over).limit(1)).first() is None:
            return
    with office.database.write() as uow:
        uow.db.execute(delete(MemberSessionRow).where(over))
        uow.commit()


def _is_alive(db: Session, row: MemberSessionRow, now: datetime) -> bool:
    idle = IDLE
    if row.tablet_id is not None:
        if is_over(db, row.tablet_id):
            return False
        idle = TABLET_IDLE
    return now < row.ends_at and now - row.seen_at <= idle


def _touch(office: Office, seat: MemberSeat, now: datetime) -> None:
    with office.database.write() as uow:
        uow.db.execute(update(MemberSessionRow).where(MemberSessionRow.id_hash == seat.id_hash).values(seen_at=now))
        uow.commit()


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()

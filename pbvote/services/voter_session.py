"""A voter's session: on the server, revocable, known by the hash of the cookie's secret."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from pbvote.domain.round import GRACE
from pbvote.services.office import Office
from pbvote.services.seat import Seat
from pbvote.services.tablet_card import is_over
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import CodeRow, VoterSessionRow

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
"""A session ends after so long without a page, and after so long in any case."""

ASSISTED_IDLE = timedelta(minutes=15)
"""The same at a helper's screen, where the next person waits."""

TABLET_IDLE = timedelta(minutes=10)
"""The same on the tablet of a youth session."""

LAST_HOUR = timedelta(hours=1)
"""Nobody is signed out in the last hour before the close, nor in the grace after it, but at a helper's screen."""


def begin_session(
    db: Session, code: CodeRow, now: datetime, helper: str | None = None, tablet_id: int | None = None
) -> str:
    """A new session for the member of a code, at the screen of a helper if one is named, or on a tablet of many.

    What comes back is the secret for the cookie.
    """
    token = secrets.token_urlsafe(32)
    session = VoterSessionRow(
        id_hash=_hash(token),
        round_id=code.round_id,
        member_key=code.member_key,
        csrf=secrets.token_urlsafe(16),
        may_change=True,
        seen_at=now,
        ends_at=now + ABSOLUTE,
        assisted_by=helper,
        tablet_id=tablet_id,
    )
    db.add(session)
    return token


def voter_seat(office: Office, token: str) -> Seat | None:
    """Who is signed in with a cookie's token; None when the session has ended."""
    with office.database.read() as db:
        now = office.clock.now(db)
        row = db.get(VoterSessionRow, _hash(token))
        if row is None or not _is_alive(db, row, now):
            return None
        seat = Seat(row.round_id, row.member_key, row.csrf, row.may_change, row.id_hash, row.assisted_by, row.tablet_id)
        seen = row.seen_at
    if now - seen > timedelta(minutes=1):
        _touch(office, seat, now)
    return seat


def end_freshness(db: Session, seat: Seat) -> None:
    """Let no session of the voter change a vote without a new sign-in: not here, and not at another tablet."""
    mine = (VoterSessionRow.round_id == seat.round_id, VoterSessionRow.member_key == seat.member_key)
    db.execute(update(VoterSessionRow).where(*mine).values(may_change=False))


def sign_out(office: Office, token: str) -> None:
    """End a session for good."""
    with office.database.write() as uow:
        uow.db.execute(delete(VoterSessionRow).where(VoterSessionRow.id_hash == _hash(token)))
        uow.commit()


def _touch(office: Office, seat: Seat, now: datetime) -> None:
    with office.database.write() as uow:
        uow.db.execute(update(VoterSessionRow).where(VoterSessionRow.id_hash == seat.id_hash).values(seen_at=now))
        uow.commit()


def _is_alive(db: Session, row: VoterSessionRow, now: datetime) -> bool:
    """Whether a session goes on; in the last hour, whether it did when that hour began: none comes back to life."""
    if row.assisted_by is not None:
        return now < row.ends_at and now - row.seen_at <= ASSISTED_IDLE
    if row.tablet_id is not None:
        return now < row.ends_at and now - row.seen_at <= TABLET_IDLE and not is_over(db, row.tablet_id)
    closes_at = round_row(db, row.round_id).closes_at
    begins = closes_at - LAST_HOUR
    judged = begins if begins <= now <= closes_at + GRACE else now
    return judged < row.ends_at and judged - row.seen_at <= IDLE


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()

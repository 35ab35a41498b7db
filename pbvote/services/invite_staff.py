"""One-time links with which somebody of the staff sets up their sign-in: to join, or to renew a lost one."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.domain.staff import LinkTooEarlyError, LinkUselessError
from pbvote.storage.tables import InviteRow, StaffRow

LASTS = timedelta(days=7)
"""A link works for so long."""

DELAY = timedelta(hours=24)
"""So long a later link of the console waits, so that the others can see it coming and act."""


def make_link(db: Session, row: StaffRow, now: datetime, *, by_console: bool = False) -> str:
    """The secret of a new link; earlier links of the same person stop working.

    `by_console`: it works only after the delay, and using it writes the console's entry into the log.
    """
    token = secrets.token_urlsafe(32)
    db.execute(delete(InviteRow).where(InviteRow.role == row.role, InviteRow.used_at.is_(None)))
    works_from = now + DELAY if by_console else now
    db.add(
        InviteRow(
            token_hash=_hash(token),
            role=row.role,
            purpose="renew" if row.enrolled_at else "join",
            by_console=by_console,
            works_from=works_from,
            ends_at=works_from + LASTS,
        )
    )
    return token


def invite_of(db: Session, token: str, now: datetime, *, lock: bool = False) -> tuple[InviteRow, StaffRow]:
    """The invitation behind a link and whom it is for. Raises LinkUselessError, LinkTooEarlyError."""
    invite = db.get(InviteRow, _hash(token), with_for_update=lock or None)
    row = db.get(StaffRow, invite.role) if invite else None
    if invite is None or row is None or row.ended_at is not None or invite.used_at is not None or now > invite.ends_at:
        raise LinkUselessError
    if now < invite.works_from:
        raise LinkTooEarlyError
    return invite, row


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()

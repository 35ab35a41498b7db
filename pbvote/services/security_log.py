"""The private security log: sign-ins and refusals of the staff, and what they did. Never a ranking, never a code.

A line never names a member beside a box id; voters do not stand in it. It is kept for 90 days.
"""

import json
import re
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.storage.tables import SecurityEventRow

KEPT = timedelta(days=90)

LONGEST_DETAIL = 200
"""Characters of one value: what strangers type must not fill the log."""

_SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def note_security(db: Session, at: datetime, kind: str, role: str | None = None, **detail: str) -> None:
    """Write a line in the caller's transaction. `kind` is a slug such as `sign-in.refused`.

    Values are kept as ASCII JSON: a new line or an escape sequence in a browser's name stays inside its quotes.
    """
    if not _SLUG.fullmatch(kind):
        raise ValueError(kind)
    short = {name: value[:LONGEST_DETAIL] for name, value in detail.items()}
    text = json.dumps(short, ensure_ascii=True, sort_keys=True).replace("\x7f", "\\u007f")
    db.add(SecurityEventRow(at=at, kind=kind, role=role, detail=text))


def security_lines(db: Session, before: int | None, most: int) -> list[SecurityEventRow]:
    """The newest lines, or those before a line, newest first."""
    lines = select(SecurityEventRow).order_by(SecurityEventRow.id.desc()).limit(most)
    return list(db.scalars(lines if before is None else lines.where(SecurityEventRow.id < before)))


def prune_security_log(office: Office) -> None:
    """Forget what is older than 90 days."""
    with office.database.read() as db:
        oldest = office.clock.now(db) - KEPT
        if db.scalars(select(SecurityEventRow.id).where(SecurityEventRow.at < oldest).limit(1)).first() is None:
            return
    with office.database.write() as uow:
        uow.db.execute(delete(SecurityEventRow).where(SecurityEventRow.at < oldest))
        uow.commit()

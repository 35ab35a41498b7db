"""Telling members something: a notice on their own page, in the transaction of the act that it is about."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.storage.tables import NoticeRow


def tell(db: Session, now: datetime, members: Iterable[str | None], kind: str, **details: str | int) -> None:
    """Tell each of some members (by key; None is nobody) the same; each once. Never fails for a strange address."""
    kept = json.dumps(details, ensure_ascii=False)
    db.add_all(
        NoticeRow(member_key=member, kind=kind, details=kept, made_at=now)
        for member in sorted({each for each in members if each is not None})
    )

"""Texts that the trust wrote itself for its public pages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import TrustTextRow


@dataclass(frozen=True, slots=True)
class TrustText:
    """A text, and when it was last changed."""

    text: str
    changed_at: datetime


def trust_texts(db: Session) -> dict[str, TrustText]:
    """What the trust has written so far, by name."""
    return {row.name: TrustText(row.text, row.changed_at) for row in db.scalars(select(TrustTextRow))}

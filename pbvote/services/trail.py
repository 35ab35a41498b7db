"""The trail of an idea: what happened to it, in order, for everybody to read. It never names a person."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.storage.tables import TrailRow

KINDS = (
    "submitted", "changed", "shown", "hidden", "shown-again", "withdrawn", "reviewed", "answered", "published",
    "panel-said", "merge-asked", "merged", "merged-in", "not-merged", "decided", "frozen", "funded", "not-funded",
    "delivery",
)  # fmt: skip
"""Every kind of step; templates have the words."""


def leave_trail(db: Session, now: datetime, proposal_id: int, kind: str, **details: str | int) -> None:
    """Add a step to the trail of an idea, in the caller's transaction. `details` are for everybody: no person."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is no step of a trail")
    row = TrailRow(proposal_id=proposal_id, at=now, kind=kind, details=json.dumps(details, ensure_ascii=False))
    db.add(row)

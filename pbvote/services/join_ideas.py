"""One idea becomes part of another: its authors and supporters go along, its page and its comments stay."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Outcome, Stage
from pbvote.services.own_idea import add_author, author_keys
from pbvote.services.trail import leave_trail
from pbvote.storage.search import unindex_idea
from pbvote.storage.tables import MemberRow, ProposalRow, SupportRow


def join_ideas(db: Session, now: datetime, first: ProposalRow, second: ProposalRow, reason: str) -> None:
    """Let the first idea be part of the second, in the caller's transaction; who may agree is the caller's business."""
    there = author_keys(db, second.id)
    for key in author_keys(db, first.id):
        if key not in there:
            add_author(db, second, db.get_one(MemberRow, key), now)
    db.flush()
    _carry_supports(db, first, second)
    first.stage, first.merged_into, first.draft = Stage.MERGED, second.id, ""
    first.outcome, first.outcome_reason = Outcome.MERGED, reason
    unindex_idea(db, first.id)
    leave_trail(db, now, first.id, "merged", other=second.number or 0, title=second.title, reason=reason)
    leave_trail(db, now, second.id, "merged-in", other=first.number or 0, title=first.title, reason=reason)


def _carry_supports(db: Session, first: ProposalRow, second: ProposalRow) -> None:
    """Each member who supports only the first supports the second now; nobody twice, and no author their own idea."""
    there = set(db.scalars(select(SupportRow.member_key).where(SupportRow.proposal_id == second.id)))
    there |= set(author_keys(db, second.id))
    rows = db.scalars(select(SupportRow).where(SupportRow.proposal_id == first.id)).all()
    db.add_all(
        SupportRow(proposal_id=second.id, member_key=row.member_key, since=row.since)
        for row in rows
        if row.member_key not in there
    )
    db.flush()

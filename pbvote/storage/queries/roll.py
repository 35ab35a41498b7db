"""What the roll says without names: who may vote, and whether a ballot is recorded."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import MarkRow, RollListRow


def marked_members(db: Session, round_id: str) -> frozenset[str]:
    """The keys of members with a ballot recorded in any pot of a round."""
    query = select(MarkRow.member_key).where(MarkRow.round_id == round_id, MarkRow.marked.is_(True))
    return frozenset(db.scalars(query))


def rounds_with_a_list(db: Session) -> frozenset[str]:
    """The ids of rounds with a list of changes that waits for two officers."""
    return frozenset(db.scalars(select(RollListRow.round_id).where(RollListRow.state == "listed")))

"""For whoever of the staff types a paper form in: whose form it is."""

from sqlalchemy.orm import Session

from pbvote.storage.queries.lost_codes import member_on_roll
from pbvote.storage.tables import MemberRow


def name_on_roll(db: Session, round_id: str, key: str) -> str | None:
    """The name of a member of a round; None for a key that is nobody's on its roll."""
    return db.get_one(MemberRow, key).name if member_on_roll(db, round_id, key) else None

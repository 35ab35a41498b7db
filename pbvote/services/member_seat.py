"""A member's seat: who is signed in to take part beside voting. Identity comes from here only, never from a form."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.domain.idea_errors import NotOnRollError
from pbvote.storage.tables import RollRow


@dataclass(frozen=True, slots=True)
class MemberSeat:
    """A member as the session guard found them. `young`: under 18. `tablet_id`: the youth session they sit in."""

    member_key: str
    young: bool
    under_16: bool = False
    id_hash: bytes = b""
    round_id: str | None = None
    tablet_id: int | None = None


def on_roll(db: Session, seat: MemberSeat, round_id: str) -> RollRow:
    """The member's line on the roll of a round; raises NotOnRollError for who is not a member of it."""
    row = db.get(RollRow, (round_id, seat.member_key))
    if row is None or row.removed:
        raise NotOnRollError
    return row

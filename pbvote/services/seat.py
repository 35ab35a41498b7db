"""A seat: a signed-in voter. Identity comes from here only, never from a form."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.domain.errors import NotEligibleError
from pbvote.domain.pot import SLUG
from pbvote.storage.tables import MarkRow


@dataclass(frozen=True, slots=True)
class Seat:
    """A voter in a round, as the session guard found them.

    `may_change`: whether they signed in since their last cast, which changing or taking back a vote needs.
    `assisted_by`: the role of the helper at whose screen they sit, if they asked for help. `tablet_id`: the youth
    session on whose tablet they sit.
    """

    round_id: str
    member_key: str
    csrf: str = ""
    may_change: bool = True
    id_hash: bytes = b""
    assisted_by: str | None = None
    tablet_id: int | None = None


def mark_of(db: Session, seat: Seat, pot_id: str, *, lock: bool = False) -> MarkRow:
    """The voter's mark in a pot, locked if asked; raises NotEligibleError."""
    is_id = SLUG.fullmatch(pot_id) is not None  # PostgreSQL takes no NUL, and an id is never longer or stranger
    row = db.get(MarkRow, (seat.round_id, pot_id, seat.member_key), with_for_update=lock or None) if is_id else None
    if row is None:
        raise NotEligibleError
    return row

"""A card at the tablet of a youth session: whether it fits there, and that it was used; never when, nor for what."""

from sqlalchemy.orm import Session

from pbvote.domain.errors import SignInRefusedError
from pbvote.storage.clock import true_now
from pbvote.storage.tables import CodeRow, TabletCardRow, TabletRow


def note_card(db: Session, code: CodeRow, tablet_id: int | None) -> None:
    """Keep that a card was used at a tablet, once however often; nothing where there is no tablet.

    Raises SignInRefusedError for a card of another round, and at a tablet that takes no more cards.
    """
    if tablet_id is None:
        return
    tablet = db.get(TabletRow, tablet_id, with_for_update=True)  # two cards at once: one waits, and none is lost
    if tablet is None or tablet.closed_at is not None or tablet.round_id != code.round_id:
        raise SignInRefusedError
    if db.get(TabletCardRow, (tablet_id, code.member_key)) is None:
        db.add(TabletCardRow(tablet_id=tablet_id, member_key=code.member_key))


def is_over(db: Session, tablet_id: int) -> bool:
    """Whether a youth session has ended for those too who were in the middle when it was closed."""
    closed_at = db.get_one(TabletRow, tablet_id).closed_at
    return closed_at is not None and closed_at <= true_now(db)

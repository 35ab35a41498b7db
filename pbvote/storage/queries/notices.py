"""Notices and the outbox, for pages."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.storage.tables import NoticeRow, OutboxRow, RoundRow


def round_titles(db: Session) -> dict[str, str]:
    """The title of each round by its id."""
    return {round_id: title for round_id, title in db.execute(select(RoundRow.id, RoundRow.title))}  # noqa: C416 - rows, not pairs


def notices_of(db: Session, member_key: str, before: int | None, most: int) -> Sequence[NoticeRow]:
    """The newest notices to a member, or those before a number, newest first."""
    mine = select(NoticeRow).where(NoticeRow.member_key == member_key)
    if before is not None:
        mine = mine.where(NoticeRow.id < before)
    return db.scalars(mine.order_by(NoticeRow.id.desc()).limit(most)).all()


def unread_count(db: Session, member_key: str) -> int:
    """How many notices a member has not seen yet."""
    unread = select(func.count()).where(NoticeRow.member_key == member_key, NoticeRow.read_at.is_(None))
    return db.scalar(unread) or 0


def outbox_counts(db: Session) -> dict[tuple[str, str], int]:
    """How many messages there are by channel and state."""
    counted = select(OutboxRow.channel, OutboxRow.state, func.count()).group_by(OutboxRow.channel, OutboxRow.state)
    return {(channel, state): number for channel, state, number in db.execute(counted)}


def failed_messages(db: Session, most: int) -> Sequence[OutboxRow]:
    """The newest messages that were given up."""
    failed = select(OutboxRow).where(OutboxRow.state == "failed")
    return db.scalars(failed.order_by(OutboxRow.id.desc()).limit(most)).all()


def stuck_messages(db: Session, most: int) -> Sequence[OutboxRow]:
    """Messages that were tried in vain and wait for another try, the most tried first."""
    stuck = select(OutboxRow).where(OutboxRow.state == "waiting", OutboxRow.tries > 0)
    return db.scalars(stuck.order_by(OutboxRow.tries.desc(), OutboxRow.id).limit(most)).all()


def failed_count(db: Session) -> int:
    """How many messages were given up."""
    return db.scalar(select(func.count()).where(OutboxRow.state == "failed")) or 0


def notice_kinds(db: Session, ids: Sequence[int | None]) -> dict[int, str]:
    """The kind of each of some notices, by its number."""
    kinds = select(NoticeRow.id, NoticeRow.kind).where(NoticeRow.id.in_([each for each in ids if each is not None]))
    return {notice_id: kind for notice_id, kind in db.execute(kinds)}  # noqa: C416 - rows, not pairs

"""A member's choices about notices: which leave by e-mail, and that they have read them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import update

from pbvote.services.member_seat import MemberSeat
from pbvote.services.notice_kind import TOPICS
from pbvote.services.notice_texts import NOTICES
from pbvote.services.office import Office
from pbvote.services.tell import wants_email
from pbvote.storage.tables import AccountRow, NoticeRow


@dataclass(frozen=True, slots=True)
class NoticeChoices:
    """What a member chose: whether there is an address at all, whether it is used, and for which topics."""

    has_address: bool
    by_email: bool
    topics: frozenset[str]


def notice_choices(office: Office, seat: MemberSeat) -> NoticeChoices:
    """What a member chose, or what holds until they do."""
    with office.database.read() as db:
        row = db.get(AccountRow, seat.member_key)
        muted = frozenset(row.muted) if row else frozenset()
        by_email = wants_email(row.by_email if row else None, young=seat.young)
        topics = frozenset(topic for topic in TOPICS if not kinds_of(topic) <= muted)
        return NoticeChoices(row is not None and row.email is not None, by_email, topics)


def choose_notices(office: Office, seat: MemberSeat, topics: Collection[str], *, by_email: bool) -> None:
    """Keep a member's choices; topics that do not exist count as none."""
    muted = frozenset().union(*(kinds_of(topic) for topic in TOPICS if topic not in topics))
    with office.database.write() as uow:
        row = uow.db.get(AccountRow, seat.member_key, with_for_update=True)
        if row is None:
            row = AccountRow(member_key=seat.member_key, joined_at=office.clock.now(uow.db))
            uow.db.add(row)
        row.by_email, row.muted = by_email, tuple(sorted(muted))
        uow.commit()


def mark_read(office: Office, seat: MemberSeat, newest: int) -> None:
    """Mark what a member has seen: every notice of theirs up to the number `newest`, which a page showed."""
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        unread = (NoticeRow.member_key == seat.member_key, NoticeRow.id <= newest, NoticeRow.read_at.is_(None))
        uow.db.execute(update(NoticeRow).where(*unread).values(read_at=now))
        uow.commit()


def kinds_of(topic: str) -> frozenset[str]:
    """The kinds of notices under a topic."""
    return frozenset(kind for kind, notice in NOTICES.items() if notice.topic == topic)

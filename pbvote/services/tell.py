"""Telling members something: a notice on their own page, in the transaction of the act that it is about.

Who has a confirmed address gets it by e-mail as well: adults unless they said no, the young only if they said yes.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.services.notice_words import require_kind
from pbvote.services.outbox import queue_notice
from pbvote.storage.tables import AccountRow, MemberRow, NoticeRow

_AT_ONCE = 500
"""Members in one question to the database."""


def tell(db: Session, now: datetime, members: Iterable[str | None], kind: str, **details: str | int) -> None:
    """Tell each of some members (by key; None is nobody) the same; each once. Never fails for a strange address.

    Raises UnknownNoticeError for a kind that has no words (services/notice_texts.py).
    """
    require_kind(kind)
    kept = json.dumps(details, ensure_ascii=False)
    keys = sorted({each for each in members if each is not None})
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        notices = [NoticeRow(member_key=member, kind=kind, details=kept, made_at=now) for member in some]
        db.add_all(notices)
        addresses = _addresses(db, some, kind)
        if addresses:
            db.flush()  # a notice that is sent needs its number
        for notice in notices:
            if notice.member_key in addresses:
                queue_notice(db, now, notice.member_key, notice.id, addresses[notice.member_key])


def _addresses(db: Session, members: Sequence[str], kind: str) -> dict[str, str]:
    """Where to write to those who want this kind by e-mail."""
    wanted = (
        select(AccountRow.member_key, AccountRow.email, AccountRow.by_email, AccountRow.muted, MemberRow.under_18)
        .join(MemberRow, MemberRow.key == AccountRow.member_key)
        .where(AccountRow.member_key.in_(members), AccountRow.email.is_not(None))
    )
    return {
        member: email
        for member, email, by_email, muted, young in db.execute(wanted)
        if email and wants_email(by_email, young=young) and kind not in muted
    }


def wants_email(by_email: bool | None, *, young: bool) -> bool:  # noqa: FBT001 - as the account keeps it
    """Whether notices go out by e-mail: as they chose, and if they never did, only to adults."""
    return not young if by_email is None else by_email

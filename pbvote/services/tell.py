"""Telling members something: a notice on their own page, in the transaction of the act that it is about.

Who has a confirmed address gets it by e-mail as well: adults unless they said no, the young only if they said yes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from pbvote.services.notice_words import require_kind
from pbvote.services.outbox import queue_notices
from pbvote.storage.tables import AccountRow, MemberRow, NoticeRow

Told: TypeAlias = tuple[Iterable[str | None], Mapping[str, str | int]]
"""Members by their keys, and the details of what these are told."""

_AT_ONCE = 500
"""Members in one question to the database."""


def tell(db: Session, now: datetime, members: Iterable[str | None], kind: str, **details: str | int) -> None:
    """Tell each of some members (by key; None is nobody) the same; each once. Never fails for a strange address.

    Raises UnknownNoticeError for a kind that has no words (services/notice_texts.py).
    """
    tell_each(db, now, kind, [(members, details)])


def tell_each(db: Session, now: datetime, kind: str, told: Iterable[Told]) -> None:
    """Tell many members each their own: thousands of notices in a few statements, since an act holds the database.

    Raises as tell does.
    """
    require_kind(kind)
    notices = [
        (member, json.dumps(details, ensure_ascii=False))
        for members, details in told
        for member in sorted({each for each in members if each is not None})
    ]
    addresses = _addresses(db, sorted({member for member, _details in notices}), kind)
    rows = [{"member_key": member, "kind": kind, "details": details, "made_at": now} for member, details in notices]
    silent = [row for row in rows if row["member_key"] not in addresses]
    if silent:
        db.execute(insert(NoticeRow), silent)
    sent = [row for row in rows if row["member_key"] in addresses]
    if sent:
        made = db.execute(insert(NoticeRow).returning(NoticeRow.member_key, NoticeRow.id), sent)
        queue_notices(db, now, [(member, addresses[member], number) for member, number in made])


def _addresses(db: Session, members: Sequence[str], kind: str) -> dict[str, str]:
    """Where to write to those who want this kind by e-mail."""
    found: dict[str, str] = {}
    for start in range(0, len(members), _AT_ONCE):
        found |= _some_addresses(db, members[start : start + _AT_ONCE], kind)
    return found


def _some_addresses(db: Session, members: Sequence[str], kind: str) -> dict[str, str]:
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

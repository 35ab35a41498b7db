"""The outbox: messages that wait to be sent. Putting one in is part of an act; sending it never is (send_outbox.py).

It never holds a member beside a ranking, a check code or a commitment: nothing that belongs to a vote is sent at all.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.storage.tables import OutboxRow

EMAIL, SMS, LETTER = "email", "sms", "letter"

LONGEST_ADDRESS = 254
"""Characters of an e-mail address, by RFC 5321."""

_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z0-9-]{2,}")


class MailAddressError(PbvoteError):
    """No e-mail address, or one that could smuggle something into the head of a message."""

    def __init__(self) -> None:
        super().__init__(say("This is not an e-mail address. Type one like name@example.org."))


class SubjectError(PbvoteError):
    """A subject of more than one line: what follows the line break would be read as another header."""

    def __init__(self) -> None:
        super().__init__(say("The subject of a message is one line of text. Take out the line break."))


def parse_mail_address(text: str) -> str:
    """An e-mail address as it is kept, its domain in small letters. Raises MailAddressError."""
    name, at, domain = text.strip().rpartition("@")
    address = f"{name}{at}{domain.lower()}"
    if len(address) > LONGEST_ADDRESS or not _MAIL.fullmatch(address) or ".." in address:
        raise MailAddressError
    return address


def queue_mail(  # noqa: PLR0913, PLR0917 - the parts of a letter, in their order
    db: Session, now: datetime, member_key: str | None, address: str, subject: str, text: str
) -> None:
    """Put an e-mail into the outbox, in the caller's transaction. Raises MailAddressError, SubjectError."""
    if not subject.isprintable():
        raise SubjectError
    db.add(
        OutboxRow(
            member_key=member_key,
            channel=EMAIL,
            address=parse_mail_address(address),
            subject=subject,
            text=text,
            made_at=now,
            next_at=now,
        )
    )


def queue_notices(db: Session, now: datetime, notices: Sequence[tuple[str, str, int]]) -> None:
    """Put notices into the outbox: for each a member's key, their address and its number.

    Their words are made when they are sent, in the member's language at that time.
    """
    blank = {"channel": EMAIL, "subject": "", "text": "", "made_at": now, "next_at": now}
    rows = [{**blank, "member_key": member, "address": to, "notice_id": number} for member, to, number in notices]
    db.execute(insert(OutboxRow), rows)


def forget_messages(db: Session, member_key: str) -> None:
    """Take out everything to a member: they are erased, or have another address now."""
    db.execute(delete(OutboxRow).where(OutboxRow.member_key == member_key))

"""Sending what waits in the outbox: outside every act, one process at a time, with growing waits after a failure.

Each message is marked before it is sent (one try more, and not again before a wait) and once more when it has left.
A process that dies before the other side took the message over loses nothing; one that dies in the moment between
that and the second mark sends it again after the wait, under the same Message-ID: a message that comes twice does less
harm than one that never comes, and in a rehearsal it is the same file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import ColumnElement, Select, delete, select

from pbvote.services.lease import take_lease
from pbvote.services.notice_mail import written_notice
from pbvote.services.office import Office
from pbvote.services.outbox import EMAIL, LETTER, SMS
from pbvote.services.post import NOT_SET_UP, Message, NotSentError, Post, channels_of, is_rehearsal
from pbvote.services.post_notify import NotifyPost
from pbvote.services.post_sink import SinkPost
from pbvote.services.post_smtp import SmtpPost
from pbvote.services.security_log import note_security
from pbvote.storage.queries.trust import installation, installation_or_none
from pbvote.storage.tables import OutboxRow

WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 180, 480, 1440))
"""Between two tries. The first is longer than the slowest talk with a mail server (its steps of ten seconds each)."""

MOST_TRIES = len(WAITS) + 1

ON_ITS_WAY = "on-its-way"
"""The reason beside a message while it is being sent, and for ever if the process died then."""

KEPT = timedelta(days=30)
"""So long officers can see what became of a message."""

MOST_AT_ONCE = 100
LONGEST = 20
"""Messages, and seconds, of one go; what is left waits for the next."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways out, by channel."""

    by_channel: dict[str, Post]

    def close(self) -> None:
        for post in set(self.by_channel.values()):
            post.close()


def send_outbox(office: Office, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due; how many left. Nothing while another process is at it. Failures stand beside each message.

    `go_on` is asked before each message.
    """
    with office.database.read() as db:
        if installation_or_none(db) is None or db.scalars(_due(office.clock.now(db))).first() is None:
            return 0
    if not take_lease(office, "outbox"):
        return 0
    ways = _ways_of(office)
    try:
        return _send_some(office, ways, go_on)
    finally:
        ways.close()


def prune_outbox(office: Office) -> None:
    """Forget messages that left, or never will, after 30 days."""
    with office.database.read() as db:
        over = _over(office.clock.now(db) - KEPT)
        if db.scalars(select(OutboxRow.id).where(*over).limit(1)).first() is None:
            return
    with office.database.write() as uow:
        uow.db.execute(delete(OutboxRow).where(*over))
        uow.commit()


def _over(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return OutboxRow.state.in_(("sent", "failed", "dropped")), OutboxRow.next_at < before


def _send_some(office: Office, ways: _Ways, go_on: Callable[[], bool]) -> int:
    left, begun = 0, monotonic()
    for _turn in range(MOST_AT_ONCE):
        if monotonic() - begun > LONGEST or not go_on():
            break
        number = _claim(office)
        if number is None:
            break
        message = _message(office, number)
        if message is None:
            continue
        failure = _failure(ways, message)
        _settle(office, message, failure)
        left += failure is None
        if failure is not None and failure.away:
            break  # the other messages keep their tries for a time when somebody answers
    return left


def _failure(ways: _Ways, message: Message) -> NotSentError | None:
    post = ways.by_channel.get(message.channel)
    if post is None:
        return NotSentError(NOT_SET_UP, for_good=True)
    try:
        post.send(message)
    except NotSentError as failure:
        return failure
    return None


def _claim(office: Office) -> int | None:
    """The number of the next message that is due, marked as on its way.

    It is read only afterwards: one that cannot be put into words loses a try like any other, and holds up nobody.
    """
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        row = uow.db.scalars(_due(now).with_for_update()).first()
        if row is None:
            return None
        row.tries += 1
        row.error = ON_ITS_WAY
        row.next_at = now + WAITS[min(row.tries, len(WAITS)) - 1]
        uow.commit()
        return row.id


def _message(office: Office, number: int) -> Message | None:
    """A message in words; None when its member was erased meanwhile."""
    with office.database.read() as db:
        row = db.get(OutboxRow, number)
        if row is None:
            return None
        subject, text = (row.subject, row.text) if row.notice_id is None else written_notice(office, db, row)
        host = office.origin.partition("/")[0].partition(":")[0]
        message_id = f"<{row.id}.{int(row.made_at.timestamp())}@{host}>"
        return Message(row.id, row.channel, row.address, subject, text, message_id)


def _settle(office: Office, message: Message, failure: NotSentError | None) -> None:
    """Mark what became of a try; what has left is emptied, and so is what an installation cannot send."""
    with office.database.write() as uow:
        row = uow.db.get(OutboxRow, message.id, with_for_update=True)
        if row is None:
            return
        now = office.clock.now(uow.db)
        if failure is None:
            row.state, row.sent_at, row.error = "sent", now, ""
        else:
            row.error = failure.reason
            row.state = _state_after(row, failure)
        if row.state in {"sent", "dropped"}:
            row.address = row.subject = row.text = ""
        if row.state == "failed":
            note_security(uow.db, now, "message.failed", channel=row.channel, reason=row.error, tries=str(row.tries))
        uow.commit()


def _state_after(row: OutboxRow, failure: NotSentError) -> str:
    if failure.reason == NOT_SET_UP:
        return "dropped"
    return "failed" if failure.for_good or row.tries >= MOST_TRIES else "waiting"


def _due(now: datetime) -> Select[OutboxRow]:
    """The message that has waited longest of those that may be sent."""
    due = select(OutboxRow).where(OutboxRow.state == "waiting", OutboxRow.next_at <= now)
    return due.order_by(OutboxRow.next_at, OutboxRow.id).limit(1)


def _ways_of(office: Office) -> _Ways:
    """The ways out of this installation; those of a rehearsal all end in its sink."""
    with office.database.read() as db:
        rehearsal, trust = is_rehearsal(db), installation(db).trust
    if rehearsal:
        return _Ways(dict.fromkeys((EMAIL, SMS, LETTER), SinkPost(office.data)))
    smtp, notify = office.mail.smtp, office.mail.notify
    ways: dict[str, Post] = dict.fromkeys(channels_of(office.mail), NotifyPost(notify)) if notify else {}
    if smtp:
        ways[EMAIL] = SmtpPost(smtp, office.address, trust)
    return _Ways(ways)

"""The ways by which a message leaves, behind one interface; which of them an installation has."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from pbvote.config import MailSettings
from pbvote.services.outbox import EMAIL, LETTER, SMS
from pbvote.storage.queries.trust import installation


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `id` is that of the outbox, `message_id` the same at every try, so that a mailbox knows a twin."""

    id: int
    channel: str
    address: str
    subject: str
    text: str
    message_id: str


class NotSentError(Exception):
    """A message that did not leave. `reason` is a word or a number of the other side, never its sentence.

    `for_good`: trying again cannot help. `away`: the other side does not answer at all, so that others need not try.
    """

    def __init__(self, reason: str, *, for_good: bool = False, away: bool = False) -> None:
        self.reason, self.for_good, self.away = reason, for_good, away
        super().__init__(reason)


class Post(Protocol):
    """A way out."""

    def send(self, message: Message) -> None:
        """Send it; it has been taken over when this returns. Raises NotSentError."""

    def close(self) -> None:
        """Let go of connections."""


NOT_SET_UP = "not-set-up"
"""The reason of a message for which an installation has no way out."""


def channels_of(mail: MailSettings) -> frozenset[str]:
    """The channels that the settings can serve."""
    notify = mail.notify
    by_notify = ((EMAIL, notify.email), (SMS, notify.sms), (LETTER, notify.letter)) if notify else ()
    return frozenset({channel for channel, template in by_notify if template} | ({EMAIL} if mail.smtp else set()))


def is_rehearsal(db: Session) -> bool:
    """Whether nothing may leave, whatever the settings say."""
    return installation(db).clock == "shifted"


def can_mail(db: Session, mail: MailSettings) -> bool:
    """Whether an e-mail can be sent from here, or goes into the sink of a rehearsal: links by e-mail make sense."""
    return is_rehearsal(db) or EMAIL in channels_of(mail)

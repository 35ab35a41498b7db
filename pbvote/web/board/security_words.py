"""Lines of the private security log in plain words."""

import json
from dataclasses import dataclass
from datetime import datetime

from pbvote.storage.tables import SecurityEventRow
from pbvote.web.board.device import device_words
from pbvote.web.board.person_words import role_words
from pbvote.web.language import _


@dataclass(frozen=True, slots=True)
class EventWords:
    """One line: when, what happened, who, and the rest as it was kept, in ASCII."""

    at: datetime
    what: str
    who: str
    rest: tuple[tuple[str, str], ...]


def event_words(row: SecurityEventRow) -> EventWords:
    """A line as officers read it."""
    detail: dict[str, str] = json.loads(row.detail)
    rest = tuple(
        (name, device_words(value) if name == "device" else ascii(value)[1:-1])
        for name, value in sorted(detail.items())
    )
    return EventWords(row.at, words_of(row.kind), role_words(row.role) if row.role else "", rest)


def words_of(kind: str) -> str:
    """What a kind of line means; one that has no words yet shows its own name."""
    known = {
        "sign-in": _("Signed in"),
        "sign-in.refused": _("A sign-in was refused"),
        "sign-in.set-up": _("Set up a sign-in"),
        "sign-in.renewed": _("Set up a sign-in anew"),
        "second-factor.refused": _("Wrong digits at an act"),
        "join.too-young": _("Too young to be an officer"),
        "console-invite": _("An officer was announced at the console"),
        "console-reset": _("A new link was made at the console"),
        "session.ended": _("Ended the sign-in of a device"),
        "sessions.ended": _("Ended the sign-ins of all other devices"),
        "password.changed": _("Changed the password"),
        "password.refused": _("Typed a wrong password"),
        "recovery-codes.renewed": _("Made new recovery codes"),
        "act.prepared": _("Prepared an act"),
        "act.confirmed": _("Confirmed an act"),
        "act.dropped": _("Gave up an act"),
        "assistance": _("Helped to vote on this day"),
        "clock.moved": _("Moved the clock of the rehearsal"),
        "round.suspended": _("Paused voting"),
        "act.refused": _("Was refused at an act"),
        "roll.read": _("Read a file of members"),
        "roll.listed": _("Put members on the list of the day"),
        "roll.removal-listed": _("Put somebody who leaves on the list of the day"),
        "roll.line-dropped": _("Left somebody out of a list"),
        "roll.list-dropped": _("Gave up a list of members"),
        "copy.kept": _("Kept a copy of the database"),
        "draft.started": _("Began to set up a round"),
        "draft.changed": _("Changed a round that is being set up"),
        "draft.removed": _("Removed a round that was being set up"),
        "auditor-link.made": _("Made a link for an auditor"),
        "auditor-link.fetched": _("An auditor fetched their files"),
        "texts.written": _("Changed a text of the trust"),
        "population.written": _("Said how many people live in the area"),
    }
    return (known | _of_ideas()).get(kind, kind)


def _of_ideas() -> dict[str, str]:
    """Lines about ideas, their review, and members who take part beside voting."""
    return {
        "phase.moved": _("Moved a round on to its next phase"),
        "question.shown": _("Let a question be shown"),
        "question.hidden": _("Hid a question"),
        "questions.chosen": _("Published which questions were chosen"),
        "panel.appointed": _("Put somebody on the youth panel"),
        "panel.ended": _("Took somebody off the youth panel"),
        "panel.reason-shown": _("Let everybody read why the youth panel disagrees"),
        "merge.asked": _("Asked authors to make one idea of two"),
        "merge.dropped": _("Stopped asking authors to make one idea of two"),
        "review.given": _("Gave an idea to a reviewer"),
        "review.interest": _("Stays out of the review of an idea"),
        "review.signed": _("Signed the review of an idea"),
        "review.panel-passed": _("Let a review of the youth panel be shown"),
        "review.panel-back": _("Sent a review back to the youth panel"),
        "review.answer-shown": _("Let an answer to a review be shown"),
        "review.answer-hidden": _("Hid an answer to a review"),
        "reviews.published": _("Published the reviews of a round"),
        "message.failed": _("A message to a member could not be sent"),
        "messages.tried-again": _("Let messages be tried again"),
        "tablet.opened": _("Opened a youth session"),
        "tablet.closed": _("Closed a youth session"),
        "idea.typed": _("Typed in an idea from paper"),
        "price.changed": _("Changed the price list"),
    }

"""What members say about an idea: kinds of texts, when they are shown, who may decide about them, and what stops it."""

from datetime import timedelta
from enum import StrEnum

from pbvote.domain.draft import fault_of_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.phase import AFTER, Phase
from pbvote.domain.sentence import say

LONGEST_COMMENT, LONGEST_REASON = 1500, 600
"""Characters of a comment, and of a reason: for a report, a decision or an objection."""

MOST_AN_HOUR = 20
"""Texts that one member may write in an hour: far more than a talk needs, far fewer than would drown the readers."""

AN_HOUR = timedelta(hours=1)
PAGE = 50
"""Comments on one page."""

SUPPORTED_IN = (Phase.IDEAS,)
"""Phases in which members support ideas: after them it is settled which are reviewed."""

TALKED_IN = (Phase.IDEAS, Phase.REVIEW)
"""Phases in which members write about ideas."""

ANSWERED_IN = (Phase.IDEAS, Phase.REVIEW, Phase.LIST)
"""Phases in which authors answer questions."""


class Said(StrEnum):
    """What a text is: a comment or a reply, a question to the authors, or an answer of theirs."""

    COMMENT = "comment"
    QUESTION = "question"
    ANSWER = "answer"


class TextState(StrEnum):
    """Where a comment is. WAITING: nobody of the staff has read it. REMOVED: by its writer, who may at any time."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    REMOVED = "removed"


class Subject(StrEnum):
    """What somebody decides about, reports, or objects to the hiding of: an idea, a comment, a round's question."""

    PROPOSAL = "proposal"
    COMMENT = "comment"
    QUESTION = "question"


class TextGoneError(PbvoteError):
    """The text that this is about is not there, or not for this person: one text for all."""

    def __init__(self) -> None:
        super().__init__(say("This text is not there any more. Open the page again."))


class TextMovedError(PbvoteError):
    """Somebody changed the text, or decided about it, while somebody else was reading it."""

    def __init__(self) -> None:
        super().__init__(say("Somebody changed this text or decided about it meanwhile. Open the list again."))


class OwnSupportError(PbvoteError):
    """Authors do not count among those who support their idea."""

    def __init__(self) -> None:
        super().__init__(say("This is your own idea. Others can support it: tell them about it."))


class NotAuthorError(PbvoteError):
    """Only authors answer questions about their idea."""

    def __init__(self) -> None:
        super().__init__(say("Only the authors of this idea can answer that. You can write a comment."))


class TooMuchSaidError(PbvoteError):
    """A member wrote more in an hour than anybody could read."""

    def __init__(self) -> None:
        super().__init__(say("You have written a lot in one hour. Come back in an hour. Your text is still below."))


class ObjectedBeforeError(PbvoteError):
    """A writer objects once to each hiding."""

    def __init__(self) -> None:
        super().__init__(say("You have asked for a second look already. The answer comes to your page."))


class SameJudgeError(PbvoteError):
    """Whoever hid a text does not answer the objection to it."""

    def __init__(self) -> None:
        super().__init__(say("You hid this text yourself. Somebody else of the staff must look at it now."))


def is_shown_at_once(moderation: str, *, young: bool) -> bool:
    """Whether everybody can read a text before the staff has: never what the young write."""
    return moderation == AFTER and not young


def fault_of_comment(text: str) -> str:
    """Why a text cannot stand as a comment, as a sentence; empty when it can."""
    return fault_of_text(text, LONGEST_COMMENT, lines=True) if text else say("Write something first.")


def fault_of_reason(text: str) -> str:
    """Why a text cannot stand as a reason, as a sentence; empty when it can."""
    return fault_of_text(text, LONGEST_REASON, lines=True) if text else say("Write the reason in a sentence or two.")

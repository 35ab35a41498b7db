"""What is still missing before the reviews of a round can be published, in sentences for its officers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.review import AREAS, COUNCIL, FRONT_LINE, YOUTH
from pbvote.domain.sentence import say_many
from pbvote.storage.queries.review_progress import IdeaProgress, ideas_in_review, review_setting


def what_is_missing(db: Session, round_id: str, now: datetime) -> tuple[str, ...]:
    """Every kind of thing that is missing, with its number; empty when the reviews can be published."""
    setting = review_setting(db, round_id)
    return missing_among(ideas_in_review(db, setting), now) if setting else ()


def missing_among(ideas: Sequence[IdeaProgress], now: datetime) -> tuple[str, ...]:
    """The same for a round whose ideas (ideas_in_review) are known."""
    shown = [idea for idea in ideas if idea.stage != Stage.WAITING]
    found = [
        _unread(len(ideas) - len(shown)),
        *(_unsigned(area, sum(_is_unsigned(idea, area) for idea in shown)) for area in AREAS),
        _unread_panel(sum(any(each.waits_to_be_read for each in idea.areas) for idea in shown)),
        _unread_answers(sum(idea.answer_waits for idea in shown)),
        _days(sum(may_still_answer(idea, now) or _is_untold(idea) for idea in shown)),
    ]
    return tuple(each for each in found if each)


def may_still_answer(idea: IdeaProgress, now: datetime) -> bool:
    """Whether the authors have read the review, have not answered, and their days run."""
    return idea.until is not None and idea.answered_at is None and now <= idea.until


def _is_untold(idea: IdeaProgress) -> bool:
    """Its review became whole by itself, when nobody else had to sign any more: the next tick tells its authors."""
    return idea.is_whole and idea.until is None


def _is_unsigned(idea: IdeaProgress, area: str) -> bool:
    return any(each.area == area and not each.is_signed for each in idea.areas)


def _unread(number: int) -> str:
    if not number:
        return ""
    return say_many(
        "One idea was changed and waits to be read by staff.",
        "%(number)s ideas were changed and wait to be read by staff.",
        number,
    )


def _unread_panel(number: int) -> str:
    if not number:
        return ""
    return say_many(
        "One review of the youth panel waits to be read by staff.",
        "%(number)s reviews of the youth panel wait to be read by staff.",
        number,
    )


def _unread_answers(number: int) -> str:
    if not number:
        return ""
    return say_many(
        "One answer of authors waits to be read by staff.",
        "%(number)s answers of authors wait to be read by staff.",
        number,
    )


def _unsigned(area: str, number: int) -> str:
    if not number:
        return ""
    return {
        COUNCIL: say_many(
            "One idea has no signed review of the council.",
            "%(number)s ideas have no signed review of the council.",
            number,
        ),
        FRONT_LINE: say_many(
            "One idea has no signed review of a front-line worker.",
            "%(number)s ideas have no signed review of a front-line worker.",
            number,
        ),
        YOUTH: say_many(
            "One idea has no signed review of the youth panel.",
            "%(number)s ideas have no signed review of the youth panel.",
            number,
        ),
    }[area]


def _days(number: int) -> str:
    if not number:
        return ""
    return say_many(
        "The authors of one idea can still answer.", "The authors of %(number)s ideas can still answer.", number
    )

"""What waits for a reviewer, as cards with a link on their first page."""

from collections.abc import Iterator

from sqlalchemy.orm import Session
from starlette.routing import Router

from pbvote.domain.staff import REVIEWER
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.review_queue import ReviewQueue, review_queue, reviewer, rounds_in_review
from pbvote.web.board.next_steps import NextStep
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import day, number


def review_steps(db: Session, router: Router, seat: StaffSeat) -> list[NextStep]:
    """The steps of a reviewer in every round that reviews its ideas; none for anybody else."""
    person = reviewer(db, seat.role, seat.name) if seat.kind == REVIEWER else None
    if person is None:
        return []
    queues = [review_queue(db, person, setting) for setting in rounds_in_review(db)]
    return [step for queue in queues for step in _steps(queue, path_for(router, "board_reviews"))]


def _steps(queue: ReviewQueue, href: str) -> Iterator[NextStep]:
    changed, mine = len(queue.changed), len(queue.mine)
    by = _("The reviews should be ready by %(day)s.") % {"day": day(queue.setting.list_at)}
    if changed:
        words = ngettext(
            "One idea changed since you signed: %(round)s", "%(num)s ideas changed since you signed: %(round)s", changed
        )
        fits = _("Look whether your review still fits.")
        yield NextStep(_title(queue, words, changed), fits, href, _("See what is new"))
    if mine:
        words = ngettext("One review to write: %(round)s", "%(num)s reviews to write: %(round)s", mine)
        yield NextStep(_title(queue, words, mine), by, href, _("Go on"))
    elif queue.waits:
        words = ngettext(
            "One idea waits for a reviewer: %(round)s", "%(num)s ideas wait for a reviewer: %(round)s", queue.waits
        )
        yield NextStep(_title(queue, words, queue.waits), by, href, _("Choose one"))


def _title(queue: ReviewQueue, words: str, count: int) -> str:
    return words % {"num": number(count), "round": queue.setting.title}

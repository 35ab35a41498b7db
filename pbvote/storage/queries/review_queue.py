"""What waits for a reviewer: their own first, then what nobody of their area has, the oldest first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.round import RoundState
from pbvote.storage.queries.review_interest import interests_of, written_under_name
from pbvote.storage.queries.review_progress import IdeaProgress, ReviewSetting, ideas_in_review, review_setting
from pbvote.storage.tables import PhasesRow, ReviewerRow, RoundRow

PAGE = 25
MOST_SIGNED = 10
"""Of the reviews that somebody has signed, so many are listed, the newest ideas first."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews, as far as a list must know them."""

    role: str
    name: str
    area: str


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """The reviews of one round for one reviewer.

    `mine` they have and have not signed; `changed` they signed before the authors changed the idea; `waiting` is a
    page of what nobody has, `waits` how many that are; `signed` are the last of theirs that are done, of `done` in all;
    `out` those they stay out of.
    """

    setting: ReviewSetting
    mine: tuple[IdeaProgress, ...]
    changed: tuple[IdeaProgress, ...]
    waiting: tuple[IdeaProgress, ...]
    waits: int
    page: int
    pages: int
    signed: tuple[IdeaProgress, ...]
    done: int
    out: tuple[IdeaProgress, ...]


def reviewer(db: Session, role: str, name: str) -> Reviewer | None:
    """The reviewer with a role; None for a role without an area."""
    row = db.get(ReviewerRow, role)
    return Reviewer(role, name, row.area) if row else None


def rounds_in_review(db: Session) -> tuple[ReviewSetting, ...]:
    """The rounds that review their ideas now, the oldest first."""
    found = (
        select(PhasesRow.round_id)
        .join(RoundRow, RoundRow.id == PhasesRow.round_id)
        .where(PhasesRow.approved.is_(True), PhasesRow.phase == Phase.REVIEW.value)
        .where(RoundRow.state == RoundState.DRAFT.value)
        .order_by(RoundRow.number)
    )
    settings = (review_setting(db, round_id) for round_id in db.scalars(found))
    return tuple(each for each in settings if each is not None)


def review_queue(db: Session, person: Reviewer, setting: ReviewSetting, page: int = 1) -> ReviewQueue:
    """What a round has for a reviewer. Ideas that may be their own stand nowhere: no list says whose they are."""
    interests = interests_of(db, person.role)
    own = written_under_name(db, person.name, setting.round_id) - interests
    ideas = [idea for idea in ideas_in_review(db, setting) if idea.id not in own and idea.stage == Stage.OPEN]
    mine = [idea for idea in ideas if idea.id not in interests and _has(idea, person)]
    free = [idea for idea in ideas if idea.id not in interests and _is_free(idea, person.area)]
    pages = max(1, -(-len(free) // PAGE))
    page = min(max(1, page), pages)
    signed = [idea for idea in mine if _is_signed(idea, person)]
    done = [idea for idea in signed if not _is_behind(idea, person)]
    return ReviewQueue(
        setting=setting,
        mine=tuple(idea for idea in mine if not _is_signed(idea, person)),
        changed=tuple(idea for idea in signed if _is_behind(idea, person)),
        waiting=tuple(free[(page - 1) * PAGE : page * PAGE]),
        waits=len(free),
        page=page,
        pages=pages,
        signed=tuple(done[: -MOST_SIGNED - 1 : -1]),
        done=len(done),
        out=tuple(idea for idea in ideas if idea.id in interests),
    )


def _has(idea: IdeaProgress, person: Reviewer) -> bool:
    work = idea.area(person.area)
    return work is not None and work.role == person.role


def _is_free(idea: IdeaProgress, area: str) -> bool:
    work = idea.area(area)
    return work is not None and not work.role and not work.is_signed


def _is_signed(idea: IdeaProgress, person: Reviewer) -> bool:
    work = idea.area(person.area)
    return work is not None and work.is_signed


def _is_behind(idea: IdeaProgress, person: Reviewer) -> bool:
    work = idea.area(person.area)
    return work is not None and work.version < idea.version

"""How far the review of a round is, for its officers and clerks: numbers by area, the ideas, and who can take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.review import AREAS
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.queries.review_interest import interested_roles, stays_out
from pbvote.storage.queries.review_progress import IdeaProgress, ReviewSetting, ideas_in_review
from pbvote.storage.tables import ProposalRow, ReviewerRow, StaffRow

PAGE = 25

ALL, FREE, BEGUN, ANSWERING, UNREAD, READY = "all", "free", "begun", "answering", "unread", "ready"
FILTERS = (ALL, FREE, BEGUN, ANSWERING, UNREAD, READY)
"""FREE: an area has nobody. BEGUN: all have somebody, not all signed. ANSWERING: the authors have days left.

UNREAD: what the authors answered or the panel wrote must be read by staff first.
"""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many ideas an area has signed, has with somebody, and has with nobody."""

    area: str
    signed: int
    begun: int
    free: int


@dataclass(frozen=True, slots=True)
class ReviewOverview:
    """A page of the ideas of a round that fit a filter; `unread` were changed and wait to be read by staff."""

    setting: ReviewSetting
    counts: tuple[AreaCount, ...]
    ideas: tuple[IdeaProgress, ...]
    fitting: int
    total: int
    unread: int
    page: int
    pages: int
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReviewerChoice:
    """A reviewer to whom an idea can be given; `out`: they stay out of it."""

    role: str
    name: str
    area: str
    out: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks at: one of FILTERS, a page, and at what moment."""

    show: str
    page: int
    now: datetime


def review_overview(
    db: Session, setting: ReviewSetting, found: Sequence[IdeaProgress], wanted: Wanted
) -> ReviewOverview:
    """How far the review of a round is; `found` are its ideas (ideas_in_review)."""
    shown = [idea for idea in found if idea.stage == Stage.OPEN]
    fitting = [idea for idea in shown if wanted.show in {ALL, state_of_review(idea, wanted.now)}]
    pages = max(1, -(-len(fitting) // PAGE))
    page = min(max(1, wanted.page), pages)
    names = db.execute(select(StaffRow.role, StaffRow.name).join(ReviewerRow, ReviewerRow.role == StaffRow.role))
    counts = tuple(_count(shown, area) for area in AREAS)
    return ReviewOverview(
        setting=setting,
        counts=tuple(each for each in counts if each.signed or each.begun or each.free),
        ideas=tuple(fitting[(page - 1) * PAGE : page * PAGE]),
        fitting=len(fitting),
        total=len(shown),
        unread=len(found) - len(shown),
        page=page,
        pages=pages,
        names={row.role: row.name for row in names},
    )


def state_of_review(idea: IdeaProgress, now: datetime) -> str:
    """One word of FILTERS for where the review of an idea is."""
    if not idea.is_whole:
        has_gap = any(not each.is_signed and not each.role and each.area != "youth" for each in idea.areas)
        return FREE if has_gap else BEGUN
    if idea.answer_waits or any(each.waits_to_be_read for each in idea.areas):
        return UNREAD
    is_open = idea.answered_at is None and (idea.until is None or now <= idea.until)
    return ANSWERING if is_open else READY


def reviewed_idea(db: Session, setting: ReviewSetting, number: int) -> IdeaProgress | None:
    """An idea under review by its number in the round."""
    row = db.scalars(
        select(ProposalRow.id).filter_by(round_id=setting.round_id, number=min(number, MOST_ID))
    ).one_or_none()
    found = ideas_in_review(db, setting, row) if row is not None else ()
    return found[0] if found else None


def reviewers_for(db: Session, idea: IdeaProgress) -> tuple[ReviewerChoice, ...]:
    """Every reviewer of today, by area and role, and whether they stay out of this idea."""
    rows = db.execute(
        select(StaffRow, ReviewerRow.area)
        .join(ReviewerRow, ReviewerRow.role == StaffRow.role)
        .where(StaffRow.ended_at.is_(None), StaffRow.appointed_at.is_not(None))
        .order_by(ReviewerRow.area, StaffRow.role)
    )
    return tuple(ReviewerChoice(row.role, row.name, area, out=stays_out(db, row, idea.id)) for row, area in rows)


def said_interests(db: Session, idea: IdeaProgress) -> tuple[str, ...]:
    """The names of the reviewers who said an interest; panel members are not named here."""
    roles = interested_roles(db, idea.id)
    found = select(StaffRow.name).where(StaffRow.role.in_(roles)).order_by(StaffRow.role)
    return tuple(db.scalars(found))


def _count(ideas: list[IdeaProgress], area: str) -> AreaCount:
    works = [work for idea in ideas if (work := idea.area(area)) is not None]
    signed = sum(each.is_signed for each in works)
    begun = sum(not each.is_signed and bool(each.role or each.state) for each in works)
    return AreaCount(area, signed, begun, len(works) - signed - begun)

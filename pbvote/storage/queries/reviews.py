"""The reviews of one idea: what everybody can read once they are published, and what its authors read before."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import parse_idea
from pbvote.domain.review import AREAS
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.tables import AnswerRow, AuthorRow, PhasesRow, ProposalRow, ProposalVersionRow, ReviewRow


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What an area found, of the idea's `version`. Costs in pence: the reviewer's (None: not given), the authors' then.

    Who wrote it is not in it: an area speaks as one.
    """

    area: str
    verdict: str
    cost: int | None
    authors_cost: int
    change: str
    worth: str
    reason: str
    version: int
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """The reviews of an idea in the order of the areas, and the authors' answer; `version` is the idea's present one.

    `answered`: the authors have said something, or that they add nothing. `answer_state`: waiting, shown or hidden,
    and `answer_reason` why it is hidden; an answer that is not shown is empty for everybody but its authors.
    """

    reviews: tuple[ReviewView, ...]
    version: int
    answer: str
    answered: bool
    answer_state: str = "shown"
    answer_reason: str = ""


@dataclass(frozen=True, slots=True)
class OwnReviews:
    """The same for its authors, before anybody else: they can answer until `until`, in the phase of the review."""

    id: int
    number: int
    title: str
    round_id: str
    found: ReviewsView
    until: datetime
    phase: str
    published: bool


@dataclass(frozen=True, slots=True)
class WaitingReview:
    """A review that an author can answer until `until`, and that nobody of the authors has answered yet."""

    id: int
    title: str
    until: datetime


def waiting_reviews(db: Session, member_key: str, now: datetime) -> tuple[WaitingReview, ...]:
    """What waits for an author's answer, the one that ends first before the others; in one query."""
    signed = select(ReviewRow.proposal_id).where(ReviewRow.state == "signed")
    found = (
        select(ProposalRow.id, ProposalRow.title, AnswerRow.until)
        .join(AnswerRow, AnswerRow.proposal_id == ProposalRow.id)
        .join(AuthorRow, AuthorRow.proposal_id == ProposalRow.id)
        .join(PhasesRow, PhasesRow.round_id == ProposalRow.round_id)
        .where(AuthorRow.member_key == member_key, PhasesRow.phase == Phase.REVIEW, ProposalRow.id.in_(signed))
        .where(AnswerRow.answered_at.is_(None), AnswerRow.until >= now)
        .order_by(AnswerRow.until, ProposalRow.id)
    )
    return tuple(WaitingReview(number, title, until) for number, title, until in db.execute(found))


def public_reviews(db: Session, proposal_id: int) -> ReviewsView | None:
    """What everybody can read; None before the reviews of the round are published, or when it was not reviewed."""
    found = _reviews(db, proposal_id, "published")
    if found is None or found.answer_state == "shown":
        return found
    return replace(found, answer="", answered=False, answer_reason="")


def reviews_of(db: Session, proposal_id: int) -> ReviewsView | None:
    """What the staff who decide can read: every review that is signed, published or not; None without one."""
    return _reviews(db, proposal_id, "signed", "published")


def own_reviews(db: Session, member_key: str, proposal_id: int) -> OwnReviews | None:
    """What an author can read; None for anybody else, and before everybody who must has signed."""
    row = db.get(ProposalRow, min(proposal_id, MOST_ID))
    answer = db.get(AnswerRow, row.id) if row else None
    if row is None or answer is None or db.get(AuthorRow, (row.id, member_key)) is None:
        return None
    found = reviews_of(db, proposal_id)
    if found is None:  # every review was taken back since, by an interest that was declared late
        return None
    phases = db.get_one(PhasesRow, row.round_id)
    published = phases.published_at is not None
    return OwnReviews(
        row.id, row.number or 0, row.title, row.round_id, found, answer.until, phases.phase, published
    )  # fmt: skip


def _reviews(db: Session, proposal_id: int, *states: str) -> ReviewsView | None:
    found = select(ReviewRow).where(ReviewRow.proposal_id == proposal_id, ReviewRow.state.in_(states))
    rows = sorted(db.scalars(found), key=lambda row: AREAS.index(row.area))
    if not rows:
        return None
    costs = _costs(db, proposal_id, {row.version for row in rows})
    answer = db.get(AnswerRow, proposal_id)
    return ReviewsView(
        reviews=tuple(_view(row, costs.get(row.version, 0)) for row in rows),
        version=db.get_one(ProposalRow, proposal_id).version,
        answer=answer.text if answer else "",
        answered=answer is not None and answer.answered_at is not None,
        answer_state=answer.state if answer else "shown",
        answer_reason=answer.judged_reason if answer else "",
    )


def _costs(db: Session, proposal_id: int, versions: set[int]) -> dict[int, int]:
    """What the authors said it costs in these versions, in pence; one whose words were erased costs nothing."""
    found = select(ProposalVersionRow.number, ProposalVersionRow.words)
    kept = found.where(ProposalVersionRow.proposal_id == proposal_id, ProposalVersionRow.number.in_(versions))
    return {number: parse_idea(words).cost for number, words in db.execute(kept)}


def _view(row: ReviewRow, authors_cost: int) -> ReviewView:
    return ReviewView(
        row.area, row.verdict, row.cost, authors_cost, row.change, row.worth, row.reason, row.version, row.signed_at
    )  # fmt: skip

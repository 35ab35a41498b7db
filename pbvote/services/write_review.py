"""A reviewer writes a review: saved as often as they like, and signed once it is whole.

Two windows never overwrite each other unseen, and nobody signs a review of an idea that changed under their eyes.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.review import ReviewWords, faults_of_draft, faults_of_review, review_mark, says_another_thing
from pbvote.domain.review_errors import IdeaChangedError, ReviewSavedElsewhereError, ReviewSignedError
from pbvote.services.office import Office
from pbvote.services.review_ready import after_signing
from pbvote.services.review_seat import (
    UnderReview,
    area_of,
    require_assigned,
    require_free_of_interest,
    under_review,
)
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.tables import ReviewRow


@dataclass(frozen=True, slots=True)
class WrittenReview:
    """A review as it was typed: of which `version` of the idea, and over which saved one (`mark`, of mark_of_row)."""

    words: ReviewWords
    version: int
    mark: str


def mark_of_row(row: ReviewRow | None) -> str:
    """The mark (domain.review.review_mark) of a review as it is stored; empty before it is saved first."""
    return review_mark(words_of_review(row), row.role or "", row.state, row.version) if row else ""


def words_of_review(row: ReviewRow | None) -> ReviewWords:
    """What a review says so far."""
    if row is None:
        return ReviewWords()
    return ReviewWords(row.verdict, row.cost, row.change, row.worth, row.reason)


def save_review(office: Office, seat: StaffSeat, proposal_id: int, written: WrittenReview) -> None:
    """Keep a review that nobody else reads yet, whole or not. A signed one is only ever signed again.

    Raises NotToReviewError, NotInPhaseError, NotYourTaskError, StaysOutError, NotYourReviewError, IdeaChangedError,
    ReviewSavedElsewhereError, ReviewSignedError, AnswersRefusedError.
    """
    with office.database.write() as uow:
        found, row = _open(office, uow.db, seat, proposal_id, written)
        if row is not None and row.state != "draft":
            raise ReviewSignedError
        _refuse(faults_of_draft(written.words))
        _keep(uow.db, found, row, seat.role, written)
        uow.commit()


def sign_review(office: Office, seat: StaffSeat, proposal_id: int, written: WrittenReview) -> bool:
    """Sign a review, for the first time or anew: whether the idea is now reviewed by everybody who must.

    Raises what save_review raises, but ReviewSignedError.
    """
    with office.database.write() as uow:
        found, row = _open(office, uow.db, seat, proposal_id, written)
        _refuse(faults_of_review(written.words))
        is_new = row is None or row.state == "draft"
        another = is_new or says_another_thing(words_of_review(row), written.words)
        kept = _keep(uow.db, found, row, seat.role, written)
        kept.state, kept.signed_at = "signed", found.now
        is_whole = after_signing(uow.db, found.now, proposal_id, says_another_thing=another)
        note_security(uow.db, found.now, "review.signed", seat.role, idea=str(found.idea.number))
        uow.commit()
        return is_whole


def _open(
    office: Office, db: Session, seat: StaffSeat, proposal_id: int, written: WrittenReview
) -> tuple[UnderReview, ReviewRow | None]:
    found = under_review(db, office.clock.now(db), proposal_id)
    area = area_of(db, seat.role)
    require_free_of_interest(db, seat.role, proposal_id)
    row = require_assigned(db, seat.role, proposal_id, area)
    if written.mark != mark_of_row(row):
        raise ReviewSavedElsewhereError
    if written.version != found.idea.version:
        raise IdeaChangedError(found.idea.version)
    return found, row


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise AnswersRefusedError(faults)


def _keep(db: Session, found: UnderReview, row: ReviewRow | None, role: str, written: WrittenReview) -> ReviewRow:
    if row is None:
        row = ReviewRow(proposal_id=found.idea.id, area=area_of(db, role))
        db.add(row)
    words = written.words
    row.role, row.version, row.saved_at = role, written.version, found.now
    row.verdict, row.cost, row.change = words.verdict, words.cost, words.change
    row.worth, row.reason = words.worth, words.reason
    return row

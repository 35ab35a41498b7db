"""Who reviews an idea: a reviewer takes it from the queue or gives it back, an officer or a clerk gives it to one."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pbvote.domain.review import STAFF_AREAS
from pbvote.domain.review_errors import NotYourAreaError, NotYourReviewError, ReviewSignedError, ReviewTakenError
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.office import Office
from pbvote.services.review_seat import UnderReview, area_of, require_free_of_interest, under_review
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import AssignmentRow, ReviewRow

ASSIGNERS = (OFFICER, CLERK)


def take_review(office: Office, seat: StaffSeat, proposal_id: int) -> None:
    """Take an idea from the queue of one's own area; taking it twice is no error.

    Raises NotToReviewError, NotInPhaseError, NotYourTaskError, StaysOutError, ReviewTakenError, ReviewSignedError.
    """
    with office.database.write() as uow:
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        area = area_of(uow.db, seat.role)
        require_free_of_interest(uow.db, seat.role, proposal_id)
        if _holder(found, area) not in {"", seat.role}:
            raise ReviewTakenError
        _hand_to(uow.db, found, area, seat.role, seat.role)
        uow.commit()


def give_review(office: Office, seat: StaffSeat, proposal_id: int, role: str) -> None:
    """Give an idea to a reviewer, in that reviewer's area; what another one began to write there is thrown away.

    Raises what take_review raises but ReviewTakenError, and NotYourAreaError for a role that reviews nothing.
    """
    with office.database.write() as uow:
        staff_member(uow.db, seat.role, *ASSIGNERS)
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        if not role.startswith("reviewer-") or not role.isprintable():
            raise NotYourAreaError
        area = area_of(uow.db, role)
        require_free_of_interest(uow.db, role, proposal_id)
        if _holder(found, area) != role:
            _take_from(uow.db, found, area)
        _hand_to(uow.db, found, area, role, seat.role)
        note_security(uow.db, found.now, "review.given", seat.role, to=role, idea=str(found.idea.number))
        uow.commit()


def give_back_review(office: Office, seat: StaffSeat, proposal_id: int) -> None:
    """Let an idea go back to the queue, with nothing written. Raises NotYourReviewError, ReviewSignedError."""
    with office.database.write() as uow:
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        area = area_of(uow.db, seat.role)
        if _holder(found, area) != seat.role:
            raise NotYourReviewError
        _take_from(uow.db, found, area)
        uow.commit()


def drop_reviews_of(db: Session, role: str) -> None:
    """Let everything that somebody has and has not signed go back to the queue: their role ends."""
    signed = select(ReviewRow.proposal_id).where(ReviewRow.role == role, ReviewRow.state != "draft")
    db.execute(delete(ReviewRow).where(ReviewRow.role == role, ReviewRow.state == "draft"))
    db.execute(delete(AssignmentRow).where(AssignmentRow.role == role, AssignmentRow.proposal_id.not_in(signed)))


def _holder(found: UnderReview, area: str) -> str:
    return found.area(area).role if area in STAFF_AREAS else ""


def _hand_to(db: Session, found: UnderReview, area: str, role: str, giver: str) -> None:
    if found.area(area).role == role:
        return
    if found.area(area).is_signed:
        raise ReviewSignedError
    db.add(_assignment(found.idea.id, area, role, giver, found.now))


def _assignment(proposal_id: int, area: str, role: str, giver: str, now: datetime) -> AssignmentRow:
    return AssignmentRow(proposal_id=proposal_id, area=area, role=role, given_by=giver, given_at=now)


def _take_from(db: Session, found: UnderReview, area: str) -> None:
    if found.area(area).is_signed:
        raise ReviewSignedError
    for table in (ReviewRow, AssignmentRow):
        db.execute(delete(table).where(table.proposal_id == found.idea.id, table.area == area))

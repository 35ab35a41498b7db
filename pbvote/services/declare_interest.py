"""A reviewer declares an interest in an idea: from then on they neither review it nor see its review.

It can be said at any time before the publication. What they wrote is thrown away and the idea goes back to the queue,
even when it was signed: a review that should not have been is none.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.services.review_seat import area_of, under_review
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.tables import AssignmentRow, InterestRow, ReviewRow


def declare_interest(office: Office, seat: StaffSeat, proposal_id: int) -> None:
    """Stay out of an idea for good; said twice it is the same. Raises NotToReviewError, NotYourTaskError."""
    with office.database.write() as uow:
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        area_of(uow.db, seat.role)
        if uow.db.get(InterestRow, (proposal_id, seat.role)) is None:
            uow.db.add(InterestRow(proposal_id=proposal_id, who=seat.role, said_at=found.now))
        _forget_work(uow.db, seat.role, proposal_id)
        note_security(uow.db, found.now, "review.interest", seat.role, idea=str(found.idea.number))
        uow.commit()


def _forget_work(db: Session, role: str, proposal_id: int) -> None:
    mine = (ReviewRow.proposal_id == proposal_id, ReviewRow.role == role, ReviewRow.state != "published")
    db.execute(delete(ReviewRow).where(*mine))
    db.execute(delete(AssignmentRow).where(AssignmentRow.proposal_id == proposal_id, AssignmentRow.role == role))

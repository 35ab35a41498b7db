"""Who may review an idea: a reviewer of an area, whom no interest keeps out, while the round reviews its ideas.

Every act of a review begins here, inside its own unit of work, so that no phase and no idea moves under it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.review_errors import NotToReviewError, NotYourReviewError, StaysOutError
from pbvote.domain.staff import REVIEWER, NotYourTaskError
from pbvote.services.phases import require
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.queries.review_interest import stays_out
from pbvote.storage.queries.review_progress import AreaProgress, IdeaProgress, ideas_in_review, review_setting
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import AssignmentRow, ProposalRow, ReviewerRow, ReviewRow


@dataclass(frozen=True, slots=True)
class UnderReview:
    """An idea that is reviewed now, held as it is until the unit of work ends."""

    row: ProposalRow
    idea: IdeaProgress
    now: datetime

    def area(self, name: str) -> AreaProgress:
        """What an area has done; raises NotToReviewError where it does not review this idea."""
        found = self.idea.area(name)
        if found is None:
            raise NotToReviewError
        return found


def under_review(db: Session, now: datetime, proposal_id: int) -> UnderReview:
    """The idea, locked; raises NotToReviewError, or NotInPhaseError when its round reviews nothing now."""
    row = db.get(ProposalRow, min(proposal_id, MOST_ID), with_for_update=True)
    if row is None or row.stage != Stage.OPEN:
        raise NotToReviewError
    require(db, row.round_id, Phase.REVIEW)
    setting = review_setting(db, row.round_id)
    found = ideas_in_review(db, setting, proposal_id) if setting else ()
    if not found:
        raise NotToReviewError
    return UnderReview(row, found[0], now)


def area_of(db: Session, role: str) -> str:
    """The area in which somebody reviews; raises NotYourTaskError, UnknownOfficerError."""
    staff_member(db, role)
    row = db.get(ReviewerRow, role)
    if row is None:
        raise NotYourTaskError
    return row.area


def require_free_of_interest(db: Session, role: str, proposal_id: int) -> None:
    """Raise StaysOutError for who declared an interest, or has the name of one of the authors."""
    if stays_out(db, staff_member(db, role, REVIEWER), proposal_id):
        raise StaysOutError


def require_assigned(db: Session, role: str, proposal_id: int, area: str) -> ReviewRow | None:
    """The review as far as it is written, for who has the idea; raises NotYourReviewError."""
    given = db.get(AssignmentRow, (proposal_id, area))
    if given is None or given.role != role:
        raise NotYourReviewError
    return db.get(ReviewRow, (proposal_id, area), with_for_update=True)

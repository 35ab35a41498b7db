"""Somebody of the staff reads the panel's signed review before everybody can: what the young write is read first.

It is passed as it is, or goes back to the panel with a reason. Nobody of the staff changes a word of it.
"""

from pbvote.domain.draft import fault_of_text
from pbvote.domain.proposal import LONGEST_HELP
from pbvote.domain.review import YOUTH
from pbvote.domain.review_errors import AnswerRefusedError, NotToReviewError
from pbvote.domain.sentence import say
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.office import Office
from pbvote.services.panel_table import drop_votes
from pbvote.services.review_seat import under_review
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.services.tell import tell
from pbvote.storage.queries.panel import panel_keys
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import ReviewRow


def read_panel_review(office: Office, seat: StaffSeat, proposal_id: int, reason: str, *, passes: bool) -> None:
    """Pass the panel's review, or send it back with a reason, which the panel is told.

    Raises NotToReviewError (also without a signed review of the panel), NotInPhaseError, UnknownOfficerError,
    AnswerRefusedError for sending it back without a reason.
    """
    fault = fault_of_text(reason, LONGEST_HELP, lines=True)
    if fault or not (passes or reason):
        raise AnswerRefusedError(fault or say("Write the reason in plain words. The panel will read it."))
    with office.database.write() as uow:
        staff_member(uow.db, seat.role, OFFICER, CLERK)
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        row = uow.db.get(ReviewRow, (proposal_id, YOUTH), with_for_update=True)
        if row is None or row.state != "signed":
            raise NotToReviewError
        if passes:
            row.role = seat.role
        else:
            row.role, row.state, row.signed_at, row.version = None, "draft", None, 0
            drop_votes(uow.db, proposal_id, "review")
            idea, panel = found.idea, panel_keys(uow.db, found.row.round_id)
            tell(
                uow.db, found.now, panel, "panel-review-back",
                round=found.row.round_id, number=idea.number, title=idea.title, reason=reason,
            )  # fmt: skip
        kind = "review.panel-passed" if passes else "review.panel-back"
        note_security(uow.db, found.now, kind, seat.role, idea=str(found.idea.number))
        uow.commit()

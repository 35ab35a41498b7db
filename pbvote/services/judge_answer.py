"""Somebody of the staff reads what authors answered to a review, and shows it with the reviews or hides it."""

from pbvote.domain.draft import fault_of_text
from pbvote.domain.proposal import LONGEST_HELP
from pbvote.domain.review_errors import AnswerRefusedError, NoReviewToAnswerError
from pbvote.domain.sentence import say
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.office import Office
from pbvote.services.review_ready import tell_authors
from pbvote.services.review_seat import under_review
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import AnswerRow

JUDGES = (OFFICER, CLERK)


def judge_answer(office: Office, seat: StaffSeat, proposal_id: int, reason: str, *, show: bool) -> None:
    """Show an answer together with the reviews, or hide it with a reason, which its authors are told.

    Raises NotToReviewError, NotInPhaseError, UnknownOfficerError, NoReviewToAnswerError without an answer,
    AnswerRefusedError for a hiding without a reason.
    """
    fault = fault_of_text(reason, LONGEST_HELP, lines=True)
    if fault or not (show or reason):
        raise AnswerRefusedError(fault or say("Write the reason in plain words. The authors will read it."))
    with office.database.write() as uow:
        staff_member(uow.db, seat.role, *JUDGES)
        found = under_review(uow.db, office.clock.now(uow.db), proposal_id)
        answer = uow.db.get(AnswerRow, proposal_id, with_for_update=True)
        if answer is None or not answer.text:
            raise NoReviewToAnswerError
        answer.state, answer.judged_by = "shown" if show else "hidden", seat.role
        answer.judged_reason = "" if show else reason
        if not show:
            tell_authors(uow.db, found.now, found.idea, found.row.round_id, "answer-hidden", reason=reason)
        kind = "review.answer-shown" if show else "review.answer-hidden"
        note_security(uow.db, found.now, kind, seat.role, idea=str(found.idea.number))
        uow.commit()

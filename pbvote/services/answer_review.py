"""The authors of an idea answer its review before anybody else reads it, or say that they have nothing to add.

They may change what they answered until their last moment; a change of the idea itself is another act (submit_idea).
What the young write is read by staff before it is shown with the reviews.
"""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import fault_of_text
from pbvote.domain.phase import BEFORE, Phase
from pbvote.domain.proposal import LONGEST_TEXT
from pbvote.domain.review_errors import AnswerRefusedError, AnswerTooLateError, NoReviewToAnswerError
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.own_ideas import MOST_ID
from pbvote.storage.tables import AnswerRow, AuthorRow, ProposalRow


def answer_review(office: Office, seat: MemberSeat, proposal_id: int, text: str) -> None:
    """Keep the authors' answer; an empty text says that they have read the review and add nothing.

    Raises NoReviewToAnswerError (as for whoever is no author), NotInPhaseError, NotEligibleError, AnswerTooLateError,
    AnswerRefusedError.
    """
    fault = fault_of_text(text, LONGEST_TEXT, lines=True)
    if fault:
        raise AnswerRefusedError(fault)
    with office.database.write() as uow:
        now, row = office.clock.now(uow.db), _own(uow.db, seat, proposal_id)
        phases = require(uow.db, row.round_id, Phase.REVIEW)
        on_roll(uow.db, seat, row.round_id)
        answer = uow.db.get(AnswerRow, proposal_id, with_for_update=True)
        if answer is None:
            raise NoReviewToAnswerError
        if now > answer.until:
            raise AnswerTooLateError
        if answer.answered_at is None:
            leave_trail(uow.db, now, proposal_id, "answered")
        waits = bool(text) and (row.young or phases.moderation == BEFORE)
        answer.text, answer.answered_at = text, now
        answer.state, answer.judged_by, answer.judged_reason = "waiting" if waits else "shown", None, ""
        uow.commit()


def _own(db: Session, seat: MemberSeat, proposal_id: int) -> ProposalRow:
    is_author = exists().where(AuthorRow.proposal_id == ProposalRow.id, AuthorRow.member_key == seat.member_key)
    row = db.scalars(select(ProposalRow).where(ProposalRow.id == min(proposal_id, MOST_ID), is_author)).one_or_none()
    if row is None:
        raise NoReviewToAnswerError
    return row

"""Supporting a question of somebody else, and no longer supporting it: at most once a member."""

from pbvote.domain.phase import Phase
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.put_question import QuestionAt, UnknownQuestionError, question_row, require_not_chosen
from pbvote.storage.tables import QuestionSupportRow


def support_question(office: Office, seat: MemberSeat, at: QuestionAt, *, wanted: bool) -> None:
    """Support a question, or not any more; twice the same changes nothing.

    Raises UnknownQuestionError, NotInPhaseError, NotEligibleError, QuestionsChosenError.
    """
    with office.database.write(exclusive=at.round_id) as uow:
        require(uow.db, at.round_id, Phase.QUESTIONS)
        on_roll(uow.db, seat, at.round_id)
        require_not_chosen(uow.db, at.round_id)
        row = question_row(uow.db, at)
        if row.state != "shown":
            raise UnknownQuestionError
        there = uow.db.get(QuestionSupportRow, (at.number, seat.member_key))
        if wanted and there is None:
            today = office.clock.now(uow.db).date()
            uow.db.add(QuestionSupportRow(question_id=at.number, member_key=seat.member_key, since=today))
        elif not wanted and there is not None:
            uow.db.delete(there)
        uow.commit()

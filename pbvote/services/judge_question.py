"""Staff read a question of a member: they let everybody see it, or hide it and say why."""

from pbvote.domain.draft import fault_of_text
from pbvote.domain.phase import Phase
from pbvote.domain.sentence import say
from pbvote.domain.text import tidy
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.put_question import (
    OPEN_STATES,
    QuestionAt,
    QuestionRefusedError,
    QuestionsChosenError,
    question_row,
)
from pbvote.services.security_log import note_security
from pbvote.services.tell import tell
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import RoundRow

LONGEST_WHY = 500
"""Characters of a reason or an answer."""


def show_question(office: Office, role: str, at: QuestionAt) -> None:
    """Let everybody see a question; its author is told."""
    _judge(office, role, at)


def hide_question(office: Office, role: str, at: QuestionAt, reason: str) -> None:
    """Hide a question from everybody but its author, who is told why. Raises QuestionRefusedError without a reason."""
    said = tidy(reason)
    fault = fault_of_why(said)
    if fault:
        raise QuestionRefusedError(fault)
    _judge(office, role, at, said)


def fault_of_why(text: str) -> str:
    """Why a text cannot stand as a reason, as a sentence; empty when it can."""
    return fault_of_text(text, LONGEST_WHY) if text else say("Say why. The member who asked will read it.")


def _judge(office: Office, role: str, at: QuestionAt, why: str = "") -> None:
    """Without a reason it is shown, with one it is hidden."""
    state, round_id = "hidden" if why else "shown", at.round_id
    with office.database.write(exclusive=round_id) as uow:
        require(uow.db, round_id, Phase.QUESTIONS, Phase.IDEAS)
        acting = staff_member(uow.db, role, "officer", "clerk").role
        row = question_row(uow.db, at)
        if row.state not in OPEN_STATES:
            raise QuestionsChosenError
        if row.state == state:
            return  # the button was pressed twice
        row.state, row.why, row.judged_by, row.position = state, why, acting, 0
        now = office.clock.now(uow.db)
        note_security(uow.db, now, f"question.{state}", acting, round=round_id, number=str(at.number))
        said = {"round": round_id, "round_title": uow.db.get_one(RoundRow, round_id).title, "title": row.text}
        tell(uow.db, now, [row.member_key], f"question-{state}", **said, **({"reason": why} if why else {}))
        uow.commit()

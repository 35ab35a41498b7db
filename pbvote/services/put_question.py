"""Putting a question that the round should answer, and taking it back while questions are open."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import fault_of_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.phase import AFTER, Phase
from pbvote.domain.sentence import say
from pbvote.domain.text import tidy
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.storage.tables import PhasesRow, QuestionRow, QuestionSupportRow

LONGEST_QUESTION = 200
"""Characters."""

MOST_QUESTIONS = 3
"""Of one member in one round, so that many are heard."""

OPEN_STATES = ("waiting", "shown", "hidden")
"""Before officers have chosen."""

_NO_HIGHER = 2**31


@dataclass(frozen=True, slots=True)
class QuestionAt:
    """Which question of which round."""

    round_id: str
    number: int


class QuestionRefusedError(PbvoteError):
    """A question that cannot be put as it is: the sentence says why."""


class UnknownQuestionError(PbvoteError):
    """No such question, or not one that this person can see."""

    def __init__(self) -> None:
        super().__init__(say("This question is not there. It may have been taken back."))


class QuestionsChosenError(PbvoteError):
    """The choice was made: no question is put, supported or taken back any more."""

    def __init__(self) -> None:
        super().__init__(say("The questions have been chosen. No more can be put or supported in this round."))


def put_question(office: Office, seat: MemberSeat, round_id: str, text: str) -> int:
    """Put a question; its number. What the young write is always read by staff before anybody else sees it.

    Raises QuestionRefusedError, NotInPhaseError, NotEligibleError, QuestionsChosenError.
    """
    said = tidy(text)
    fault = fault_of_question(said)
    if fault:
        raise QuestionRefusedError(fault)
    with office.database.write(exclusive=round_id) as uow:
        phases = require(uow.db, round_id, Phase.QUESTIONS)
        on_roll(uow.db, seat, round_id)
        require_not_chosen(uow.db, round_id)
        mine = own_questions(uow.db, seat.member_key, round_id)
        same = next((each for each in mine if each.text.casefold() == said.casefold()), None)
        if same is not None:
            return same.id  # the button was pressed twice
        if len(mine) >= MOST_QUESTIONS:
            raise QuestionRefusedError(say("You have put three questions. Take one back to put another."))
        row = QuestionRow(
            round_id=round_id,
            member_key=seat.member_key,
            text=said,
            state="shown" if _is_shown_at_once(phases, seat) else "waiting",
            made_at=office.clock.now(uow.db),
        )
        uow.db.add(row)
        uow.db.flush()
        number = row.id
        uow.commit()
        return number


def take_back_question(office: Office, seat: MemberSeat, at: QuestionAt) -> None:
    """Take one's own question back, with its supports. Raises UnknownQuestionError, QuestionsChosenError."""
    with office.database.write(exclusive=at.round_id) as uow:
        require(uow.db, at.round_id, Phase.QUESTIONS)
        row = question_row(uow.db, at)
        if row.member_key != seat.member_key:
            raise UnknownQuestionError
        require_not_chosen(uow.db, at.round_id)
        uow.db.execute(delete(QuestionSupportRow).where(QuestionSupportRow.question_id == row.id))
        uow.db.delete(row)
        uow.commit()


def fault_of_question(text: str) -> str:
    """Why a text cannot stand as a question, as a sentence; empty when it can."""
    return fault_of_text(text, LONGEST_QUESTION) if text else say("Write your question.")


def own_questions(db: Session, member_key: str, round_id: str) -> list[QuestionRow]:
    """What a member asked in a round, oldest first."""
    mine = (QuestionRow.round_id == round_id, QuestionRow.member_key == member_key)
    return list(db.scalars(select(QuestionRow).where(*mine).order_by(QuestionRow.id)))


def question_row(db: Session, at: QuestionAt) -> QuestionRow:
    """A question of a round; raises UnknownQuestionError."""
    row = db.get(QuestionRow, at.number) if 0 < at.number < _NO_HIGHER else None
    if row is None or row.round_id != at.round_id:
        raise UnknownQuestionError
    return row


def require_not_chosen(db: Session, round_id: str) -> None:
    """Raise QuestionsChosenError once officers have chosen."""
    chosen = (QuestionRow.round_id == round_id, QuestionRow.state.in_(("chosen", "not-chosen")))
    if db.scalar(select(func.count()).select_from(QuestionRow).where(*chosen)):
        raise QuestionsChosenError


def _is_shown_at_once(phases: PhasesRow, seat: MemberSeat) -> bool:
    return phases.moderation == AFTER and not seat.young

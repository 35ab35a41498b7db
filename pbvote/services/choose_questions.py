"""Choosing the questions that head the ideas: an answer to each question, kept until all can be given at once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import Value
from pbvote.domain.errors import PbvoteError
from pbvote.domain.phase import Phase
from pbvote.domain.phase_events import QuestionsChosen
from pbvote.domain.sentence import say, together
from pbvote.domain.text import tidy
from pbvote.services.judge_question import fault_of_why
from pbvote.services.office import Office
from pbvote.services.phases import require
from pbvote.services.put_question import (
    QuestionAt,
    QuestionRefusedError,
    QuestionsChosenError,
    UnknownQuestionError,
    question_row,
    require_not_chosen,
)
from pbvote.services.security_log import note_security
from pbvote.services.sign_log import sign_log
from pbvote.services.tell import tell
from pbvote.services.text_hash import new_salt, text_hash, texts_root
from pbvote.storage.queries.trust import officer, staff_member
from pbvote.storage.tables import QuestionRow, RoundRow

CHOSEN, NOT_CHOSEN = 1, -1
"""What `position` says before the choice is published."""


class QuestionsWaitError(PbvoteError):
    """Some questions have no answer yet, or nobody has read them."""

    def __init__(self, unread: int, unanswered: int) -> None:
        self.unread, self.unanswered = unread, unanswered
        parts = [say("%(number)s not read yet", number=unread)] if unread else []
        parts += [say("%(number)s without an answer", number=unanswered)] if unanswered else []
        super().__init__(say("Some questions still wait: %(which)s. Nothing was published.", which=together(parts)))


class NoQuestionError(PbvoteError):
    """Nobody put a question that can be seen."""

    def __init__(self) -> None:
        super().__init__(say("There is no question to choose from. Members can put ideas without any."))


def answer_question(office: Office, role: str, at: QuestionAt, *, chosen: bool, why: str) -> None:
    """Keep whether a question is to be chosen, and why; nobody but staff sees it before the choice is published.

    Raises QuestionRefusedError without a reason, UnknownQuestionError for one that is not shown.
    """
    said = tidy(why)
    fault = fault_of_why(said)
    if fault:
        raise QuestionRefusedError(fault)
    with office.database.write(exclusive=at.round_id) as uow:
        require(uow.db, at.round_id, Phase.QUESTIONS, Phase.IDEAS)
        acting = staff_member(uow.db, role, "officer", "clerk").role
        row = question_row(uow.db, at)
        if row.state in ("chosen", "not-chosen"):
            raise QuestionsChosenError
        if row.state != "shown":
            raise UnknownQuestionError
        row.position, row.why, row.judged_by = CHOSEN if chosen else NOT_CHOSEN, said, acting
        uow.commit()


def choose_questions(office: Office, role: str, round_id: str) -> None:
    """Publish the choice with all answers at once, for one officer. Every author is told; the log holds numbers.

    Raises QuestionsWaitError, NoQuestionError, QuestionsChosenError, NotInPhaseError, UnknownOfficerError.
    """
    sign_log(office)
    with office.database.write(exclusive=round_id) as uow:
        require(uow.db, round_id, Phase.QUESTIONS, Phase.IDEAS)
        acting = officer(uow.db, role).role
        require_not_chosen(uow.db, round_id)
        offered, now = _answered(uow.db, round_id), office.clock.now(uow.db)
        chosen = [row for row in offered if row.position == CHOSEN]
        for place, row in enumerate(chosen, start=1):
            row.position = place
        for row in offered:
            row.state = "chosen" if row.position > 0 else "not-chosen"
            row.salt = new_salt()
            row.hash = text_hash(row.salt, question_document(row))
        texts = texts_root(row.hash for row in offered)
        uow.log.append([QuestionsChosen(round_id, len(chosen), len(offered), texts, (acting,))], now)
        _tell(uow.db, now, round_id, offered)
        note_security(uow.db, now, "questions.chosen", acting, round=round_id, chosen=str(len(chosen)))
        uow.commit()
    sign_log(office)


def question_document(row: QuestionRow) -> Value:
    """What is hashed of a question: its words and the answer to it; never who asked."""
    return {"chosen": row.position > 0, "question": row.text, "round": row.round_id, "why": row.why}


def _answered(db: Session, round_id: str) -> list[QuestionRow]:
    """The questions that everybody can see, each with its answer."""
    seen = (QuestionRow.round_id == round_id, QuestionRow.state.in_(("waiting", "shown")))
    rows = list(db.scalars(select(QuestionRow).where(*seen).order_by(QuestionRow.id)))
    shown = [row for row in rows if row.state == "shown"]
    unread, unanswered = len(rows) - len(shown), sum(not row.position for row in shown)
    if unread or unanswered:
        raise QuestionsWaitError(unread, unanswered)
    if not shown:
        raise NoQuestionError
    return shown


def _tell(db: Session, now: datetime, round_id: str, offered: list[QuestionRow]) -> None:
    title = db.get_one(RoundRow, round_id).title
    for row in offered:
        said = {"round": round_id, "round_title": title, "title": row.text, "reason": row.why}
        tell(db, now, [row.member_key], f"question-{row.state}", **said)

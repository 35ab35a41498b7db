"""A writer objects to the hiding of a text of theirs, and somebody else of the staff looks again and answers."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import (
    ObjectedBeforeError,
    SameJudgeError,
    Subject,
    TextGoneError,
    TextMovedError,
    TextState,
    fault_of_reason,
)
from pbvote.services.judged_text import MOST_ID, JudgedText, hidden_since, judged_text, show_text
from pbvote.services.member_seat import MemberSeat
from pbvote.services.moderate import MODERATORS
from pbvote.services.office import Office
from pbvote.services.tell import tell
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import ObjectionRow


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an objection: `upheld`, the text is shown again; `reason` for the writer to read."""

    objection_id: int
    upheld: bool
    reason: str


def object_to(office: Office, seat: MemberSeat, subject: Subject, subject_id: int, text: str) -> None:
    """Ask for a second look, once for each hiding. Raises AnswersRefusedError, TextGoneError, ObjectedBeforeError."""
    fault = fault_of_reason(text)
    if fault:
        raise AnswersRefusedError({"text": fault})
    with office.database.write() as uow:
        hidden = judged_text(uow.db, subject, subject_id)
        if hidden.state is not TextState.HIDDEN or seat.member_key not in hidden.writers:
            raise TextGoneError
        if objection_in_force(uow.db, hidden) is not None:
            raise ObjectedBeforeError
        row = ObjectionRow(
            subject=subject, subject_id=subject_id, member_key=seat.member_key, text=text,
            made_at=office.clock.now(uow.db),
        )  # fmt: skip
        uow.db.add(row)
        uow.commit()


def answer_objection(office: Office, role: str, answer: Answer) -> None:
    """Show the text again, or leave it hidden, with a reason for its writer. Whoever hid it does not answer.

    Raises AnswersRefusedError, TextGoneError, TextMovedError, SameJudgeError, UnknownOfficerError.
    """
    fault = fault_of_reason(answer.reason)
    if fault:
        raise AnswersRefusedError({"reason": fault})
    with office.database.write() as uow:
        staff_member(uow.db, role, *MODERATORS)
        row = uow.db.get(ObjectionRow, min(answer.objection_id, MOST_ID), with_for_update=True)
        if row is None:
            raise TextGoneError
        text, now = judged_text(uow.db, Subject(row.subject), row.subject_id), office.clock.now(uow.db)
        if row.answered_at is not None or text.state is not TextState.HIDDEN:
            raise TextMovedError
        if text.row.judged_by == role:
            raise SameJudgeError
        row.answered_by, row.answered_at, row.answer, row.upheld = role, now, answer.reason, answer.upheld
        if answer.upheld:
            show_text(uow.db, now, text, role)
        tell(uow.db, now, [row.member_key], "objection-answered", reason=answer.reason, **text.details)
        uow.commit()


def objection_in_force(db: Session, text: JudgedText) -> ObjectionRow | None:
    """The objection to the present hiding of a text: one that waits, or was not upheld."""
    since = hidden_since(db, text)
    found = select(ObjectionRow).where(
        ObjectionRow.subject == text.subject,
        ObjectionRow.subject_id == text.row.id,
        or_(ObjectionRow.upheld.is_(None), ObjectionRow.upheld.is_(False)),
        *(() if since is None else (ObjectionRow.made_at >= since,)),
    )
    return db.scalars(found.order_by(ObjectionRow.id.desc()).limit(1)).first()

"""A member says that a text should not stand, and why: the staff look at it, and nothing happens by itself."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import (
    AN_HOUR,
    MOST_AN_HOUR,
    Subject,
    TextGoneError,
    TextState,
    TooMuchSaidError,
    fault_of_reason,
)
from pbvote.services.judged_text import judged_text
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.storage.tables import ReportRow


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported, and why."""

    subject: Subject
    subject_id: int
    reason: str


def report_text(office: Office, seat: MemberSeat, report: Report) -> None:
    """Report a text that everybody can read; from one member one report waits.

    Raises AnswersRefusedError, TextGoneError, NotOnRollError, TooMuchSaidError.
    """
    fault = fault_of_reason(report.reason)
    if fault:
        raise AnswersRefusedError({"reason": fault})
    with office.database.write() as uow:
        text = judged_text(uow.db, report.subject, report.subject_id)
        if text.state is not TextState.SHOWN:
            raise TextGoneError
        on_roll(uow.db, seat, str(text.details["round"]))
        if _waits(uow.db, seat, report):
            return
        now = office.clock.now(uow.db)
        lately = select(func.count()).where(ReportRow.member_key == seat.member_key, ReportRow.made_at > now - AN_HOUR)
        if (uow.db.scalar(lately) or 0) >= MOST_AN_HOUR:
            raise TooMuchSaidError
        row = ReportRow(
            subject=report.subject, subject_id=report.subject_id, member_key=seat.member_key, reason=report.reason,
            made_at=now,
        )  # fmt: skip
        uow.db.add(row)
        uow.commit()


def _waits(db: Session, seat: MemberSeat, report: Report) -> bool:
    same = select(ReportRow.id).where(
        ReportRow.member_key == seat.member_key, ReportRow.subject == report.subject,
        ReportRow.subject_id == report.subject_id, ReportRow.settled_at.is_(None),
    )  # fmt: skip
    return db.scalars(same.limit(1)).first() is not None

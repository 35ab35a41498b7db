"""The staff decide about a text that waits, or that somebody reported: it is shown, or hidden with a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import Subject, TextMovedError, TextState, fault_of_reason
from pbvote.services.judged_text import hide_text, judged_text, show_text
from pbvote.services.office import Office
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import ReportRow

MODERATORS = ("officer", "clerk")


@dataclass(frozen=True, slots=True)
class Decision:
    """Shown, or hidden with a reason that the writer and everybody reads. `state` and `version`: as it was read."""

    subject: Subject
    subject_id: int
    state: TextState
    shown: bool
    reason: str = ""
    version: int = 0


def moderate(office: Office, role: str, decision: Decision) -> None:
    """Show or hide a text; what was reported about it is settled with that.

    Raises AnswersRefusedError, TextGoneError, TextMovedError when it is not any more what was read,
    UnknownOfficerError.
    """
    fault = "" if decision.shown else fault_of_reason(decision.reason)
    if fault:
        raise AnswersRefusedError({"reason": fault})
    with office.database.write() as uow:
        staff_member(uow.db, role, *MODERATORS)
        now = office.clock.now(uow.db)
        text = judged_text(uow.db, decision.subject, decision.subject_id)
        if (text.state, text.version) != (decision.state, decision.version):
            raise TextMovedError
        if decision.shown and text.state is not TextState.SHOWN:
            show_text(uow.db, now, text, role)
        elif not decision.shown and text.state is not TextState.HIDDEN:
            hide_text(uow.db, now, text, role, decision.reason)
        _settle_reports(uow.db, now, decision, role)
        uow.commit()


def _settle_reports(db: Session, now: datetime, decision: Decision, role: str) -> None:
    about = update(ReportRow).where(
        ReportRow.subject == decision.subject,
        ReportRow.subject_id == decision.subject_id,
        ReportRow.settled_at.is_(None),
    )
    settlement = TextState.SHOWN if decision.shown else TextState.HIDDEN
    db.execute(about.values(settled_by=role, settled_at=now, settlement=settlement))

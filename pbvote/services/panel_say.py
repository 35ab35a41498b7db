"""What the panel says to a “not feasible” of others for an idea of the young people's money.

It agrees, or disagrees with a reason, by its own vote. Then the idea is the officers' to decide, with both reasons
public; officers read the panel's reason before everybody can, as they read all that the young write.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.outcome import fault_of_reason
from pbvote.domain.panel import NOT_FEASIBLE, NothingForPanelError
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.office import Office
from pbvote.services.panel_table import PanelPlace, Table, at_table, keep_vote
from pbvote.services.phases import phases_row
from pbvote.services.security_log import note_security
from pbvote.services.trail import leave_trail
from pbvote.storage.queries.panel import idea_numbered
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import PanelSayRow, PanelVoteRow, PhasesRow


def say_on_not_feasible(office: Office, place: PanelPlace, reason: str, *, agrees: bool) -> bool | None:
    """Vote whether the panel agrees; what the panel has said by now, None while neither side has enough votes.

    Whoever disagrees first writes the panel's reason; while nobody else disagrees they can change it. Raises what
    at_table raises, NothingForPanelError, AnswersRefusedError for a reason that is missing or cannot stand.
    """
    with office.database.write() as uow:
        table = at_table(office, uow.db, place)
        say = uow.db.get(PanelSayRow, table.row.id, with_for_update=True)
        if say is None or say.settled_at is not None:
            raise NothingForPanelError
        if not agrees and may_write_reason(uow.db, table.row.id, place.seat.member_key):
            fault = fault_of_reason(reason)
            if fault:
                raise AnswersRefusedError({"reason": fault})
            say.reason = reason
        keep_vote(uow.db, table, NOT_FEASIBLE, place.seat.member_key, agrees=agrees)
        _settle(uow.db, table, say)
        uow.commit()
        return say.agrees


def may_write_reason(db: Session, proposal_id: int, member_key: str) -> bool:
    """Whether a member writes the panel's reason to disagree: nobody else has voted for the one that stands there."""
    others = select(func.count()).where(
        PanelVoteRow.proposal_id == proposal_id,
        PanelVoteRow.matter == NOT_FEASIBLE,
        PanelVoteRow.member_key != member_key,
        PanelVoteRow.agrees.is_(False),
    )
    return not db.scalar(others)


def show_panel_reason(office: Office, role: str, round_id: str, number: int) -> None:
    """Let everybody read why the panel disagrees, once somebody of the staff has read it. Pressed twice, done once.

    Raises UnknownOfficerError, UnknownIdeaError, NothingForPanelError before the reviews themselves are public.
    """
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK)
        phases = phases_row(uow.db, round_id, lock=True)
        row = idea_numbered(uow.db, round_id, number, lock=True)
        say = uow.db.get(PanelSayRow, row.id, with_for_update=True)
        if say is None or say.agrees is not False or phases.published_at is None:
            raise NothingForPanelError
        if say.shown_at is None:
            now = office.clock.now(uow.db)
            say.shown_at = now
            leave_trail(uow.db, now, row.id, "panel-said", agrees=0)
            note_security(uow.db, now, "panel.reason-shown", role, round=round_id, idea=str(number))
        uow.commit()


def panel_answers_by(say: PanelSayRow, phases: PhasesRow) -> datetime:
    """Until when the panel can answer before officers go on without it: as many days as authors have."""
    return say.asked_at + timedelta(days=phases.answer_days)


def _settle(db: Session, table: Table, say: PanelSayRow) -> None:
    votes = table.votes(db, NOT_FEASIBLE)
    if not votes.no:
        say.reason = ""
    if votes.said is not None:
        say.agrees, say.settled_at = votes.said, table.now
    if votes.said:
        say.reason = ""

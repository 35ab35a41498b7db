"""The youth panel of a round: officers and clerks ask young members to sit on it; they may leave when they like."""

from sqlalchemy.orm import Session

from pbvote.domain.panel import NotOnPanelError, NotYoungError
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.ask_panel import ask_where_needed
from pbvote.services.member_seat import MemberSeat, on_roll
from pbvote.services.office import Office
from pbvote.services.phases import phases_row
from pbvote.services.security_log import note_security
from pbvote.services.tell import tell
from pbvote.storage.queries.panel import youth_classes
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import MemberRow, PanelRow


def appoint_to_panel(office: Office, role: str, round_id: str, member_key: str) -> None:
    """Let a young member of a round sit on its panel, and tell them; who sits there already stays.

    Raises UnknownRoundError, UnknownOfficerError, NotOnRollError, NotYoungError.
    """
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK)
        phases_row(uow.db, round_id, lock=True)
        require_young(uow.db, round_id, member_key)
        now = office.clock.now(uow.db)
        row = uow.db.get(PanelRow, (round_id, member_key))
        if row is not None and row.ended_at is None:
            return
        if row is None:
            uow.db.add(PanelRow(round_id=round_id, member_key=member_key, since=now))
        else:
            row.since, row.ended_at = now, None
        uow.db.flush()
        tell(uow.db, now, [member_key], "panel-asked", round=round_id)
        ask_where_needed(uow.db, now, round_id)
        note_security(uow.db, now, "panel.appointed", role, round=round_id)
        uow.commit()


def end_on_panel(office: Office, role: str, round_id: str, member_key: str) -> None:
    """Let a member sit on the panel no more. Their votes on what is not decided count no more.

    Raises UnknownOfficerError, NotOnPanelError.
    """
    with office.database.write() as uow:
        staff_member(uow.db, role, OFFICER, CLERK)
        now = office.clock.now(uow.db)
        panel_row(uow.db, round_id, member_key).ended_at = now
        note_security(uow.db, now, "panel.ended", role, round=round_id)
        uow.commit()


def leave_panel(office: Office, seat: MemberSeat, round_id: str) -> None:
    """Leave the panel oneself: nobody has to sit on it, and nobody asks why. Raises NotOnPanelError."""
    with office.database.write() as uow:
        panel_row(uow.db, round_id, seat.member_key).ended_at = office.clock.now(uow.db)
        uow.commit()


def panel_row(db: Session, round_id: str, member_key: str) -> PanelRow:
    """A member's seat on a panel; raises NotOnPanelError for who sits there not, or no more."""
    is_text = "\0" not in round_id + member_key  # PostgreSQL takes no NUL
    row = db.get(PanelRow, (round_id, member_key)) if is_text else None
    if row is None or row.ended_at is not None:
        raise NotOnPanelError
    return row


def require_young(db: Session, round_id: str, member_key: str) -> None:
    """Raise NotYoungError unless a member of a round is under 18, or of a class that its pots of the young name."""
    on_roll(db, MemberSeat("" if "\0" in member_key else member_key, young=True), round_id)
    member = db.get_one(MemberRow, member_key)
    if not member.under_18 and member.member_class not in youth_classes(db, round_id):
        raise NotYoungError

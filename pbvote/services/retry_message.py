"""Trying again what could not be sent, after somebody put right what was wrong."""

from sqlalchemy import update

from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.tables import OutboxRow


def retry_messages(office: Office, seat: StaffSeat) -> int:
    """Let everything that was given up, or waits for another try, be sent now; how many messages that are."""
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        failed = update(OutboxRow).where(OutboxRow.state == "failed")
        given_up = uow.db.execute(failed.values(state="waiting", tries=0, next_at=now))
        stuck = update(OutboxRow).where(OutboxRow.state == "waiting", OutboxRow.tries > 0)
        waiting = uow.db.execute(stuck.values(next_at=now))
        number: int = given_up.rowcount + waiting.rowcount  # type: ignore[attr-defined] # an UPDATE has one
        if number:
            note_security(uow.db, now, "messages.tried-again", seat.role, number=str(number))
        uow.commit()
        return number

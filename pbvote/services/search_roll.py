"""Looking a member up at the desk: it shows where people live, so it leaves a trace."""

from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.lost_codes import Found, find_members


def search_roll(office: Office, seat: StaffSeat, round_id: str, text: str) -> Found:
    """Members whose name or postcode fits. The security log keeps who looked, when, and how many were shown."""
    with office.database.read() as db:
        found = find_members(db, round_id, text)
    with office.database.write() as uow:
        shown = str(len(found.members))
        note_security(uow.db, office.clock.now(uow.db), "roll.searched", seat.role, round=round_id, shown=shown)
        uow.commit()
    return found

"""Moving the clock of a rehearsal forward: officers try out a whole round in an evening. Never in a real round."""

from contextlib import suppress
from datetime import datetime, timedelta

from pbvote.domain.errors import BalanceFailedError, KeyUnreadableError, PbvoteError, ScheduleError
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import StaffSeat
from pbvote.services.tick import tick
from pbvote.storage.queries.trust import installation, officer

FURTHEST = timedelta(days=366)
"""So far the clock moves at once."""


class ClockIsTrueError(PbvoteError):
    """Somebody wanted to move the clock of a round that is not a rehearsal."""

    def __init__(self) -> None:
        super().__init__(
            say("This is not a rehearsal, so its clock cannot be moved. Rounds open and close by themselves.")
        )


def move_clock(office: Office, seat: StaffSeat, moment: datetime) -> None:
    """Let it be `moment` from now on, for every process, and do what is due then; only forward.

    Raises ClockIsTrueError, ScheduleError. What fails at a close is told on its own page.
    """
    with office.database.write() as uow:
        row = installation(uow.db)
        if row.clock != "shifted":
            raise ClockIsTrueError
        role = officer(uow.db, seat.role).role
        now = office.clock.now(uow.db)
        if not now < moment <= now + FURTHEST:
            raise ScheduleError(say("The clock moves forward only, and by a year at most."))
        row.clock_offset += (moment - now) // timedelta(milliseconds=1)
        note_security(uow.db, now, "clock.moved", role, to=moment.isoformat())
        uow.commit()
    with suppress(BalanceFailedError, KeyUnreadableError):  # an incident of its own, with a page that says what to do
        tick(office)

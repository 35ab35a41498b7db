"""Opening voting, by the schedule that two officers approved."""

from pbvote.domain.events import RoundOpened
from pbvote.domain.round import RoundAct, RoundState, state_after
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import round_row, rounds_in, state_of


def open_due_round(office: Office) -> bool:
    """Open the oldest sealed round whose time has come; whether there was one."""
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        rows = [round_row(uow.db, each, lock=True) for each in rounds_in(uow.db, RoundState.SEALED)]
        due = [row for row in rows if row.opens_at <= now]
        for row in due[:1]:
            row.state = state_after(state_of(row), RoundAct.OPEN)
            uow.log.append([RoundOpened(round=row.id, effective_at=row.opens_at)], now)
            uow.commit()
        return bool(due)

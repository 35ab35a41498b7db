"""Resuming a suspended round: by two officers, or by itself when 24 hours are over."""

from pbvote.domain.event import SYSTEM
from pbvote.domain.events import RoundResumed
from pbvote.domain.round import RoundAct, RoundState, state_after
from pbvote.services.approval import Approval
from pbvote.services.office import Office
from pbvote.storage.queries.rounds import round_row, rounds_in, state_of
from pbvote.storage.tables import RoundRow
from pbvote.storage.unit_of_work import UnitOfWork


def resume_round(approval: Approval) -> None:
    """Let voting go on, as two officers agreed."""
    _resume(approval.office, approval.uow, approval.round, approval.roles)


def end_suspensions(office: Office) -> bool:
    """Resume every round whose suspension has run out; whether there was one."""
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        rows = [round_row(uow.db, each, lock=True) for each in rounds_in(uow.db, RoundState.SUSPENDED)]
        over = [row for row in rows if row.suspended_until is not None and row.suspended_until <= now]
        for row in over[:1]:  # one act, one checkpoint: the next tick takes the next
            _resume(office, uow, row, SYSTEM)
            uow.commit()
        return bool(over)


def _resume(office: Office, uow: UnitOfWork, row: RoundRow, roles: tuple[str, ...]) -> None:
    row.state = state_after(state_of(row), RoundAct.RESUME)
    row.suspended_until = None
    uow.log.append([RoundResumed(round=row.id, roles=roles)], office.clock.now(uow.db))

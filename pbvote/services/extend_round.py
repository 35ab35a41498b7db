"""Extending a round: voting closes later, within the latest close that the frozen round names."""

from datetime import datetime

from pbvote.domain.errors import IllegalMoveError, ScheduleError
from pbvote.domain.events import RoundExtended
from pbvote.domain.round import RoundAct, state_after
from pbvote.domain.sentence import say
from pbvote.domain.times import parse_time
from pbvote.services.approval import Approval
from pbvote.services.suspend_round import REASONS
from pbvote.storage.queries.rounds import schedule_of, state_of


def extend_round(approval: Approval) -> None:
    """Move the close to the argument `closes_at` (a time of the log), for one of REASONS."""
    row, uow, given = approval.round, approval.uow, approval.arguments
    now = approval.office.clock.now(uow.db)
    state_after(state_of(row), RoundAct.EXTEND)
    if given["reason"] not in REASONS:
        raise IllegalMoveError(f"extend for “{given['reason']}”", "run by this program")
    if now >= row.closes_at:
        raise ScheduleError(say("The close has come already, so it cannot be moved any more."))
    row.closes_at = schedule_of(row).extended_to(_moment(given["closes_at"])).closes_at
    entry = RoundExtended(round=row.id, closes_at=row.closes_at, reason=given["reason"], roles=approval.roles)
    uow.log.append([entry], now)


def _moment(text: str) -> datetime:
    try:
        return parse_time(text)
    except ValueError:
        raise ScheduleError(say("The new close is written like 2027-03-15T17:00:00Z, in UTC.")) from None

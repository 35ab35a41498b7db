"""A round: its schedule, its states, and which moves between them are legal."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pbvote.domain.errors import (
    IllegalMoveError,
    RoundCancelledError,
    RoundClosedError,
    RoundNotYetOpenError,
    RoundSuspendedError,
    ScheduleError,
)
from pbvote.domain.local_time import known_zone
from pbvote.domain.sentence import say

GRACE = timedelta(seconds=120)
"""A cast counts until the close plus this: a slow phone that pressed in time is not turned away."""

SUSPENSION = timedelta(hours=24)
"""A suspension by one officer ends by itself after this time."""

RECEIPT_DEADLINE = timedelta(hours=24)
"""A receipt promises to be in the log this long after the latest close that the frozen round names."""


class RoundState(StrEnum):
    """Where a round is. `closing` is never logged: it is the time between the last cast and `round.closed`."""

    DRAFT = "draft"
    FROZEN = "frozen"
    SEALED = "sealed"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"
    DRAWN = "drawn"
    COUNTED = "counted"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class RoundAct(StrEnum):
    """What moves a round."""

    FREEZE = "freeze"
    SEAL = "seal the roll"
    OPEN = "open"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    BEGIN_CLOSING = "begin closing"
    CLOSE = "close"
    DRAW = "draw"
    COUNT = "count"
    PUBLISH = "publish"
    CANCEL = "cancel"


_S = RoundState
_MOVES: dict[RoundAct, tuple[frozenset[RoundState], RoundState | None]] = {
    RoundAct.FREEZE: (frozenset({_S.DRAFT}), _S.FROZEN),
    RoundAct.SEAL: (frozenset({_S.FROZEN}), _S.SEALED),
    RoundAct.OPEN: (frozenset({_S.SEALED}), _S.OPEN),
    RoundAct.SUSPEND: (frozenset({_S.OPEN}), _S.SUSPENDED),
    RoundAct.RESUME: (frozenset({_S.SUSPENDED}), _S.OPEN),
    RoundAct.EXTEND: (frozenset({_S.OPEN, _S.SUSPENDED}), None),
    RoundAct.BEGIN_CLOSING: (frozenset({_S.OPEN, _S.SUSPENDED, _S.CLOSING}), _S.CLOSING),
    RoundAct.CLOSE: (frozenset({_S.CLOSING}), _S.CLOSED),
    RoundAct.DRAW: (frozenset({_S.CLOSED}), _S.DRAWN),
    RoundAct.COUNT: (frozenset({_S.DRAWN}), _S.COUNTED),
    RoundAct.PUBLISH: (frozenset({_S.COUNTED}), _S.PUBLISHED),
    RoundAct.CANCEL: (
        frozenset({_S.DRAFT, _S.FROZEN, _S.SEALED, _S.OPEN, _S.SUSPENDED, _S.CLOSING}),
        _S.CANCELLED,
    ),
}


def state_after(state: RoundState, act: RoundAct) -> RoundState:
    """The state after `act`; IllegalMoveError when the round is not in a state that allows it."""
    allowed, following = _MOVES[act]
    if state not in allowed:
        raise IllegalMoveError(act.value, state.value)
    return following or state


@dataclass(frozen=True, slots=True)
class Schedule:
    """When voting opens and closes (aware, UTC), how far extensions may reach, and the zone that residents read."""

    opens_at: datetime
    closes_at: datetime
    latest_close: datetime
    zone: str

    def __post_init__(self) -> None:
        known_zone(self.zone)
        if not self.opens_at < self.closes_at <= self.latest_close:
            raise ScheduleError(say("Voting must open before it closes, and close no later than the latest close."))
        for moment in (self.closes_at, self.latest_close):
            if _in_clock_change_hour(moment, self.zone):
                raise ScheduleError(say("Voting cannot close between 00:59 and 02:01 on the night the clocks change."))

    @property
    def in_log_by(self) -> datetime:
        """Until when every receipt of the round promises to be in the log; the same for all of them."""
        return self.latest_close + RECEIPT_DEADLINE

    def extended_to(self, closes_at: datetime) -> "Schedule":
        """The schedule with a later close; ScheduleError unless later and within the latest close."""
        if not self.closes_at < closes_at <= self.latest_close:
            raise ScheduleError(say("The new close must be later than the present one and within the latest close."))
        return Schedule(self.opens_at, closes_at, self.latest_close, self.zone)


def _in_clock_change_hour(moment: datetime, zone: str) -> bool:
    """Whether a local clock shows 00:59 to 02:01 on a night on which its offset from UTC changes."""
    local = moment.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, fold=0)
    changes = midnight.utcoffset() != midnight.replace(hour=6).utcoffset()
    return changes and time(0, 59) <= local.time() <= time(2, 1)


def require_open(state: RoundState, schedule: Schedule, at: datetime) -> None:
    """Raise the reason why no ballot can be taken at `at`; silent when one can."""
    if state is RoundState.SUSPENDED and at < schedule.closes_at + GRACE:
        raise RoundSuspendedError
    if state in (RoundState.DRAFT, RoundState.FROZEN, RoundState.SEALED):
        raise RoundNotYetOpenError(schedule.opens_at)
    if state is RoundState.CANCELLED:
        raise RoundCancelledError
    if state is not RoundState.OPEN or at >= schedule.closes_at + GRACE:
        raise RoundClosedError

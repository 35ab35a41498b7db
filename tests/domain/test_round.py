"""The moves of a round, its schedule, and when a ballot is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.errors import (
    IllegalMoveError,
    RoundClosedError,
    RoundNotOpenError,
    RoundNotYetOpenError,
    RoundSuspendedError,
    ScheduleError,
)
from pbvote.domain.round import GRACE, RoundAct, RoundState, Schedule, require_open, state_after

OPENS = datetime(2027, 3, 1, 9, tzinfo=UTC)
CLOSES = datetime(2027, 3, 14, 17, tzinfo=UTC)
LATEST = CLOSES + timedelta(days=7)
SCHEDULE = Schedule(OPENS, CLOSES, LATEST, "Europe/London")

LEGAL = {
    ("draft", "freeze"): "frozen",
    ("frozen", "seal the roll"): "sealed",
    ("sealed", "open"): "open",
    ("open", "suspend"): "suspended",
    ("suspended", "resume"): "open",
    ("open", "extend"): "open",
    ("suspended", "extend"): "suspended",
    ("open", "begin closing"): "closing",
    ("suspended", "begin closing"): "closing",
    ("closing", "begin closing"): "closing",
    ("closing", "close"): "closed",
    ("closed", "draw"): "drawn",
    ("drawn", "count"): "counted",
    ("counted", "publish"): "published",
    **{(state, "cancel"): "cancelled" for state in ("draft", "frozen", "sealed", "open", "suspended", "closing")},
}


@pytest.mark.parametrize("act", RoundAct)
@pytest.mark.parametrize("state", RoundState)
def test_the_legal_moves_and_no_others(state: RoundState, act: RoundAct) -> None:
    """As docs/log-format.md §8 draws them, with the unlogged state between the last cast and `round.closed`."""
    following = LEGAL.get((state.value, act.value))
    if following is None:
        with pytest.raises(IllegalMoveError, match=f"{act.value}.*{state.value}"):
            state_after(state, act)
    else:
        assert state_after(state, act) == following


def test_a_receipt_promises_a_day_after_the_latest_close() -> None:
    """Not after the close in force, or a receipt would say when it was given."""
    assert SCHEDULE.in_log_by == LATEST + timedelta(hours=24)
    assert SCHEDULE.extended_to(LATEST).in_log_by == SCHEDULE.in_log_by


@pytest.mark.parametrize(
    ("opens", "closes", "latest"),
    [
        (CLOSES, CLOSES, LATEST),
        (CLOSES, OPENS, LATEST),
        (OPENS, LATEST + timedelta(seconds=1), LATEST),
    ],
)
def test_dates_in_another_order_are_refused(opens: datetime, closes: datetime, latest: datetime) -> None:
    with pytest.raises(ScheduleError):
        Schedule(opens, closes, latest, "Europe/London")


@pytest.mark.parametrize(
    "zone", ["", "Europe", "Europe/Londn", "../../etc/passwd", "/etc/localtime", "Europe/London\0"]
)
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(ScheduleError):
        Schedule(OPENS, CLOSES, LATEST, zone)


@pytest.mark.parametrize(
    ("closes", "accepted"),
    [
        (datetime(2027, 3, 28, 0, 58, 59, tzinfo=UTC), True),  # 00:58:59, an hour that comes once
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 1, 1, tzinfo=UTC), False),  # 02:01 in the new time
        (datetime(2027, 3, 28, 1, 1, 1, tzinfo=UTC), True),
        (datetime(2027, 10, 30, 23, 58, 59, tzinfo=UTC), True),  # 00:58:59
        (datetime(2027, 10, 30, 23, 59, tzinfo=UTC), False),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), False),  # 01:30 for the first time
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), False),  # 01:30 for the second time
        (datetime(2027, 10, 31, 2, 1, 1, tzinfo=UTC), True),
        (datetime(2027, 6, 1, 0, 30, tzinfo=UTC), True),  # 01:30 on any other night
    ],
)
def test_nothing_closes_in_the_hour_in_which_clocks_change(closes: datetime, accepted: bool) -> None:  # noqa: FBT001 - a column of the table
    """Nor may an extension reach into it, nor may the latest close stand there."""
    if accepted:
        assert Schedule(OPENS, closes, closes, "Europe/London").closes_at == closes
        return
    with pytest.raises(ScheduleError):
        Schedule(OPENS, closes, closes, "Europe/London")
    with pytest.raises(ScheduleError):
        Schedule(OPENS, CLOSES, closes, "Europe/London")
    with pytest.raises(ScheduleError):
        Schedule(OPENS, CLOSES, datetime(2027, 11, 30, tzinfo=UTC), "Europe/London").extended_to(closes)


def test_the_hour_is_that_of_the_rounds_zone() -> None:
    closes = datetime(2027, 3, 28, 0, 59, 30, tzinfo=UTC)
    Schedule(OPENS, closes, closes, "Asia/Tokyo")


@pytest.mark.parametrize("closes", [CLOSES, CLOSES - timedelta(seconds=1), LATEST + timedelta(seconds=1)])
def test_an_extension_is_later_and_within_the_latest_close(closes: datetime) -> None:
    with pytest.raises(ScheduleError):
        SCHEDULE.extended_to(closes)


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (RoundState.DRAFT, RoundNotYetOpenError),
        (RoundState.FROZEN, RoundNotYetOpenError),
        (RoundState.SEALED, RoundNotYetOpenError),
        (RoundState.SUSPENDED, RoundSuspendedError),
        (RoundState.CLOSING, RoundClosedError),
        (RoundState.CLOSED, RoundClosedError),
        (RoundState.DRAWN, RoundClosedError),
        (RoundState.COUNTED, RoundClosedError),
        (RoundState.PUBLISHED, RoundClosedError),
    ],
)
def test_each_state_has_its_words(state: RoundState, error: type[RoundNotOpenError]) -> None:
    with pytest.raises(error):
        require_open(state, SCHEDULE, CLOSES - timedelta(days=1))


@given(st.sampled_from(RoundState), st.timedeltas(timedelta(days=-30), timedelta(days=30)))
def test_a_ballot_is_taken_in_the_open_state_until_two_minutes_after_the_close(
    state: RoundState, since_close: timedelta
) -> None:
    at = CLOSES + since_close
    if state is RoundState.OPEN and since_close < GRACE:
        require_open(state, SCHEDULE, at)
    else:
        with pytest.raises(RoundNotOpenError):
            require_open(state, SCHEDULE, at)


def test_a_suspended_round_is_closed_once_its_time_is_over() -> None:
    with pytest.raises(RoundClosedError):
        require_open(RoundState.SUSPENDED, SCHEDULE, CLOSES + GRACE)

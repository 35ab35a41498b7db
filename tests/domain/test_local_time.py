"""A day and a time on a clock, as a moment."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.errors import ScheduleError
from pbvote.domain.local_time import known_zone, moment_of

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        (date(2027, 3, 14), time(17), datetime(2027, 3, 14, 17, tzinfo=UTC)),
        (date(2027, 7, 1), time(9, 30), datetime(2027, 7, 1, 8, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (date(2027, 3, 28), time(2), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2027, 10, 31), time(0, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (date(2027, 10, 31), time(2), datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_it_works(day: date, clock: time, moment: datetime) -> None:
    assert moment_of(day, clock, LONDON) == moment


@pytest.mark.parametrize("minute", [0, 1, 30, 59])
def test_a_time_that_no_clock_shows_is_refused(minute: int) -> None:
    with pytest.raises(ScheduleError, match="no clock shows that time"):
        moment_of(date(2027, 3, 28), time(1, minute), LONDON)


@pytest.mark.parametrize("minute", [0, 1, 30, 59])
def test_a_time_that_clocks_show_twice_is_refused(minute: int) -> None:
    with pytest.raises(ScheduleError, match="show that time twice"):
        moment_of(date(2027, 10, 31), time(1, minute), LONDON)


@pytest.mark.parametrize("zone", ["", "Europe/Marlbrook", "../../etc/passwd", "/etc/localtime", "a" * 300])
def test_a_zone_that_is_not_there(zone: str) -> None:
    with pytest.raises(ScheduleError, match="There is no time zone"):
        moment_of(date(2027, 3, 14), time(17), zone)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)), st.sampled_from([LONDON, "America/New_York", "UTC"]))  # noqa: DTZ001 - what a clock shows has no zone
def test_the_clocks_of_the_place_show_what_was_written_or_it_is_refused(shown: datetime, zone: str) -> None:
    try:
        moment = moment_of(shown.date(), shown.time(), zone)
    except ScheduleError:
        return
    assert moment.astimezone(known_zone(zone)).replace(tzinfo=None) == shown

"""Times as the log writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.times import format_time, parse_time


def test_the_form() -> None:
    """UTC, whole seconds, the rest cut."""
    moment = datetime(2027, 3, 15, 18, 0, 59, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert format_time(moment) == "2027-03-15T17:00:59Z"


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_back_and_forth(moment: datetime) -> None:
    assert parse_time(format_time(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2027-03-15",
        "2027-03-15T17:00:00",
        "2027-03-15T17:00:00+00:00",
        "2027-02-29T00:00:00Z",
        "2027-03-15T24:00:00Z",
        "2027-W11-1T17:00:00Z",
        "2027-03-15 17:00:00Z",
        "2027-3-15T17:00:000Z",
        "2027-03-15T17:00:00Z\n",
        "\u0662027-03-15T17:00:00Z",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no moment|day is out of range"):
        parse_time(text)


def test_a_moment_without_a_zone_has_no_form() -> None:
    with pytest.raises(ValueError, match="zone"):
        format_time(datetime(2027, 3, 15))  # noqa: DTZ001 - that is the point

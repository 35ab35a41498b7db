"""Voting closes later, within what the frozen round allows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.errors import IllegalMoveError, RoundClosedError, ScheduleError
from pbvote.domain.times import format_time
from tests.factories import CLOSES, PLAN, World, open_world
from tests.log_entries import checkpoint_sizes, entries

LATER = CLOSES + timedelta(days=1)


def extend(world: World, closes_at: str, reason: str = "access") -> None:
    world.agree("extend", closes_at=closes_at, reason=reason)


def test_voting_goes_on_until_the_new_close(world: World) -> None:
    """It is signed, votes count after the old close, and a receipt promises what it promised before."""
    before = parse_receipt(world.cast(0, "bike").note).in_log_by
    extend(world, format_time(LATER))
    assert checkpoint_sizes(world)[-1] == len(entries(world))
    world.at(CLOSES + timedelta(hours=1))
    assert parse_receipt(world.cast(2, "bike").note).in_log_by == before
    world.at(LATER + timedelta(seconds=121))
    with pytest.raises(RoundClosedError):
        world.cast(4, "bike")
    assert entries(world)[-1]["effective_at"] == format_time(LATER)


@pytest.mark.parametrize(
    "closes_at",
    [
        format_time(CLOSES),
        format_time(CLOSES - timedelta(minutes=1)),
        format_time(PLAN.schedule.latest_close + timedelta(seconds=1)),
        "tomorrow",
        "2027-03-15",
        "2027-03-15T17:00:00+01:00",
    ],
)
def test_other_times_are_refused(world: World, closes_at: str) -> None:
    """Not later, beyond the latest close, or no time at all."""
    with pytest.raises(ScheduleError):
        extend(world, closes_at)
    assert entries(world, "round.extended") == []


def test_it_can_be_extended_again_up_to_the_latest_close(world: World) -> None:
    extend(world, format_time(LATER))
    extend(world, format_time(PLAN.schedule.latest_close))
    assert len(entries(world, "round.extended")) == 2


@pytest.mark.parametrize("minutes", [0, 1])
def test_it_is_too_late_once_the_close_has_come(world: World, minutes: int) -> None:
    """In the two minutes of grace voting is over already, for those who look at the clock."""
    world.move(CLOSES + timedelta(minutes=minutes))
    with pytest.raises(ScheduleError):
        extend(world, format_time(LATER))


def test_a_reason_is_one_of_five(world: World) -> None:
    with pytest.raises(IllegalMoveError):
        extend(world, format_time(LATER), "more votes")


NIGHT = datetime(2027, 3, 28, 1, tzinfo=UTC)
"""The clocks of London go from 1am to 2am."""


@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_it_does_not_close_while_the_clocks_change(tmp_path: Path, sqlite_url: str, minutes: int) -> None:
    """Between 00:59 and 02:01 nobody who looks at a clock could say whether it is over."""
    world = _until_april(tmp_path, sqlite_url)
    with pytest.raises(ScheduleError, match="clocks change"):
        extend(world, format_time(NIGHT + timedelta(minutes=minutes)))
    assert entries(world, "round.extended") == []
    world.office.database.close()


@pytest.mark.parametrize("minutes", [-2, 2])
def test_it_may_close_just_beside_that_hour(tmp_path: Path, sqlite_url: str, minutes: int) -> None:
    """And it closes then, by the moment and not by what a wall clock shows."""
    world = _until_april(tmp_path, sqlite_url)
    close = NIGHT + timedelta(minutes=minutes)
    extend(world, format_time(close))
    world.at(close + timedelta(seconds=119))
    world.cast(0, "bike")
    world.at(close + timedelta(seconds=121))
    assert entries(world)[-1]["effective_at"] == format_time(close)
    world.office.database.close()


def _until_april(data: Path, url: str) -> World:
    latest = datetime(2027, 4, 5, 12, tzinfo=UTC)
    plan = replace(PLAN, schedule=replace(PLAN.schedule, latest_close=latest))
    return open_world(data / "data", url, plan=plan)

"""The clock is the database's."""

from datetime import UTC, datetime, timedelta

import pytest

from pbvote.storage.clock import Clock
from pbvote.storage.database import Database

SECOND = timedelta(seconds=1)


def test_it_tells_the_present_in_utc(database_url: str) -> None:
    """To the millisecond, and it moves within one transaction: a long wait for a lock is seen."""
    database = Database(database_url)
    with database.read() as db:
        one = Clock().now(db)
        two = Clock().now(db)
    assert one.tzinfo is UTC
    assert abs(datetime.now(UTC) - one) < SECOND
    assert one <= two
    database.close()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_the_zone_of_the_server_does_not_matter(postgres_url: str, zone: str) -> None:
    database = Database(f"{postgres_url}&options=-c%20TimeZone%3D{zone.replace('/', '%2F')}")
    with database.read() as db:
        assert abs(datetime.now(UTC) - Clock().now(db)) < SECOND
    database.close()


def test_a_rehearsal_may_move_it(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    clock, moment = Clock(), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    with database.read() as db:
        clock.move_to(moment, db)
        assert timedelta() <= clock.now(db) - moment < SECOND
        clock.move_to(moment - timedelta(days=400), db)
        assert clock.now(db) < moment
    database.close()

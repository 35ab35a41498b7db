"""The clock is the database's."""

from datetime import UTC, datetime, timedelta

import pytest

from pbvote.storage.clock import Clock, true_now
from pbvote.storage.database import Database
from pbvote.storage.tables import InstallationRow, Table

SECOND = timedelta(seconds=1)


def with_tables(url: str) -> Database:
    """A database with our tables, and no installation in them."""
    database = Database(url)
    Table.metadata.create_all(database.writer)
    return database


def install(database: Database, clock: str, milliseconds: int) -> None:
    """An installation whose officers moved its clock by so much."""
    texts = dict.fromkeys(("origin", "trust", "area", "phone", "contact", "release", "verifier"), "")
    with database.write() as uow:
        uow.db.add(InstallationRow(clock=clock, clock_offset=milliseconds, **texts))
        uow.commit()


def test_it_tells_the_present_in_utc(database_url: str) -> None:
    """To the millisecond, and it moves within one transaction: a long wait for a lock is seen."""
    database = with_tables(database_url)
    with database.read() as db:
        one = Clock().now(db)
        two = Clock().now(db)
    assert one.tzinfo is UTC
    assert abs(datetime.now(UTC) - one) < SECOND
    assert one <= two
    database.close()


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_the_zone_of_the_server_does_not_matter(postgres_url: str, zone: str) -> None:
    database = with_tables(f"{postgres_url}&options=-c%20TimeZone%3D{zone.replace('/', '%2F')}")
    with database.read() as db:
        assert abs(datetime.now(UTC) - Clock().now(db)) < SECOND
    database.close()


def test_a_rehearsal_may_move_it(sqlite_url: str) -> None:
    database = with_tables(sqlite_url)
    clock, moment = Clock(), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    with database.read() as db:
        clock.move_to(moment, db)
        assert timedelta() <= clock.now(db) - moment < SECOND
        clock.move_to(moment - timedelta(days=400), db)
        assert clock.now(db) < moment
    database.close()


def test_all_processes_read_what_officers_of_a_rehearsal_added(database_url: str) -> None:
    """It stands in the database, not in one process."""
    database = with_tables(database_url)
    install(database, "shifted", 3_600_000)
    with database.read() as db:
        assert abs(Clock().now(db) - datetime.now(UTC) - timedelta(hours=1)) < SECOND
        assert abs(true_now(db) - datetime.now(UTC)) < SECOND
    database.close()


def test_a_true_clock_cannot_be_moved_by_a_row(sqlite_url: str) -> None:
    """Whoever writes into the table of a real installation opens and closes nothing by it."""
    database = with_tables(sqlite_url)
    install(database, "true", 3_600_000)
    with database.read() as db:
        assert abs(Clock().now(db) - datetime.now(UTC)) < SECOND
    database.close()

"""Reading, writing, waiting and failing, on both databases."""

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from pbvote.domain.errors import DatabaseBusyError, PbvoteError
from pbvote.storage.database import Database
from pbvote.storage.migrate import upgrade
from pbvote.storage.tables import MemberRow


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    upgrade(database)
    yield database
    database.close()


def member(key: str) -> MemberRow:
    return MemberRow(key=key, name="A", ward=None, under_16=False, under_18=False)


def count(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(MemberRow)) or 0


def test_what_is_not_committed_is_rolled_back(database: Database) -> None:
    with database.write() as uow:
        uow.db.add(member("a"))
        uow.db.flush()
    assert count(database) == 0
    with database.write() as uow:
        uow.db.add(member("a"))
        uow.commit()
    assert count(database) == 1


class SomethingHappenedError(PbvoteError):
    pass


def test_an_error_rolls_back_and_goes_through_as_it_is(database: Database) -> None:
    with pytest.raises(SomethingHappenedError):
        _write_and_fail(database)
    assert count(database) == 0


def _write_and_fail(database: Database) -> None:
    with database.write() as uow:
        uow.db.add(member("a"))
        uow.db.flush()
        raise SomethingHappenedError


def test_a_read_sees_one_state(database: Database) -> None:
    """What others commit meanwhile is not seen in the middle of a page."""
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(MemberRow)) == 0
        with database.write() as uow:
            uow.db.add(member("a"))
            uow.commit()
        assert db.scalar(select(func.count()).select_from(MemberRow)) == 0
    assert count(database) == 1


def test_a_read_writes_nothing(database: Database) -> None:
    """The database itself refuses, whatever a page's code does."""
    with database.read() as db:
        db.add(member("a"))
        with pytest.raises(DBAPIError):
            db.flush()
    assert count(database) == 0


def test_a_read_does_not_wait_for_a_write(database: Database) -> None:
    with database.write() as uow:
        uow.db.add(member("a"))
        uow.db.flush()
        started = time.monotonic()
        assert count(database) == 0
        assert time.monotonic() - started < 1


def test_an_exclusive_write_waits_for_the_shared_ones(database: Database) -> None:
    """A closing waits for casts that have begun, and casts that come after it wait for the closing."""
    order: list[str] = []
    began = threading.Event()

    def cast() -> None:
        with database.write(shared="r") as uow:
            uow.db.execute(text("SELECT 1"))
            began.set()
            time.sleep(0.2)
            order.append("cast")

    thread = threading.Thread(target=cast)
    thread.start()
    assert began.wait(5)
    with database.write(exclusive="r") as uow:
        uow.db.execute(text("SELECT 1"))
        order.append("close")
    thread.join()
    assert order == ["cast", "close"]


def test_other_rounds_are_not_held_up(postgres_url: str) -> None:
    """On PostgreSQL a lock is one round's; shared ones do not exclude each other."""
    database = Database(postgres_url)
    with (
        database.write(exclusive="one") as one,
        database.write(exclusive="two") as two,
        database.write(shared="three") as three,
        database.write(shared="three") as four,
    ):
        for uow in (one, two, three, four):
            uow.db.execute(text("SELECT 1"))
    database.close()


def test_errors_do_not_quote_the_values(database: Database) -> None:
    """They could be a ballot, and errors go into logs."""
    with database.write() as uow:
        with pytest.raises(DBAPIError) as refused:
            uow.db.execute(insert(MemberRow), [_values("A very secret name")] * 2)
        uow.db.rollback()
    assert "secret" not in str(refused.value)


def _values(name: str) -> dict[str, object]:
    return {"key": "a", "name": name, "ward": None, "under_16": False, "under_18": False}


def test_a_database_that_is_not_there_is_busy() -> None:
    """A page says that nothing was lost, and no address of the server."""
    database = Database("postgresql+psycopg://nobody@/nothing?host=/nonexistent")
    with pytest.raises(DatabaseBusyError) as told, database.write() as uow:
        uow.db.execute(text("SELECT 1"))
    assert "nonexistent" not in str(told.value)
    database.close()


def test_a_full_house_is_busy(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When every connection is taken for too long, the next page says so."""
    database = Database(postgres_url)
    monkeypatch.setattr(database.writer.pool, "_timeout", 0.1)
    taken = [database.writer.connect() for _ in range(12)]
    with pytest.raises(DatabaseBusyError), database.write(shared="r"):
        raise AssertionError("there was no connection left")
    for connection in taken:
        connection.close()
    database.close()


def test_sqlite_is_set_to_lose_and_leak_nothing(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}
        assert found == wanted
    database.close()

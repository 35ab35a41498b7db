"""The database: how it is reached, read and written, on SQLite and on PostgreSQL."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from pbvote.domain.errors import DatabaseBusyError
from pbvote.storage.turns import Turns
from pbvote.storage.unit_of_work import UnitOfWork

_WAIT_SECONDS = 20
"""How long a write waits for another before the person is asked to press again."""

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000")


class Database:
    """One database. Reads and writes have engines of their own.

    Errors never quote the values of a statement: they could be a ballot. On SQLite every write begins with BEGIN
    IMMEDIATE behind one lock of this process: without it, writers that find the file busy sleep and retry, and the
    slowest cast takes six times as long. A BEGIN IMMEDIATE hook on a shared engine would make every read take the
    write lock.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writing = Turns()
        if self.is_sqlite:
            self.writer = _sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1, read_only=False)
            self.reader = _sqlite_engine(url, begin="BEGIN", pool_size=8, read_only=True)
        else:
            self.writer = create_engine(url, pool_size=12, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
            self.reader = self.writer

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that reads one consistent state and writes nothing."""
        with Session(self.reader) as db, _told_as_busy():
            if not self.is_sqlite:
                db.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
            yield db

    @contextmanager
    def write(self, *, shared: str | None = None, exclusive: str | None = None) -> Iterator[UnitOfWork]:
        """A unit of work that is rolled back unless committed.

        `shared` and `exclusive` name a round: many casts hold it shared at once, a batch or a closing alone.
        On SQLite there is only ever one writer, so both mean the same.
        """
        with self._one_writer(), Session(self.writer, expire_on_commit=False) as db, _told_as_busy():
            if not self.is_sqlite:
                _lock_round(db, shared=shared, exclusive=exclusive)
            yield UnitOfWork(db)
            db.rollback()

    def shed_old_pages(self) -> None:
        """Empty the write-ahead log of SQLite after an erasure: it holds pages as they were before.

        A reader who holds on to an old state keeps it there; then the log is emptied with the next erasure, or written
        over by the acts that follow. Nothing on PostgreSQL, whose own vacuum and log do the same in their time.
        """
        if not self.is_sqlite:
            return
        with (
            self._one_writer(),
            closing(self.writer.raw_connection()) as connection,
            suppress(sqlite3.OperationalError),  # busy: see above
        ):
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of every connection."""
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._writing.acquire(_WAIT_SECONDS):
            raise DatabaseBusyError
        try:
            yield
        finally:
            self._writing.release()


def _lock_round(db: Session, *, shared: str | None, exclusive: str | None) -> None:
    for name, function in ((shared, "pg_advisory_xact_lock_shared"), (exclusive, "pg_advisory_xact_lock")):
        if name is not None:
            key = int.from_bytes(hashlib.sha256(f"pbvote round {name}".encode()).digest()[:8], "big", signed=True)
            db.execute(text(f"SELECT {function}(:key)"), {"key": key})


@contextmanager
def _told_as_busy() -> Iterator[None]:
    """The database refused or went away: nothing was written, and the person is told so."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        raise DatabaseBusyError from error


def _sqlite_engine(url: str, *, begin: str, pool_size: int, read_only: bool) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        connection.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's implicit one
        for pragma in (*_PRAGMAS, *(("query_only=ON",) if read_only else ())):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

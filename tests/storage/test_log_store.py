"""The stored log: gapless indexes, times that never go back, and nothing on top of what is not signed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pbvote.auditlog.merkle import Frontier, leaf_hash
from pbvote.domain.errors import HistoryChangedError
from pbvote.domain.events import SoftwareInstalled
from pbvote.domain.result_events import DrawMade, ResultPublished
from pbvote.storage.database import Database
from pbvote.storage.log_store import LONGEST_LINE, EntryTooLongError, LogStore, edge_of
from pbvote.storage.migrate import upgrade
from tests.attacks.at_once import at_once

AT = datetime(2027, 3, 1, 9, 0, 0, 900_000, tzinfo=UTC)
PLAIN = SoftwareInstalled(release="0" * 64, verifier="1" * 64, version="1")
SIGNED = ResultPublished(round="r", manifest="0" * 64, roles=("officer-1", "officer-2"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    upgrade(database)
    with database.write() as uow:
        uow.log.begin(AT)
        uow.commit()
    yield database
    database.close()


def append(database: Database, *events: SoftwareInstalled | ResultPublished | DrawMade, at: datetime = AT) -> list[int]:
    with database.write() as uow:
        indexes = uow.log.append(list(events), at)
        uow.commit()
        return indexes


def test_indexes_have_no_gaps_even_after_a_rollback(database: Database) -> None:
    """A sequence would leave one."""
    assert append(database, PLAIN, PLAIN) == [0, 1]
    with database.write() as uow:
        assert uow.log.append([PLAIN], AT) == [2]
    assert append(database, PLAIN) == [2]


def test_appends_at_the_same_moment_follow_one_another(database: Database) -> None:
    answers = at_once([lambda: append(database, PLAIN)[0]] * 12)
    assert sorted(answers, key=str) == sorted(range(12), key=str)


def test_time_never_goes_back(database: Database) -> None:
    """A clock that was put right backwards does not make an earlier entry; parts of a second are cut."""
    append(database, PLAIN, at=AT)
    append(database, PLAIN, at=AT - timedelta(hours=1))
    with database.read() as db:
        lines = LogStore(db).lines()
    assert all(b'"at":"2027-03-01T09:00:00Z"' in line for line in lines)


def test_nothing_follows_what_is_not_signed(database: Database) -> None:
    append(database, SIGNED)
    with pytest.raises(HistoryChangedError):
        append(database, PLAIN)
    with database.write() as uow:
        uow.log.append([PLAIN], AT, before_signing=True)
        uow.log.add_checkpoint(1, "note")
        uow.commit()
    assert append(database, PLAIN) == [2]


def test_a_line_has_a_longest_length(database: Database) -> None:
    with pytest.raises(EntryTooLongError):
        append(database, DrawMade(round="r", seed="x" * LONGEST_LINE, roles=()))
    with database.read() as db:
        assert LogStore(db).lines() == []


def test_the_head_remembers_the_edge_of_the_tree(database: Database) -> None:
    for size in range(1, 12):
        append(database, PLAIN, at=AT + timedelta(seconds=size))
        with database.write() as uow:
            assert edge_of(uow.log.lock_head()) == Frontier().extended(map(leaf_hash, uow.log.lines()))

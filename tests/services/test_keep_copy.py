"""A copy of everything as it is, for when a number does not agree."""

import sqlite3
import stat
from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.errors import CopyFailedError, UnknownRoundError
from pbvote.services import keep_copy as module
from pbvote.services.keep_copy import copies, dump_line, keep_copy
from pbvote.storage.database import Database
from pbvote.storage.tables import SecurityEventRow
from tests.attacks.database_rows import all_rows, change
from tests.factories import ROUND, World


def test_the_copy_holds_what_the_database_held(world: World) -> None:
    """Changes after it do not reach it."""
    world.cast(0, "bike")
    before = all_rows(world.office.database)
    kept = keep_copy(world.office, "officer-1", ROUND)
    change(world.office.database, "UPDATE mark SET marked = false")
    copied = Database(f"sqlite:///{world.office.data / 'copies' / kept.name}")
    assert all_rows(copied) == before
    copied.close()


def test_it_is_whole_and_for_its_owner_alone(world: World) -> None:
    kept = keep_copy(world.office, "officer-1", ROUND)
    path = world.office.data / "copies" / kept.name
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kept.size == path.stat().st_size


def test_who_kept_it_stands_in_the_security_log(world: World) -> None:
    kept = keep_copy(world.office, "officer-2", ROUND)
    with world.office.database.read() as db:
        line = db.scalars(select(SecurityEventRow).where(SecurityEventRow.kind == "copy.kept")).one()
    assert (line.role, kept.name in line.detail) == ("officer-2", True)


def test_no_copy_replaces_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.office.database.read() as db:
        now = world.office.clock.now(db)
    monkeypatch.setattr(type(world.office.clock), "now", lambda *_: now)
    first = keep_copy(world.office, "officer-1", ROUND)
    content = (world.office.data / "copies" / first.name).read_bytes()
    with pytest.raises(CopyFailedError):
        keep_copy(world.office, "officer-1", ROUND)
    assert (world.office.data / "copies" / first.name).read_bytes() == content


def test_copies_are_listed_by_time_and_by_round(world: World) -> None:
    first = keep_copy(world.office, "officer-1", ROUND)
    world.office.clock.offset += timedelta(minutes=1)
    second = keep_copy(world.office, "officer-1", ROUND)
    assert copies(world.office, ROUND) == (first, second)
    assert copies(world.office, "another") == ()


def test_the_disk_is_not_filled_by_a_nervous_thumb(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    keep_copy(world.office, "officer-1", ROUND)
    world.office.clock.offset += timedelta(minutes=1)
    with pytest.raises(CopyFailedError, match="Move some away"):
        keep_copy(world.office, "officer-1", ROUND)


@pytest.mark.parametrize("strange", ["../../etc", "none", "", "spring-2027\0"])
def test_a_round_that_is_none_has_no_copy(world: World, strange: str) -> None:
    with pytest.raises(UnknownRoundError):
        keep_copy(world.office, "officer-1", strange)
    assert not (world.office.data / "copies").exists()


def test_a_folder_that_cannot_be_written_leaves_nothing(world: World) -> None:
    (world.office.data / "copies").write_text("not a folder", encoding="utf-8")
    with pytest.raises((CopyFailedError, OSError)):
        keep_copy(world.office, "officer-1", ROUND)


def test_a_file_needs_no_command(world: World) -> None:
    assert dump_line(world.office, ROUND) is None

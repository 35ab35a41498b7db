"""Checkpoints: after each act that needs one, never twice, and by whoever comes next after a crash."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pbvote.auditlog.checkpoint import read_checkpoint
from pbvote.auditlog.merkle import leaf_hash, root_of
from pbvote.domain.errors import HistoryChangedError, KeyUnreadableError
from pbvote.services.sign_log import sign_if_due, sign_log
from pbvote.services.suspend_round import suspend_round
from pbvote.services.tick import tick
from pbvote.storage.log_store import LogStore
from tests.attacks.processes import killed_at_pause
from tests.factories import OPENS, ROUND, World
from tests.log_entries import checkpoint_sizes, entries


def test_signing_again_signs_nothing(world: World) -> None:
    sizes = checkpoint_sizes(world)
    for _ in range(3):
        sign_log(world.office)
        sign_if_due(world.office)
    assert checkpoint_sizes(world) == sizes


def test_every_checkpoint_is_over_the_lines_before_it(world: World) -> None:
    """In the database and on the disk outside, the same notes."""
    suspend_round(world.office, "officer-1", ROUND, "technical")
    world.agree("resume")
    key, _ = world.office.keys.verifier_keys(world.office.origin)
    with world.office.database.read() as db:
        lines, notes = LogStore(db).lines(), LogStore(db).checkpoints()
    assert [note.encode() for _, note in notes] == world.office.checkpoints.notes()
    assert len(notes) == 3
    for size, note in notes:
        checkpoint = read_checkpoint(note.encode(), key)
        assert (checkpoint.size, checkpoint.root) == (size, root_of([leaf_hash(line) for line in lines[:size]]))


def test_what_needs_no_checkpoint_gets_none(sealed: World) -> None:
    """Before the opening nothing is signed."""
    assert checkpoint_sizes(sealed) == []
    sealed.at(OPENS)
    assert checkpoint_sizes(sealed) == [len(entries(sealed))]


def test_a_crash_between_an_act_and_its_checkpoint(sealed: World) -> None:
    """The opening was committed and not signed: the next act signs first, and then adds its own entry."""
    sealed.move(OPENS)
    lease, opened = 0, 1
    killed_at_pause(sealed, pause="after the commit", skip=opened + lease)
    assert entries(sealed)[-1]["kind"] == "round.opened"
    assert checkpoint_sizes(sealed) == []
    size = len(entries(sealed))
    sealed.agree("print codes")
    assert checkpoint_sizes(sealed) == [size]
    assert len(entries(sealed)) == size + 1


def test_a_checkpoint_that_is_on_the_disk_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash after the copy outside and before the commit: the next signing makes the very same note."""
    monkeypatch.setattr(LogStore, "add_checkpoint", lambda *_: (_ for _ in ()).throw(OSError("power")))
    with pytest.raises(OSError, match="power"):
        suspend_round(world.office, "officer-1", ROUND, "technical")
    monkeypatch.undo()
    kept = world.office.checkpoints.notes()
    assert len(kept) == len(checkpoint_sizes(world)) + 1
    tick(world.office)
    assert world.office.checkpoints.notes() == kept
    assert len(kept) == len(checkpoint_sizes(world))


def test_nothing_is_appended_to_what_could_not_be_signed(world: World) -> None:
    """While the log key is away acts are refused, and an entry never stands on an unsigned one."""
    key = world.office.keys.folder / "log.key"
    away = key.rename(key.with_suffix(".away"))
    with pytest.raises(KeyUnreadableError):
        suspend_round(world.office, "officer-1", ROUND, "technical")
    size = len(entries(world))
    with pytest.raises((KeyUnreadableError, HistoryChangedError)):
        world.agree("resume")
    assert len(entries(world)) == size
    away.rename(key)
    world.agree("resume")
    assert checkpoint_sizes(world)[-2:] == [size, size + 1]


def test_votes_are_taken_while_the_log_cannot_be_signed(world: World) -> None:
    """A cast writes nothing into the log."""
    key = world.office.keys.folder / "log.key"
    key.rename(key.with_suffix(".away"))
    world.cast(0, "bike")


def test_a_log_that_lost_its_end_is_not_signed(world: World, tmp_path: Path) -> None:
    """A backup of yesterday, restored: the copy outside knows more."""
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(tmp_path / "pbvote.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(backup)])
    suspend_round(world.office, "officer-1", ROUND, "technical")
    world.office.database.close()
    for file in tmp_path.glob("pbvote.db*"):
        file.unlink()
    backup.rename(tmp_path / "pbvote.db")
    with pytest.raises(HistoryChangedError):
        suspend_round(world.office, "officer-1", ROUND, "security")
    assert entries(world, "incident.recorded")[-1]["class"] == "history-changed"

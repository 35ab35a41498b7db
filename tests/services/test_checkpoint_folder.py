"""Checkpoints outside the database."""

import os
import stat
from pathlib import Path

import pytest

from pbvote.services.checkpoint_folder import CheckpointFolder
from pbvote.services.record_incident import Incident, record_incident
from pbvote.services.sign_log import sign_log
from tests.factories import World
from tests.log_entries import checkpoint_sizes


def test_notes_come_back_by_size(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    assert folder.notes() == []
    for size in (10, 9, 100):
        folder.keep(size, b"note %d" % size)
    assert folder.notes() == [b"note 9", b"note 10", b"note 100"]


def test_a_half_written_file_is_no_checkpoint(tmp_path: Path) -> None:
    """What a crash leaves behind is passed over, and written again by the next signing."""
    folder = CheckpointFolder(tmp_path)
    (tmp_path / "7.partial").write_bytes(b"no")
    assert folder.notes() == []
    folder.keep(7, b"note")
    assert folder.notes() == [b"note"]
    assert not (tmp_path / "7.partial").exists()


def test_a10_a_checkpoint_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after it was published must find it: the file is synced, then renamed, then its folder synced."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def told_fsync(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def told_replace(path: Path, target: Path) -> Path:
        done.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", told_fsync)
    monkeypatch.setattr(Path, "replace", told_replace)
    CheckpointFolder(tmp_path).keep(7, b"note")
    assert done == ["file", "name", "folder"]


@pytest.mark.parametrize("failing_call", [1, 2])
def test_a10_a_checkpoint_that_does_not_reach_the_disk_is_not_signed(
    world: World, monkeypatch: pytest.MonkeyPatch, failing_call: int
) -> None:
    """The signing fails, nothing of it is in the database, and the next one that can write signs it."""
    calls: list[int] = []

    def failing(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == failing_call:
            raise OSError(28, "No space left on device")

    signed = checkpoint_sizes(world)
    record_incident(world.office, Incident("clock-jumped"), before_signing=True)
    with world.office.database.write() as uow:
        uow.log.lock_head().due = uow.log.lock_head().size
        uow.commit()
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="No space"):
        sign_log(world.office)
    assert checkpoint_sizes(world) == signed
    monkeypatch.undo()
    sign_log(world.office)
    assert len(checkpoint_sizes(world)) == len(signed) + 1

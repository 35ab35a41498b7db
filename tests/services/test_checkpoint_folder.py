"""Checkpoints outside the database."""

from pathlib import Path

from pbvote.services.checkpoint_folder import CheckpointFolder


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

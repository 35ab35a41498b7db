"""Checkpoints outside the database: a second memory that a restored or altered database cannot change."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """One file a checkpoint, named by its size."""

    folder: Path

    def keep(self, size: int, note: bytes) -> None:
        """Write a checkpoint and wait until it is on the disk; it is published only after that."""
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{size}.partial"
        with partial.open("wb") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self.folder / str(size))
        directory = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def notes(self) -> list[bytes]:
        """Every checkpoint that was kept, by size."""
        if not self.folder.is_dir():
            return []
        sizes = sorted(int(path.name) for path in self.folder.iterdir() if path.name.isdigit())
        return [(self.folder / str(size)).read_bytes() for size in sizes]

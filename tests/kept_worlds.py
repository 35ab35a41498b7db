"""Worlds that were built once in this process, kept as folders, and copied: building one takes ten times as long.

Only on SQLite, where a database is one file. Copies share their random keys and salts, as a restored backup does.
"""

import shutil
import tempfile
from atexit import register
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class KeptWorld:
    """A folder with `data/` and `pbvote.db`, the moment at which it stood, its members and their codes."""

    folder: Path
    moment: datetime
    members: tuple[str, ...]
    codes: dict[str, str]


KEPT: dict[Hashable, KeptWorld] = {}


def file_of(database_url: str) -> Path | None:
    """The file of an SQLite database that does not exist yet; None for any other."""
    if not database_url.startswith(SQLITE):
        return None
    path = Path(database_url.removeprefix(SQLITE))
    return None if path.exists() else path


def new_folder() -> Path:
    """An empty folder that goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="pbvote-world-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def copy_kept(kept: KeptWorld, data: Path, file: Path) -> None:
    """Put a kept world where a test wants it."""
    data.mkdir(parents=True, exist_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(kept.folder / "data", data, dirs_exist_ok=True)
    shutil.copyfile(kept.folder / "pbvote.db", file)

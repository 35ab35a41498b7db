"""Bundles on the disk: each is assembled once for a size of the log, and served from its file ever after."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.office import Office
from pbvote.services.sign_log import sign_if_due
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.tables import LogHeadRow

FOLDER = "bundles"

_ASSEMBLING = (
    Lock()
)  # one at a time in a process: a hundred readers of a new result must not assemble it a hundred times


def open_public_bundle(office: Office, round_id: str) -> BinaryIO:
    """`public.zip` of a published round, open to be read; raises ResultNotPublishedError."""
    return _open(office, round_id, "public", public_bundle)


def public_bundle_size(office: Office, round_id: str) -> int | None:
    """The bytes of `public.zip` if it lies ready; a page that only names it does not assemble it."""
    path = office.data / FOLDER / _name(office, round_id, "public")
    return path.stat().st_size if path.is_file() else None


def open_auditor_bundle(office: Office, round_id: str) -> BinaryIO:
    """`auditor.zip` of a counted round, for auditors only, open to be read; raises ResultNotPublishedError."""
    return _open(office, round_id, "auditor", auditor_bundle)


def _open(office: Office, round_id: str, kind: str, assemble: Callable[[Office, str], bytes]) -> BinaryIO:
    sign_if_due(office)
    path = office.data / FOLDER / _name(office, round_id, kind)
    with _ASSEMBLING:
        if not path.is_file():
            _write(path, assemble(office, round_id))
            _remove_stale(path, f"{round_id}.{kind}.")
        return path.open("rb")  # inside the lock: nobody here removes it before it is open


def _name(office: Office, round_id: str, kind: str) -> str:
    """With the state and the size of the signed log: a bundle of either another state or another size is another."""
    with office.database.read() as db:
        state = state_of(round_row(db, round_id))
        return f"{round_id}.{kind}.{state.value}.{db.get_one(LogHeadRow, 1).signed}.zip"


def _write(path: Path, content: bytes) -> None:
    """Write it under another name first: a start that was broken off leaves no half bundle. For our eyes only."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    partial = path.with_name(f"{secrets.token_hex(8)}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _remove_stale(kept: Path, prefix: str) -> None:
    """Remove what was assembled for a smaller log. A download that has begun keeps its open file to the end."""
    for path in kept.parent.glob(f"{prefix}*.zip"):
        if path != kept:
            path.unlink(missing_ok=True)

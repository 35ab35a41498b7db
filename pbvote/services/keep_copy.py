"""Keeping a copy of everything as it is, when a number does not agree: what was wrong must not be lost by a repair."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pbvote.domain.errors import CopyFailedError
from pbvote.domain.sentence import say
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.copies import copy_database, dump_command
from pbvote.storage.queries.rounds import round_row

FOLDER = "copies"

MOST = 10
"""Copies of one round; more would only fill the disk."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was kept: the name of its file in data/copies, when it was made, and its size in bytes."""

    name: str
    made_at: datetime
    size: int


def keep_copy(office: Office, role: str, round_id: str) -> Copy:
    """Let one of the staff copy the database into data/copies, named by round and time. Raises CopyFailedError.

    Only of a database in a file; for another one dump_line says what to type.
    """
    with office.database.read() as db:
        name, now = round_row(db, round_id).id, office.clock.now(db)
    if len(copies(office, round_id)) >= MOST:
        raise CopyFailedError(say("There are %(most)s copies of this round already. Move some away first.", most=MOST))
    path = office.data / FOLDER / f"{name}.{now:%Y%m%dT%H%M%SZ}.db"
    path.parent.mkdir(mode=0o700, exist_ok=True)
    copy_database(office.database, path)
    with office.database.write() as uow:
        note_security(uow.db, now, "copy.kept", role, file=path.name)
        uow.commit()
    return _copy(path)


def copies(office: Office, round_id: str) -> tuple[Copy, ...]:
    """The copies of a round, the oldest first."""
    return tuple(_copy(path) for path in sorted((office.data / FOLDER).glob(f"{round_id}.*.db")))


def dump_line(office: Office, round_id: str) -> str | None:
    """What to type at the server instead, when the database is not a file of ours."""
    return None if office.database.is_sqlite else dump_command(office.database, f"pbvote-{round_id}")


def _copy(path: Path) -> Copy:
    made_at = datetime.strptime(path.suffixes[0][1:], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Copy(path.name, made_at, path.stat().st_size)

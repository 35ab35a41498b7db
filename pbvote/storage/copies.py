"""A copy of the whole database as it is at this moment, to be looked at later."""

import os
import sqlite3
from pathlib import Path

from pbvote.domain.errors import CopyFailedError
from pbvote.domain.sentence import say
from pbvote.storage.database import Database


def copy_database(database: Database, target: Path) -> None:
    """Write a copy of an SQLite database into the new file `target`, and wait until it is on the disk.

    Raises CopyFailedError, and then leaves no half copy behind.
    """
    source = database.url.database
    if not database.is_sqlite or not source:
        raise CopyFailedError(
            say("Only a database in a file can be copied from here. Use the command of the database.")
        )
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:  # one that is there already is kept
        raise _failed(error) from error
    try:
        _vacuum_into(source, target)
    except (OSError, sqlite3.Error) as error:
        target.unlink(missing_ok=True)
        raise _failed(error) from error


def _failed(error: Exception) -> CopyFailedError:
    return CopyFailedError(
        say("The copy could not be written. Make room on the disk, then try again (%(error)s).", error=str(error))
    )


def _vacuum_into(source: str, target: Path) -> None:
    # A connection of its own: VACUUM runs outside every transaction, and reads one consistent state.
    connection = sqlite3.connect(source, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def dump_command(database: Database, name: str) -> str:
    """The command that whoever runs the server types to copy a PostgreSQL database; without a password."""
    url = database.url
    where = [f"--host={url.host}"] if url.host else []
    who = [f"--username={url.username}"] if url.username else []
    port = [f"--port={url.port}"] if url.port else []
    return " ".join(["pg_dump", "--format=custom", f"--file={name}.dump", *where, *port, *who, url.database or ""])

"""Copies of a database that is a file, and the command for one that is not."""

from pathlib import Path

import pytest

from pbvote.domain.errors import CopyFailedError
from pbvote.storage.copies import copy_database, dump_command
from pbvote.storage.database import Database


def test_the_command_has_no_password() -> None:
    database = Database("postgresql+psycopg://pb:secret@127.0.0.1:5433/marlbrook")
    assert dump_command(database, "pbvote-spring") == (
        "pg_dump --format=custom --file=pbvote-spring.dump --host=127.0.0.1 --port=5433 --username=pb marlbrook"
    )


def test_another_database_than_a_file_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(CopyFailedError, match="command"):
        copy_database(Database("postgresql+psycopg://pb@127.0.0.1:5433/marlbrook"), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_leaves_no_copy(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is not a database" * 100)
    with pytest.raises(CopyFailedError, match="could not be written"):
        copy_database(Database(f"sqlite:///{tmp_path / 'x.db'}"), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()

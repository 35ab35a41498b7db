from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.storage.database import Database
from pbvote.storage.migrate import is_current


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    monkeypatch.setenv("PBVOTE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PBVOTE_DATABASE_URL", database_url)


def test_an_empty_database_gets_its_tables(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database has the tables of this release now.\n"
    database = Database(database_url)
    assert is_current(database)
    database.close()


def test_a_second_time_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    capsys.readouterr()
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == "The database is up to date.\n"


def test_no_word_is_taken() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["migrate", "backwards"])
    assert ended.value.code == 2

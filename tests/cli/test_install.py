"""`pbvote install`: once, and never over what is there."""

from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.config import Settings
from pbvote.services.office import open_office
from pbvote.storage.queries.pages import trust_page

WORDS = ["--trust", "Marlbrook  Young People’s Trust", "--area", "Marlbrook", "--phone", "01632 960 100"]
CONTACT = ["--contact", "Ask at the library."]


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PBVOTE_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("rehearsal", [[], ["--rehearsal"]])
def test_it_installs(rehearsal: list[str], data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", *WORDS, *CONTACT, *rehearsal]) == 0
    assert ("a rehearsal" in capsys.readouterr().out) == bool(rehearsal)
    office = open_office(Settings.from_environment())
    with office.database.read() as db:
        trust = trust_page(db)
    assert (trust.name, trust.rehearsal) == ("Marlbrook Young People’s Trust", bool(rehearsal))
    assert (data / "keys" / "staff.key").stat().st_mode & 0o777 == 0o600
    office.database.close()


def test_a_second_time_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    main(["install", *WORDS, *CONTACT])
    assert main(["install", *WORDS, *CONTACT]) == 2
    assert "already holds a trust" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--trust", "--area", "--phone", "--contact"])
def test_nothing_may_be_missing(missing: str) -> None:
    words = [*WORDS, *CONTACT]
    at = words.index(missing)
    with pytest.raises(SystemExit) as ended:
        main(["install", *words[:at], *words[at + 2 :]])
    assert ended.value.code == 2

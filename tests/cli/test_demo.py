"""`pbvote demo`: built once, found again, never over a real installation."""

import json
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.cli import demo, main
from pbvote.cli.demo_staff import STAFF
from pbvote.config import Settings
from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.services.check_count import last_check
from pbvote.services.install import install
from pbvote.services.office import Office, office_at
from pbvote.services.phases import phases_row
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.voter_session import voter_seat
from pbvote.storage.queries.pages import rounds, trust_page
from pbvote.storage.queries.public_log import published_result
from tests.factories import ORIGIN, RELEASE, TRUST


@pytest.fixture
def office(built: Path) -> Office:
    settings = demo.demo_settings(Settings.from_environment({"PBVOTE_DATA": str(built)}))
    return office_at(settings.data, settings.database_url, ORIGIN)


def test_it_holds_one_published_round_one_open_and_one_that_asks_for_ideas(office: Office) -> None:
    with office.database.read() as db:
        held = {each.state: each for each in rounds(db)}
        present, last, asking = (held[each] for each in (RoundState.OPEN, RoundState.PUBLISHED, RoundState.DRAFT))
        assert trust_page(db).rehearsal
        assert published_result(db, last.id, last.pots[0].id) is not None
        assert phases_row(db, asking.id).phase == Phase.IDEAS
        assert len(rounds(db)) == 3
    assert [pot.project_count for pot in present.pots] == [9, 6, 14]
    office.database.close()


def test_the_published_files_were_checked_on_the_day_on_which_they_were_published(office: Office) -> None:
    with office.database.read() as db:
        last = next(each for each in rounds(db) if each.state is RoundState.PUBLISHED)
        run = last_check(db, last.id)
    assert run is not None
    assert run.ok
    assert last.published_at is not None
    assert run.at - last.published_at < timedelta(hours=1)
    office.database.close()


def test_every_card_signs_in_with_its_birthday(built: Path, office: Office) -> None:
    cards = json.loads((built / "demo" / "cards.json").read_text(encoding="utf-8"))
    assert [card["has_voted"] for card in cards] == [False] * 3 + [True] * 4 + [False] * 3
    assert [bool(card["over"]) for card in cards] == [False] * 6 + [True] + [False] * 3
    assert [bool(card["asks"]) for card in cards] == [False] * 7 + [True] * 3
    for card in cards:
        signed_in = sign_in_voter(office, SignInVoter(card["code"], card["day"], card["month"], "127.0.0.1"))
        assert voter_seat(office, signed_in.token) is not None
    office.database.close()


def test_a_second_start_finds_what_is_there(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (built / "demo" / "cards.json").read_bytes()
    monkeypatch.setenv("PBVOTE_DATA", str(built))
    assert main(["demo", "--build-only"]) == 0
    told = capsys.readouterr().out
    assert "Building" not in told
    assert json.loads(before)[0]["code"] in told
    assert (built / "demo" / "cards.json").read_bytes() == before


def test_it_refuses_a_folder_with_a_real_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    real = office_at(folder, f"sqlite:///{folder / 'pbvote.db'}", ORIGIN)
    install(real, TRUST, RELEASE, shifted=False)
    real.database.close()
    monkeypatch.setenv("PBVOTE_DATA", str(tmp_path))
    assert main(["demo", "--build-only"]) == 2
    assert "not a demo’s" in capsys.readouterr().err
    for name in (demo.CARDS, STAFF):
        (folder / name).write_text("[]", encoding="utf-8")
    assert main(["demo", "--build-only"]) == 2
    assert "real installation" in capsys.readouterr().err
    again = office_at(folder, f"sqlite:///{folder / 'pbvote.db'}", ORIGIN)
    with again.database.read() as db:
        assert not trust_page(db).rehearsal
    again.database.close()


def test_a_taken_port_is_one_line_that_names_another(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PBVOTE_DATA", str(built))
        monkeypatch.setenv("PBVOTE_PORT", str(port))
        assert main(["demo"]) == 2
    assert f"PBVOTE_PORT={port + 1} make demo" in capsys.readouterr().err

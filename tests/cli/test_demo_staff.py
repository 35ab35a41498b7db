"""The demo's staff: whoever reads the screen can play all of them."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import update

from pbvote.cli import demo, main
from pbvote.cli.demo_staff import STAFF
from pbvote.config import Settings
from pbvote.services.office import Office, office_at
from pbvote.services.staff_session import StaffSignIn, sign_in_staff, staff_seat
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import StaffRow
from tests.factories import ORIGIN


@pytest.fixture
def office(built: Path) -> Office:
    settings = demo.demo_settings(Settings.from_environment({"PBVOTE_DATA": str(built)}))
    return office_at(settings.data, settings.database_url, ORIGIN)


def test_the_printed_passwords_and_digits_sign_everybody_in(
    built: Path, office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PBVOTE_DATA", str(built))
    main(["demo", "--build-only"])
    with office.database.write() as uow:
        uow.db.execute(update(StaffRow).values(totp_step=0))  # the digits of the set-up were used a second ago
        uow.commit()
    told = capsys.readouterr().out
    assert main(["demo", "codes"]) == 0
    lines = re.findall(r"(\d{3} \d{3})  ([^,]+),", capsys.readouterr().out)
    shown = {name: digits for digits, name in lines}
    everybody = json.loads((built / "demo" / STAFF).read_text(encoding="utf-8"))
    assert [each["role"] for each in everybody] == [
        "officer-1",
        "officer-2",
        "officer-3",
        "clerk-1",
        "helper-1",
        "reviewer-1",
    ]
    for each in everybody:
        assert each["password"] in told
        command = StaffSignIn(each["login"], each["password"], shown[each["name"]], "127.0.0.1", "")
        seat = staff_seat(office, sign_in_staff(office, command))
        assert seat is not None
        assert seat.role == each["role"]
    office.database.close()


def test_passwords_are_made_for_one_installation_and_for_its_owner_alone(built: Path) -> None:
    file = built / "demo" / STAFF
    passwords = {each["password"] for each in json.loads(file.read_text(encoding="utf-8"))}
    assert len(passwords) == 6
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_real_installation_tells_nobodys_digits(
    built: Path, office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.database.write() as uow:
        installation(uow.db).clock = "true"
        uow.commit()
    monkeypatch.setenv("PBVOTE_DATA", str(built))
    assert main(["demo", "codes"]) == 2
    assert "real installation" in capsys.readouterr().err
    with office.database.write() as uow:
        installation(uow.db).clock = "shifted"
        uow.commit()
    office.database.close()


def test_there_are_no_digits_without_a_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PBVOTE_DATA", str(tmp_path))
    assert main(["demo", "codes"]) == 2
    assert "Start it first" in capsys.readouterr().err
    assert not (tmp_path / "demo").exists()

"""`pbvote officers`: links at the console."""

import re
from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.config import Settings
from pbvote.services.join_staff import read_invitation
from pbvote.services.office import Office, open_office

THREE = ["Mei Tran", "Rhys Bellamy", "Dana Okafor"]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """A new installation without officers."""
    monkeypatch.setenv("PBVOTE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PBVOTE_ADDRESS", "https://vote.marlbrook.example")
    main(["install", "--trust", "T", "--area", "A", "--phone", "1", "--contact", "C"])
    return open_office(Settings.from_environment())


def links(told: str) -> list[str]:
    return re.findall(r"https://vote\.marlbrook\.example/board/join/(\S+)", told)


def test_three_are_invited_together(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["officers", "invite", *THREE]) == 0
    found = links(capsys.readouterr().out)
    assert [read_invitation(office, token).name for token in found] == THREE


@pytest.mark.parametrize("names", [["Mei Tran"], ["Mei Tran", "Rhys Bellamy"], [*THREE, "Ines Sol"], ["A", "A", "B"]])
def test_the_first_are_three(office: Office, capsys: pytest.CaptureFixture[str], names: list[str]) -> None:
    assert main(["officers", "invite", *names]) == 2
    assert links(capsys.readouterr().out) == []
    assert office.origin == "vote.marlbrook.example/log/1"


def test_three_more_are_not_the_first(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    main(["officers", "invite", *THREE])
    capsys.readouterr()
    assert main(["officers", "invite", "A B", "C D", "E F"]) == 2
    assert office.origin


def test_one_more_is_said_in_public(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    main(["officers", "invite", *THREE])
    capsys.readouterr()
    assert main(["officers", "invite", "Ines Sol"]) == 0
    told = capsys.readouterr().out
    assert "Ines Sol, officer-4:" in told
    assert "This stands in the public log now." in told
    main(["officers", "list"])
    assert "officer-4  Ines Sol: announced, not appointed yet" in capsys.readouterr().out
    assert office.origin


def test_a_lost_link_is_renewed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    main(["officers", "invite", *THREE])
    capsys.readouterr()
    assert main(["officers", "renew", "officer-2"]) == 0
    (token,) = links(capsys.readouterr().out)
    assert read_invitation(office, token).name == "Rhys Bellamy"


@pytest.mark.parametrize(
    "words", [["renew", "officer-9"], ["renew", "clerk-1"], ["renew", ""], ["invite", "\u202eieM"]]
)
def test_what_cannot_be_is_refused_in_one_line(
    office: Office, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    main(["officers", "invite", *THREE])
    capsys.readouterr()
    assert main(["officers", *words]) == 2
    assert capsys.readouterr().err.startswith("pbvote officers: ")
    assert office.origin

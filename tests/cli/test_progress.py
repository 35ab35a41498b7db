"""The line that says how far a long run is."""

import sys

import pytest

from pbvote.cli import progress
from pbvote.cli.progress import Progress


def test_words_are_drawn_over_themselves_and_are_gone_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "_PAUSE", 0)
    with Progress("counting") as line:
        line.say("run 1")
        line.say("run 2")
    assert capsys.readouterr().err == "\r\x1b[Kcounting: run 1\r\x1b[Kcounting: run 2\r\x1b[K"


def test_without_a_terminal_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("counting") as line:
        line.say("run 1")
        line.show(1, 2)
    assert capsys.readouterr().err == ""


def test_what_is_done_at_once_draws_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress("counting") as line:
        line.say("run 1")
    assert capsys.readouterr().err == ""

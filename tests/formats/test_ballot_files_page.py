"""docs/ballot-files.md: its commands are run in order, its files are what they write, its JSON follows the schema."""

import json
import re
import shlex
from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.formats.ballots_json import parse_ballots_json
from tests.conftest import CHECKOUT
from tests.formats.schema_check import schema_faults

DOCS = CHECKOUT / "docs"
PAGE = (DOCS / "ballot-files.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w.]+)`:\n\n```\n(.*?)```\n", PAGE, re.DOTALL))
GIVEN = ("votes.pb", "old.blt")


def test_every_command_says_and_writes_what_the_page_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in GIVEN:
        Path(name).write_text(FILES[name], encoding="utf-8")
    commands = 0
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for command in re.split(r"^\$ pbvote ", block, flags=re.MULTILINE)[1:]:
            words, _, shown = command.partition("\n")
            main(shlex.split(words))
            out, err = capsys.readouterr()
            assert out + err == shown, words
            commands += 1
    assert commands == 9
    for name, shown in FILES.items():
        assert Path(name).read_text(encoding="utf-8-sig").replace("\r\n", "\n") == shown, name
    assert Path("again.soi").read_text().replace("again", "votes") == Path("votes.soi").read_text()
    assert Path("again.pb").read_bytes() == Path("votes.pb").read_bytes()


def test_the_example_of_json_follows_the_schema_and_is_read() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    schema = json.loads((DOCS / "ballots.schema.json").read_text(encoding="utf-8"))
    assert schema_faults(json.loads(example), schema) == []
    assert parse_ballots_json(example.encode()).votes.total == 15

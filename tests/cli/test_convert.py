"""The command `pbvote convert`: quiet when nothing is lost, one line an error, never a traceback."""

import json
import zipfile
from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.formats.ballot_door import FORMATS, write_ballot_file
from tests.cli.test_rehearse import PROJECTS, VOTES, write_file
from tests.formats.small_files import put, small_file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return put(write_ballot_file(small_file(), "pb", "in.pb"), tmp_path / "in.pb")


def test_it_works(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(source), str(source.with_name("out.json"))]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["convert", str(source), str(source.with_name("out.soi"))]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("pbvote convert: the order of the voters")


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind not in ("soc", "toc")])
def test_every_format_counts_alike(kind: str, source: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """`pbvote tally` takes them all: the same bytes."""
    target = source.with_name(f"out.{kind}")
    assert main(["convert", str(source), str(target)]) == 0
    capsysbinary.readouterr()
    assert main(["tally", str(source), "--format", "json"]) == 0
    first = capsysbinary.readouterr().out
    assert main(["tally", str(target), "--format", "json"]) == 0
    assert capsysbinary.readouterr().out == first


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["missing.pb", "out.json"], "cannot be read: No such file"),
        (["in.pb", "out.xls"], "'out.xls' is no ballot file"),
        (["in.pb", "in.pb"], "'in.pb' is there already"),
        (["in.pb", "out.soc"], "write .soi instead of .soc"),
        (["in.pb", "out.pb", "--meta", "country"], "--meta takes a key and a value"),
        (["in.pb", "out.pb", "--meta", "=x"], "--meta takes a key and a value"),
        (["in.pb", "out.pb", "--meta", "num_votes=7"], "num_votes is told by the ballots"),
        (["in.pb", "out.pb", "--rule", "guess"], "guess"),
        (["in.pb", "no/folder/out.pb"], "No such file or directory"),
        (["broken.pb", "out.json"], "line 1, column 1"),
    ],
)
def test_an_error_is_one_line_and_nothing_is_written(
    words: list[str], sentence: str, source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(source.parent)
    Path("broken.pb").write_text("hello\n")
    before = {path: path.read_bytes() for path in source.parent.iterdir()}
    assert main(["convert", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.count("\n") == 1
    assert {path: path.read_bytes() for path in source.parent.iterdir()} == before


@pytest.mark.parametrize("more", [[], ["--groups"]])
def test_ballots_of_an_auditors_bundle_count_to_the_same_bytes(
    more: list[str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A round is held, its bundle converted, and the file counted again: the trace of the bundle."""
    file = write_file(tmp_path, PROJECTS, VOTES)
    assert main(["rehearse", str(file), "--keep", str(tmp_path / "kept"), *more]) == 0
    bundle, target = tmp_path / "kept" / "auditor.zip", tmp_path / "out.pb"
    assert main(["convert", str(bundle), str(target), "--meta", "country=United Kingdom", "--meta", "unit=Town"]) == 0
    capsysbinary.readouterr()
    with zipfile.ZipFile(bundle) as archive:
        trace, log = archive.read("pots/pot/trace.json"), archive.read("log.jsonl")
    seed = next(entry["seed"] for entry in map(json.loads, log.splitlines()) if entry["kind"] == "draw.made")
    assert seed in target.read_text(encoding="utf-8")
    assert main(["tally", str(target), "--tie-seed", seed, "--format", "json"]) == 0
    assert capsysbinary.readouterr().out == trace

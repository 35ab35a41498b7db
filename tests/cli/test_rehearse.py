"""`pbvote rehearse`: a whole round on a ballot file, verified by a program of its own."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.cli import main, rehearse
from pbvote.services.tick import tick
from tests.factories import new_world

HEAD = """META
key;value
description;A small vote
country;Nowhere
unit;Nowhere
instance;2026
num_projects;{projects}
num_votes;{votes}
budget;1000
vote_type;{vote_type}
rule;greedy
date_begin;01.01.2026
date_end;02.01.2026
PROJECTS
project_id;cost;name
"""


def write_file(folder: Path, projects: list[str], votes: list[str], vote_type: str = "ordinal") -> Path:
    head = HEAD.format(projects=len(projects), votes=len(votes), vote_type=vote_type)
    ballots = [f"{number};{vote}" for number, vote in enumerate(votes)]
    path = folder / "vote.pb"
    path.write_text(head + "\n".join([*projects, "VOTES", "voter_id;vote", *ballots]) + "\n", encoding="utf-8")
    return path


PROJECTS = ["a;400;Lamps", "b;350.5;Benches", "c;500;A pond", "d;1000;Everything"]
VOTES = ["a,b,c", "b,a", "c", "d,a", "c,b,a"] * 24


def test_a_ranked_file_is_held_and_verified(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0, a line a stage, and both bundles where --keep says; on SQLite and PostgreSQL."""
    file, kept = write_file(tmp_path, PROJECTS, VOTES), tmp_path / "kept"
    assert main(["rehearse", str(file), "--database", database_url, "--keep", str(kept)]) == 0
    lines = capsys.readouterr().out.splitlines()
    stages = [line[:26].strip() for line in lines]
    assert stages[:6] == ["read", "set up", "enrol", "freeze, print, seal, open", "cast", "morning batches"]
    assert stages[6:-1] == ["close", "draw", "count", "check", "publish", "bundles", "verify", "verify"]
    assert "by 120 voters" in lines[4]
    assert lines[-1].startswith("verified in ")
    for name in ("public.zip", "auditor.zip"):
        assert zipfile.is_zipfile(kept / name)


def test_groups_share_the_voting_money(tmp_path: Path) -> None:
    """With --groups, invented ages decide who votes with two thirds of it; both bundles are verified."""
    file, kept = write_file(tmp_path, PROJECTS, VOTES), tmp_path / "kept"
    assert main(["rehearse", str(file), "--groups", "--keep", str(kept)]) == 0
    with zipfile.ZipFile(kept / "auditor.zip") as bundle:
        groups = json.loads(bundle.read("pots/pot/trace.json"))["groups"]
    assert [(group["id"], group["part"]) for group in groups] == [("under-40", "2/3"), ("from-40", "1/3")]
    assert sum(group["ballots"] for group in groups) == len(VOTES)
    assert all(group["joined"] is None for group in groups)


def test_the_result_is_that_of_the_file(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Votes that were changed or taken back count once, as the file has them."""
    file, kept = write_file(tmp_path, PROJECTS, VOTES), tmp_path / "kept"
    assert main(["rehearse", str(file), "--keep", str(kept)]) == 0
    capsysbinary.readouterr()
    seed = ["--tie-seed", "rehearsal 4 17 23 31 40 52"]
    assert main(["tally", str(file), "--format", "json", *seed]) == 0
    counted = capsysbinary.readouterr().out
    with zipfile.ZipFile(kept / "auditor.zip") as bundle:
        assert bundle.read("pots/pot/trace.json") == counted


def test_a_limit_casts_only_the_first_ballots(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_file(tmp_path, PROJECTS, VOTES)
    assert main(["rehearse", str(file), "--limit", "40"]) == 0
    assert "by 40 voters" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("projects", "votes", "vote_type", "why"),
    [
        (["a;0;Free", "b;350;Benches"], ["a,b"], "ordinal", "the project a costs nothing"),
        (["a;1000.01;Dear", "b;350;Benches"], ["a,b"], "ordinal", "the project a costs more than the whole pot"),
        (["a;999999999;Withdrawn", "b;350;Benches"], ["b"], "ordinal", "the project a costs more than the whole pot"),
        ([f"p{n};10;P" for n in range(11)], [",".join(f"p{n}" for n in range(11))], "ordinal", "rank 11 projects"),
        (PROJECTS, ["a,b"], "approval", "approval and not ranked"),
        (PROJECTS, [], "ordinal", "no ballots"),
        (PROJECTS, ["a,x"], "ordinal", "line"),
        (PROJECTS, ["a,a"], "ordinal", "line"),
    ],
    ids=["free", "too dear", "withdrawn", "11 ranks", "approval", "no ballots", "unknown project", "twice"],
)
def test_a_file_that_a_round_cannot_have_is_one_line_and_2(  # noqa: PLR0913, PLR0917 - a table of cases
    tmp_path: Path, capsys: pytest.CaptureFixture[str], projects: list[str], votes: list[str], vote_type: str, why: str
) -> None:
    file = write_file(tmp_path, projects, votes, vote_type)
    assert main(["rehearse", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert why in told.err


def test_a_missing_file_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", str(tmp_path / "none.pb")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("limit", ["0", "-3"])
def test_a_limit_below_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert main(["rehearse", str(write_file(tmp_path, PROJECTS, VOTES)), f"--limit={limit}"]) == 2
    assert "--limit" in capsys.readouterr().err


def test_a_database_that_is_not_empty_is_refused_and_left_alone(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    world = new_world(tmp_path / "data", database_url)
    file = write_file(tmp_path, PROJECTS, VOTES)
    assert main(["rehearse", str(file), "--database", database_url]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "not empty" in told.err
    assert tick(world.office)
    world.office.database.close()


@pytest.mark.parametrize(
    "url",
    ["foo", "mysql://a:secret@b/c", "sqlite:////proc/x.db", "postgresql+psycopg://a:secret@127.0.0.1:1/b", "sqlite://"],
)
def test_a_database_that_cannot_be_used_is_one_line_without_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert main(["rehearse", str(write_file(tmp_path, PROJECTS, VOTES)), "--database", url]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "secret" not in told


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["rehearse", str(write_file(tmp_path, PROJECTS, VOTES)), "--keep", str(kept)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in kept.iterdir()] == ["mine.txt"]


def test_notes_other_than_expected_are_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rehearsal that says less or more than it must is not verified."""
    monkeypatch.setattr(rehearse, "CLOCK_NOTE", ("clock", "elsewhere"))
    assert main(["rehearse", str(write_file(tmp_path, PROJECTS, VOTES)), "--limit", "40"]) == 1
    assert "NOT VERIFIED" in capsys.readouterr().out


@pytest.fixture
def _interrupts_reach_children() -> Iterator[None]:
    """A shell that starts the tests in the background lets them, and so their children, ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts_reach_children")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_rehearsal_that_is_told_to_end_leaves_no_ballots_behind(tmp_path: Path, number: signal.Signals) -> None:
    """Its temporary folder is removed, as at its own end."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "pbvote", "rehearse", str(write_file(tmp_path, PROJECTS, VOTES * 20))]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"read")
        assert list(temporary.glob("pbvote-rehearsal-*/data/*")) != []
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode != 0
    assert list(temporary.iterdir()) == []


def test_the_log_announces_the_shifted_clock(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert main(["rehearse", str(write_file(tmp_path, PROJECTS, VOTES)), "--keep", str(kept)]) == 0
    with zipfile.ZipFile(kept / "public.zip") as bundle:
        first = json.loads(bundle.read("log.jsonl").splitlines()[0])
    assert first["clock"] == "shifted"

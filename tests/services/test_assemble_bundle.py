"""Bundles: the same bytes each time, verified by the program that shares no code, and nothing too early."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pbvote.domain.errors import IllegalMoveError, ResultNotPublishedError, UnknownRoundError
from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from pbvote.services.receipt_archive import receipt_archive
from pbvote.services.withdraw_ballot import withdraw_ballot
from tests.attacks.database_rows import change, change_log
from tests.attacks.processes import CHECKOUT
from tests.factories import ROUND, World, open_world
from tests.log_entries import checkpoint_sizes, entries, numbers
from tests.services.verified import verified


def content(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def voted(world: World, number: int) -> World:
    """So many young members vote, one of them blank; one changes and one takes the vote back and votes again."""
    rankings = [("bike", "quiet"), ("games",), ("boat", "bike", "quiet"), ()]
    for place, each in enumerate(range(0, 2 * number, 2)):
        world.cast(each, *rankings[place % 4], key="first")
    world.cast(0, "quiet", key="second")
    withdraw_ballot(world.office, world.seat(2), "youth")
    world.cast(2, "bike", key="third")
    world.close()
    return world


def test_a_whole_round_verifies_on_both_databases(tmp_path: Path, database_url: str) -> None:
    """T1, with changes, a withdrawal, blank votes and a withdrawn project; nothing fails."""
    world = voted(open_world(tmp_path / "data", database_url, members=90), 40)
    world.agree("withdraw a project", pot="youth", project="boat", reason="author")
    world.publish()
    assert numbers(world)["tier"] == "T1"
    assert {each["check"] for each in verified(world, tmp_path) if each["state"] == "ok"}
    world.office.database.close()


def test_the_same_content_gives_the_same_bytes(world: World) -> None:
    voted(world, 3).publish()
    for make in (public_bundle, auditor_bundle):
        assert make(world.office, ROUND) == make(world.office, ROUND)


def test_a_pot_with_fewer_than_thirty_votes_says_little(world: World, tmp_path: Path) -> None:
    """T0: funded projects and the turnout; no blank and ranked votes in the log, no steps in the result."""
    voted(world, 4).publish()
    found = numbers(world)
    assert (found["tier"], found["blank"], found["ranked"]) == ("T0", None, None)
    result = json.loads(content(public_bundle(world.office, ROUND))["pots/youth/result.json"])
    assert set(result) == {
        "budget", "funded", "left", "pot", "projects", "round", "rule", "spent", "tier", "turnout", "v",
    }  # fmt: skip
    verified(world, tmp_path)


@pytest.mark.parametrize(("votes", "tier"), [(29, "T0"), (30, "T1")])
def test_thirty_votes_are_the_border(tmp_path: Path, sqlite_url: str, votes: int, tier: str) -> None:
    world = voted(open_world(tmp_path / "data", sqlite_url, members=80), votes)
    assert numbers(world)["tier"] == tier
    world.office.database.close()


def test_the_public_bundle_holds_no_ballot(world: World) -> None:
    """Neither rankings, nor salts, nor who was marked."""
    voted(world, 4).publish()
    public, auditor = (content(make(world.office, ROUND)) for make in (public_bundle, auditor_bundle))
    assert {name.rsplit("/", 1)[-1] for name in auditor.keys() - public.keys()} == {
        "ballots.jsonl", "numbers.json", "trace.json", "leaves.jsonl",
    }  # fmt: skip
    salts = [json.loads(line)["salt"] for line in auditor["pots/youth/ballots.jsonl"].splitlines()]
    assert salts
    assert not any(salt.encode() in raw for salt in salts for raw in public.values())
    shared = public.keys() & auditor.keys() - {"manifest.json"}
    assert all(public[name] == auditor[name] for name in shared)


def test_nothing_is_given_out_early(world: World) -> None:
    """Before the count nobody gets anything; before publishing only the auditors do."""
    with pytest.raises(ResultNotPublishedError):
        auditor_bundle(world.office, ROUND)
    voted(world, 3)
    world.agree("draw", seed="1")
    with pytest.raises(ResultNotPublishedError):
        auditor_bundle(world.office, ROUND)
    world.agree("count")
    with pytest.raises(ResultNotPublishedError):
        public_bundle(world.office, ROUND)
    assert b"result.published" not in content(auditor_bundle(world.office, ROUND))["log.jsonl"]
    world.agree("publish")
    public_bundle(world.office, ROUND)
    for name in ("nowhere", "", "a\0b", "../../etc/passwd"):
        with pytest.raises(UnknownRoundError):
            public_bundle(world.office, name)


def test_a_count_that_a_crash_left_unsigned_is_signed_before_it_is_given_out(world: World) -> None:
    """The auditors' log ends with the count, under a checkpoint."""
    voted(world, 3)
    world.agree("draw", seed="1")
    world.agree("count")
    unsigned = len(entries(world))
    change(world.office.database, "UPDATE log_head SET signed = :size", size=checkpoint_sizes(world)[-2])
    change_log(world.office.database, "DELETE FROM checkpoint WHERE size = :size", size=unsigned)
    bundle = content(auditor_bundle(world.office, ROUND))
    assert len(bundle["log.jsonl"].splitlines()) == unsigned
    assert f"checkpoints/{unsigned}" in bundle


def test_the_draw_comes_after_the_close_and_before_the_count(world: World) -> None:
    """Nobody chooses the order of ties after seeing the result."""
    with pytest.raises(IllegalMoveError):
        world.agree("draw", seed="1")
    voted(world, 3)
    with pytest.raises(IllegalMoveError):
        world.agree("count")
    world.agree("draw", seed="1")
    with pytest.raises(IllegalMoveError):
        world.agree("draw", seed="2")
    world.agree("count")
    assert [entry["seed"] for entry in entries(world, "draw.made")] == ["1"]


@pytest.mark.parametrize("seed", ["", "   ", "x" * 201, "a\nb", "a\0b", "a\u202eb"])
def test_a_draw_is_a_short_printable_text(world: World, seed: str) -> None:
    voted(world, 3)
    with pytest.raises(IllegalMoveError):
        world.agree("draw", seed=seed)


def test_a_draw_is_kept_in_the_composed_form(world: World) -> None:
    """Some keyboards type an é as two signs; the log knows one."""
    voted(world, 3)
    world.agree("draw", seed=" e\u0301toile 4 ")
    assert entries(world, "draw.made")[0]["seed"] == "\u00e9toile 4"


def test_a_voters_archive_verifies_with_the_bundle(world: World, tmp_path: Path) -> None:
    """`verifier public.zip --receipt archive.zip`, as a voter would run it."""
    voted(world, 3).publish()
    (tmp_path / "public.zip").write_bytes(public_bundle(world.office, ROUND))
    archive = receipt_archive(world.office, world.seat(4), "youth")
    assert archive is not None
    (tmp_path / "receipt.zip").write_bytes(archive)
    command = [
        sys.executable,
        "-m",
        "pbvote.verifier",
        str(tmp_path / "public.zip"),
        "--receipt",
        str(tmp_path / "receipt.zip"),
    ]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

"""Attacks on the parts of the voting money: another group on the roll, in an envelope, in the box or in a bundle."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from pbvote.auditlog.commitment import canonical_ballot, commitment_of
from pbvote.domain.errors import BalanceFailedError, RoundSetUpError
from pbvote.services.assemble_bundle import auditor_bundle
from pbvote.services.sealed_rows import sealer
from pbvote.storage.tables import EnvelopeRow
from tests.attacks.database_rows import change
from tests.factories import ROUND, World, open_world
from tests.services.parted import PARTED_PLAN, all_vote
from tests.services.verified import findings, written


@pytest.fixture
def parted(tmp_path: Path, sqlite_url: str) -> World:
    """A round that is open; even numbers are young, and the young have half of the voting money of a pot."""
    return open_world(tmp_path / "data", sqlite_url, members=80, plan=PARTED_PLAN)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE roll SET \"group\" = 'grown-up' WHERE \"group\" = 'under-18'",
        "UPDATE pot SET shares = replace(shares, '1/2', '9/10') WHERE id = 'everybody'",
        "UPDATE pot SET shares = replace(shares, '10,', '11,')",
        "UPDATE pot SET shares = replace(shares, 'Under 18', 'Under 81')",
        "UPDATE pot SET shares = NULL",
    ],
)
def test_a_group_or_a_part_that_is_changed_in_the_database_stops_the_close(parted: World, statement: str) -> None:
    """A member moved on the roll, another part, another limit, another name: found before anything is counted."""
    all_vote(parted, 3, 3)
    change(parted.office.database, statement)
    with pytest.raises((BalanceFailedError, RoundSetUpError)):
        parted.close()


def test_a_ballot_with_the_part_of_another_group_stops_the_close(parted: World) -> None:
    """Whoever holds the round key puts a grown-up's ballot into the group of the young, with commitment and all."""
    all_vote(parted, 3, 3)
    place = (ROUND, "everybody", parted.members[1])
    with parted.office.database.write() as uow:
        box, stored = sealer(parted.office, ROUND), uow.db.get_one(EnvelopeRow, place)
        ballot = box.open(stored).ballot
        assert ballot is not None
        plain = canonical_ballot(round_id=ROUND, pot_id="everybody", group="under-18", ranking=ballot.ranking)
        forged = replace(ballot, group="under-18", commitment=commitment_of(ballot.salt, plain))
        box.keep(uow.db, stored, replace(box.open(stored), ballot=forged))
        uow.commit()
    with pytest.raises(BalanceFailedError, match="not of its voter’s group"):
        parted.close()


def test_a_ballot_of_another_group_in_the_box_stops_the_count(parted: World) -> None:
    all_vote(parted, 3, 3).close()
    parted.agree("draw", seed="1")
    change(parted.office.database, "UPDATE ballot SET \"group\" = 'under-18' WHERE \"group\" = 'grown-up'")
    with pytest.raises(BalanceFailedError):
        parted.agree("count")


def _lines(raw: bytes, act: Callable[[dict[str, Any]], None], only: int) -> bytes:
    lines = [json.loads(line) for line in raw.splitlines()]
    act(lines[only])
    return b"".join(json.dumps(each, sort_keys=True, separators=(",", ":")).encode() + b"\n" for each in lines)


def _swap(ballot: dict[str, Any]) -> None:
    ballot["group"] = {"under-18": "grown-up", "grown-up": "under-18"}[ballot["group"]]


def _strange(leaf: dict[str, Any]) -> None:
    leaf["group"] = "council"


def _richer(document: dict[str, Any]) -> None:
    document["pots"][1]["shares"]["parts"] = ["9/10", "1/10"]


def _older(document: dict[str, Any]) -> None:
    document["pots"][1]["voter_groups"][0]["to_age"] = 24


def _paid(document: dict[str, Any]) -> None:
    document["groups"][0]["paid"] = "1/1"


@pytest.mark.parametrize(
    ("path", "act", "check"),
    [
        ("pots/everybody/ballots.jsonl", _swap, "openings"),
        ("roll/leaves.jsonl", _strange, "roll"),
        ("rounds/spring-2027.json", _richer, "frozen"),
        ("rounds/spring-2027.json", _older, "frozen"),
        ("pots/everybody/trace.json", _paid, "count"),
    ],
    ids=["a swapped group on a ballot", "a strange group on the roll", "a part", "an age", "what a group paid"],
)
def test_what_an_operator_changes_in_a_bundle_is_found(
    parted: World, tmp_path: Path, path: str, act: Callable[[dict[str, Any]], None], check: str
) -> None:
    """The verifier names the room in which it was found, and not only the manifest."""
    all_vote(parted, 31, 31).close()
    parted.publish()
    public, auditor = written(parted, tmp_path)
    folder = tmp_path / "changed"
    with zipfile.ZipFile(BytesIO(auditor_bundle(parted.office, ROUND))) as bundle:
        bundle.extractall(folder)
    file = folder / path
    file.write_bytes(_lines(file.read_bytes(), act, 0))
    code, found = findings(public, folder)
    assert code == 1
    assert check in {each["check"] for each in found if each["state"] == "FAIL"}
    assert findings(public, auditor)[0] == 0

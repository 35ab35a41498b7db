"""The ballots of a pot out of an auditors' bundle: the count comes out as it did, and no row leads back to a voter."""

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result_document import document
from pbvote.formats.ballot_file import BallotFileError
from pbvote.formats.bundle_ballots import read_bundle_pot
from pbvote.formats.pabulib import parse_pabulib
from pbvote.formats.pabulib_write import write_pabulib
from pbvote.services.file_ballots import ballots_of, counted_pot
from pbvote.tally.counting import count

CAST = [("old", ["b", "a"]), ("young", ["a"]), ("young", []), ("old", ["b"]), ("young", ["a"]), ("old", ["c"])]
POT = {
    "budget": 100000, "completion": "add1u", "conflicts": [["a", "c"]], "groups": ["young", "old"], "id": "p1",
    "max_ranks": 5, "minimum_supporters": 0, "quorum": 2, "rule": "ranked-equal-shares", "share_step": None,
    "shares": {"max_ratio": 5, "min_group": 1, "parts": ["1/3", "2/3"]}, "title": "Big ideas",
}  # fmt: skip
ROUND = {
    "closes_at": "2026-05-30T17:00:00Z",
    "opens_at": "2026-05-01T09:00:00Z",
    "pots": [POT],
    "round": "r1",
    "title": "Spring",
}


@cache
def trace() -> bytes:
    projects = tuple(CountedProject(each, cost) for each, cost in (("a", 60000), ("b", 50000), ("c", 40000)))
    pot = CountedPot(100000, projects, 5, withdrawn=frozenset({"c"}))
    cast = [Ranking.of(ranking) for _, ranking in CAST]
    return canonical_bytes(document(count(pot, cast, pot.ids))) + b"\n"


def members() -> dict[str, bytes]:
    lines = [
        canonical_bytes({"commitment": f"{number:064x}", "group": group, "ranking": list(ranking), "salt": "00"})
        for number, (group, ranking) in enumerate(CAST)
    ]
    projects = [
        {"cost": cost, "id": each, "summary": "=SUM(1)", "title": each.upper()}
        for each, cost in (("a", 60000), ("b", 50000), ("c", 40000))
    ]
    return {
        "log.jsonl": canonical_bytes({"kind": "draw.made", "seed": "4 17 23"}) + b"\n",
        "pots/p1/ballots.jsonl": b"\n".join(lines) + b"\n",
        "pots/p1/projects.json": json.dumps(projects).encode(),
        "pots/p1/trace.json": trace(),
        "rounds/r1.json": json.dumps(ROUND).encode(),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_it_works() -> None:
    """Pot, limits, ballots, dates and the draw; who withdrew and what was funded come from the trace."""
    file, result = read_bundle_pot(zipped(members()), None)
    assert [(each.id, each.name, each.is_withdrawn) for each in file.projects] == [
        ("a", "A", False),
        ("b", "B", False),
        ("c", "C", True),
    ]
    assert [(ballot.projects, ballot.group) for ballot in file.ballots] == [
        ((), 0), (("a",), 0), (("a",), 0), (("b",), 1), (("b", "a"), 1), (("c",), 1),
    ]  # fmt: skip
    assert (file.budget, file.max_length, file.limits.conflicts, file.limits.quorum) == (100000, 5, (("a", "c"),), 2)
    assert file.meta["description"] == "Spring: Big ideas"
    assert (file.meta["date_begin"], file.meta["date_end"]) == ("01.05.2026", "30.05.2026")
    assert '--tie-seed "4 17 23"' in file.meta["comment"]
    assert file.voters.columns == ()
    again = parse_pabulib(write_pabulib(file, result).content)
    assert ballots_of(again) == ballots_of(file)
    assert counted_pot(again) == counted_pot(file)
    assert {each.id for each in again.projects if each.selected} == set(result.funded)


def test_no_salt_and_no_commitment_stands_in_the_file() -> None:
    content = write_pabulib(read_bundle_pot(zipped(members()), "p1")[0]).content
    assert b"0000000" not in content
    assert b"\n1;a;young\n2;a;young\n3;b;old\n" in content


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("rounds/r1.json", lambda _: None, "rounds/: a bundle has one round, and this one has 0"),
        ("rounds/r1.json", lambda _: b"[]", "rounds/r1.json, $: an object is needed here, not a list"),
        ("rounds/r1.json", lambda raw: raw.replace(b'"p1"', b'"p2"'), "pots/p2/trace.json: the bundle has no"),
        ("rounds/r1.json", lambda raw: raw.replace(b"1/3", b"1/4"), "rounds/r1.json, $.pots[0]"),
        ("rounds/r1.json", lambda raw: raw.replace(b"1/3", b"x"), "rounds/r1.json, $.pots[0].shares.parts"),
        ("rounds/r1.json", lambda raw: raw.replace(b"2026-05-30", b"2026-15-30"), "rounds/r1.json, $.closes_at: this"),
        ("rounds/r1.json", lambda raw: raw.replace(b'"quorum"', b'"qourum"'), "rounds/r1.json, $.pots[0].budget"),
        ("pots/p1/trace.json", lambda _: None, "pots/p1/trace.json: the bundle has no such file"),
        ("pots/p1/trace.json", lambda _: b"{}\n", "pots/p1/trace.json: This is not the result of a count"),
        ("pots/p1/trace.json", lambda _: b"{ }\n", "pots/p1/trace.json: From byte"),
        ("pots/p1/projects.json", lambda raw: raw.replace(b"60000", b"0"), "pots/p1/projects.json, $[0].cost: 0"),
        ("pots/p1/ballots.jsonl", lambda _: None, "pots/p1/ballots.jsonl: the bundle has no"),
        ("pots/p1/ballots.jsonl", lambda raw: raw.replace(b'["a"]', b'["x"]'), "pots/p1/ballots.jsonl, line 2, $.ra"),
        ("pots/p1/ballots.jsonl", lambda raw: raw.replace(b"old", b"odd"), "pots/p1/ballots.jsonl, line 1, $.group"),
        ("pots/p1/ballots.jsonl", lambda raw: raw[:-20], "pots/p1/ballots.jsonl, line 6, line 1, column"),
        ("log.jsonl", lambda _: b"{\n", "log.jsonl: The bytes are not JSON"),
    ],
)  # fmt: skip
def test_a_bundle_that_is_none_is_refused(name: str, change: Callable[[bytes], bytes | None], sentence: str) -> None:
    files = members()
    content = change(files.pop(name))
    if content is not None:
        files[name] = content
    with pytest.raises(BallotFileError) as caught:
        read_bundle_pot(zipped(files), None)
    assert str(caught.value).startswith(sentence)


def test_which_pot_must_be_said_where_there_are_several() -> None:
    two = json.dumps({**ROUND, "pots": [POT, {**POT, "id": "p2"}]}).encode()
    with pytest.raises(BallotFileError, match="say with --pot which of these pots: p1, p2"):
        read_bundle_pot(zipped({**members(), "rounds/r1.json": two}), None)
    with pytest.raises(BallotFileError, match="say with --pot which of these pots: p1, p2"):
        read_bundle_pot(zipped({**members(), "rounds/r1.json": two}), "p3")


@pytest.mark.parametrize("raw", [b"", b"PK", b"hello" * 100])
def test_what_is_no_zip_is_refused(raw: bytes) -> None:
    with pytest.raises(BallotFileError, match="this is no zip file"):
        read_bundle_pot(raw, None)


def test_a_damaged_member_is_refused() -> None:
    raw = zipped(members())
    at = raw.index(b"Big ideas")
    with pytest.raises(BallotFileError, match=r"rounds/r1.json: this file of the bundle is damaged"):
        read_bundle_pot(raw[:at] + b"Bad" + raw[at + 3 :], None)

"""One thing changed in a bundle, in many ways: the verifier must fail and name it.

Two kinds of attackers here: one who only changes bytes, and one who also makes the manifest fit again.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pbvote.verifier.findings import FAIL

from .changes import (
    WARD,
    YOUTH,
    append_entry,
    assert_named,
    cut_last_newline,
    cut_to_before_publishing,
    drop_entry,
    drop_file,
    drop_line,
    edit_json,
    edit_line,
    flip_signature,
    foreign_checkpoint,
    in_entry,
    other_cost,
    other_group_number,
    other_leaf,
    other_reason,
    other_salt,
    other_support,
    other_winner,
    put_file,
    reorder,
    repeat_line,
    replace_in,
    reverse_ranking,
    swap_checkpoints,
    swap_lines,
    toggle_mark,
    truncate_log,
    verify_files,
)
from .made_round import Files, MadeRound, manifest_of
from .made_stages import make_round
from .made_votes import ROUND, json_lines


class Case(NamedTuple):
    """A change of a bundle's files, and the check and words that must name it."""

    name: str
    kind: str
    change: Callable[[Files], None]
    check: str
    says: str


BYTES = [
    Case("a byte of an entry", "public", in_entry("draw.made", b"3 14", b"4 14"), "root", "log.jsonl"),
    Case("a space in an entry", "public", in_entry("draw.made", b'"v":1', b'"v": 1'), "encoding", "entry 22"),
    Case("another key order", "public", in_entry("round.resumed", b'"v":1', b'"a":1,"v":1'), "encoding", "entry 15"),
    Case("a duplicate key", "public", in_entry("draw.made", b'"v":1', b'"v":1,"v":1'), "encoding", "entry 22"),
    Case("a fraction", "public", in_entry("draw.made", b'"v":1', b'"v":1.0'), "encoding", "entry 22"),
    Case("a missing key", "public", in_entry("draw.made", b',"v":1', b""), "entries", "lacks v"),
    Case("an unknown kind", "public", in_entry("draw.made", b"draw.made", b"draw.mode"), "entries", "draw.mode"),
    Case("an event out of order", "public", reorder("draw.made", "round.closed"), "events", "draw.made"),
    Case("an event dropped", "public", drop_entry("incident.recorded"), "root", "25 entries"),
    Case("the draw dropped", "public", drop_entry("draw.made"), "events", "count.completed"),
    Case("the log cut", "public", truncate_log, "root", "25 entries"),
    Case("the log's last newline cut", "public", cut_last_newline, "encoding", "newline"),
    Case("an entry repeated at the end", "public", append_entry, "root", "27 entries"),
    Case("log and checkpoint cut together", "public", cut_to_before_publishing, "manifest", "result.published"),
    Case("a signature", "public", flip_signature, "checkpoints", "checkpoints/26: "),
    Case("a checkpoint by another key", "public", foreign_checkpoint, "checkpoints", "no signature by"),
    Case("a checkpoint dropped", "public", drop_file("checkpoints/13"), "consistency", "checkpoints/13: it is missing"),
    Case("a batch's checkpoint dropped", "public", drop_file("checkpoints/12"), "consistency", "checkpoints/12: it is"),
    Case("checkpoints swapped", "public", swap_checkpoints, "checkpoints", "the name does not fit"),
    Case("a leading zero", "public", replace_in("checkpoints/26", b"\n26\n", b"\n026\n"), "checkpoints", "026"),
    Case("another origin", "public", replace_in("checkpoints/26", b"log/1", b"log/2"), "checkpoints", "origin"),
    Case(
        "an extension line", "public", replace_in("checkpoints/26", b"\n\n", b"\nx\n\n"), "checkpoints", "three lines"
    ),
    Case("an extra file", "public", put_file("extra.txt", b"hello"), "manifest", "extra.txt"),
    Case("an extra pot", "public", put_file("pots/other/result.json", b"{}\n"), "manifest", "pots/other/result.json"),
    Case("a missing README", "public", drop_file("README.txt"), "manifest", "README.txt"),
    Case("another README", "public", put_file("README.txt", b"hello"), "manifest", "README.txt"),
    Case("a missing result", "public", drop_file(YOUTH + "result.json"), "manifest", YOUTH + "result.json"),
    Case("no manifest", "public", drop_file("manifest.json"), "manifest", "manifest.json"),
    Case("no codes", "public", drop_file(WARD + "codes.txt"), "codes", WARD + "codes.txt"),
    Case("a winner in the result", "public", edit_json(YOUTH + "result.json", other_winner), "result", "funded"),
    Case("a ballot line dropped", "auditor", drop_line(YOUTH + "ballots.jsonl", 3), "openings", "is not opened"),
    Case("a roll line dropped", "auditor", drop_line("roll/leaves.jsonl", 3), "roll", "roll.sealed"),
    Case("no trace", "auditor", drop_file(YOUTH + "trace.json"), "count", YOUTH + "trace.json"),
    Case("no ballots", "auditor", drop_file(WARD + "ballots.jsonl"), "openings", WARD + "ballots.jsonl"),
    Case("no roll", "auditor", drop_file("roll/leaves.jsonl"), "roll", "roll/leaves.jsonl"),
]

PROJECTS_FILE = YOUTH + "projects.json"
REHASHED = [
    Case("a swapped title", "public", replace_in(PROJECTS_FILE, b"Ramps", b"Lamps"), "frozen", "title"),
    Case("a summary", "public", replace_in(PROJECTS_FILE, b"About", b"Above"), "frozen", "summary"),
    Case("a cost", "public", replace_in(PROJECTS_FILE, b"400", b"300"), "frozen", "costs"),
    Case(
        "the frozen round",
        "public",
        replace_in(f"rounds/{ROUND}.json", b"A pot", b"A pit"),
        "frozen",
        f"rounds/{ROUND}",
    ),
    Case("a budget", "public", replace_in(f"rounds/{ROUND}.json", b"1000", b"2000"), "frozen", f"rounds/{ROUND}"),
    Case("a result", "public", edit_json(YOUTH + "result.json", other_reason), "manifest", "result.published"),
    Case("a code's state", "public", replace_in(YOUTH + "codes.txt", b"replaced", b"recorded"), "codes", "replaced"),
    Case("a code's day", "public", replace_in(YOUTH + "codes.txt", b"-05\n", b"-06\n"), "codes", "2027-03-05"),
    Case("a code dropped", "public", drop_line(YOUTH + "codes.txt", 1), "codes", "line 2"),
    Case("an extra file, listed", "public", put_file("extra.txt", b"hello"), "manifest", "extra.txt"),
    Case("a file dropped, not listed", "public", drop_file("README.txt"), "manifest", "README.txt"),
    Case("auditor files dropped", "auditor", drop_file("roll/leaves.jsonl"), "manifest", "roll/leaves.jsonl"),
    Case("a ranking", "auditor", edit_line(YOUTH + "ballots.jsonl", reverse_ranking), "openings", "commitment "),
    Case("a salt", "auditor", edit_line(YOUTH + "ballots.jsonl", other_salt), "openings", "commitment "),
    Case("a group", "auditor", replace_in(WARD + "ballots.jsonl", b"north", b"south"), "openings", "commitment "),
    Case("a ballot removed", "auditor", drop_line(YOUTH + "ballots.jsonl", 0), "openings", "is not opened"),
    Case("a ballot twice", "auditor", repeat_line(YOUTH + "ballots.jsonl"), "openings", "opened twice"),
    Case("ballots out of order", "auditor", swap_lines(YOUTH + "ballots.jsonl"), "openings", "out of order"),
    Case("a number in the trace", "auditor", edit_json(YOUTH + "trace.json", other_support), "count", "supporters"),
    Case("a winner in the trace", "auditor", edit_json(YOUTH + "trace.json", other_winner), "count", "funded"),
    Case("a cost in the trace", "auditor", edit_json(YOUTH + "trace.json", other_cost), "count", "bike-shed].cost"),
    Case("a reason", "auditor", edit_json(YOUTH + "trace.json", other_reason), "count", "games-club].reason"),
    Case("a withheld number", "auditor", edit_json(YOUTH + "result.json", other_winner), "result", "funded"),
    Case("a group's number", "auditor", edit_json(WARD + "numbers.json", other_group_number), "groups", "round.closed"),
    Case("a mark", "auditor", edit_line("roll/leaves.jsonl", toggle_mark), "roll", "marked_root"),
    Case("a leaf", "auditor", edit_line("roll/leaves.jsonl", other_leaf), "roll", "roll.sealed"),
    Case("a stranger's leaf", "auditor", repeat_line("roll/leaves.jsonl"), "roll", "twice"),
]


@pytest.fixture(scope="module")
def made() -> MadeRound:
    return make_round()


def _files(made: MadeRound, kind: str) -> Files:
    return made.public() if kind == "public" else made.auditor()


@pytest.mark.parametrize("kind", ["public", "auditor"])
def test_the_bundle_as_it_was_made_verifies(made: MadeRound, tmp_path: Path, kind: str) -> None:
    assert [each for each in verify_files(tmp_path, _files(made, kind)).findings if each.state == FAIL] == []


@pytest.mark.parametrize("case", BYTES, ids=lambda case: case.name)
def test_changed_bytes_are_named(made: MadeRound, tmp_path: Path, case: Case) -> None:
    files = _files(made, case.kind)
    case.change(files)
    assert_named(verify_files(tmp_path, files), case.check, case.says)


@pytest.mark.parametrize("case", REHASHED, ids=lambda case: case.name)
def test_a_manifest_made_to_fit_again_does_not_help(made: MadeRound, tmp_path: Path, case: Case) -> None:
    """The log has the manifest's hash, and each check looks at the thing itself as well."""
    files = _files(made, case.kind)
    case.change(files)
    files["manifest.json"] = manifest_of(files)
    report = verify_files(tmp_path, files)
    assert_named(report, case.check, case.says)
    assert_named(report, "manifest", "its hash is not the one in")


def test_a11_a_ballot_removed_from_the_box_is_named_by_its_commitment(made: MadeRound, tmp_path: Path) -> None:
    files = made.auditor()
    line = json.loads(files[YOUTH + "ballots.jsonl"].splitlines()[7])
    drop_line(YOUTH + "ballots.jsonl", 7)(files)
    files["manifest.json"] = manifest_of(files)
    assert_named(verify_files(tmp_path, files), "openings", f"commitment {line['commitment']}, added in entry")


def test_a12_an_edited_ranking_does_not_open_its_commitment(made: MadeRound, tmp_path: Path) -> None:
    files = made.auditor()
    path = YOUTH + "ballots.jsonl"
    lines = [json.loads(line) for line in files[path].splitlines()]
    lines[5]["ranking"] = ["studio-bus"]
    files[path] = json_lines(lines)
    assert_named(
        verify_files(tmp_path, files), "openings", f"commitment {lines[5]['commitment']}: group, ranking and salt"
    )


def test_a25_every_other_spelling_of_an_entry_is_refused(made: MadeRound, tmp_path: Path) -> None:
    for number, (old, new) in enumerate(
        [(b'"v":1', b'"v":1e0'), (b"3 14", b"\\u0033 14"), (b'"v":1', b'"v":9007199254740992'), (b"3 14", b"3\\u0000")]
    ):
        files = made.public()
        in_entry("draw.made", old, new)(files)
        assert_named(verify_files(tmp_path / str(number), files), "encoding", "entry 22")

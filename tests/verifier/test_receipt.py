"""Receipts held against a log: found, replaced, taken back, not yet, a broken promise; and what is no receipt."""

import base64
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pbvote.verifier.findings import Report
from pbvote.verifier.merkle import leaf_hash, node_hash, root_of
from pbvote.verifier.verify import Request, verify

from .changes import write_folder
from .made_round import LOG_KEY, ORIGIN, RECEIPT_KEY, MadeRound, checkpoint
from .made_stages import make_round
from .made_votes import ROUND, Vote, canonical

IN_LOG_BY = "2027-03-22T17:00:00Z"


@pytest.fixture(scope="module")
def made() -> MadeRound:
    return make_round()


def _note(vote: Vote, **changes: str) -> bytes:
    lines = {"first": "pbvote/receipt/v1", "origin": ORIGIN, "round": ROUND, "pot": vote.pot}
    lines |= {"commitment": vote.commitment, "by": IN_LOG_BY} | changes
    return RECEIPT_KEY.note("".join(f"{line}\n" for line in lines.values()))


def _vote(made: MadeRound, fate: str) -> Vote:
    return next(vote for vote in made.votes if vote.fate == fate)


def _check(made: MadeRound, folder: Path, receipt: bytes) -> Report:
    (folder / "receipt").write_bytes(receipt)
    return verify(Request(write_folder(folder / "bundle", made.public()), receipt=folder / "receipt"))


def _said(report: Report) -> str:
    return " | ".join(f"{each.state} {each.what}" for each in report.findings if each.check == "receipt")


def test_a_recorded_vote_is_found(made: MadeRound, tmp_path: Path) -> None:
    report = _check(made, tmp_path, _note(_vote(made, "recorded")))
    assert report.ok
    assert "ok in the log since 2027-03-05T06:00:00Z, entry 11" in _said(report)


@pytest.mark.parametrize(
    ("fate", "says"),
    [("superseded", "replaced by a later vote"), ("withdrawn", "taken back"), ("annulled", "cancelled")],
)
def test_what_became_of_a_vote_is_noted(made: MadeRound, tmp_path: Path, fate: str, says: str) -> None:
    """A61 rests on this: whoever did not change the vote sees here that somebody did."""
    report = _check(made, tmp_path, _note(_vote(made, fate)))
    assert report.ok
    assert says in _said(report)


def test_a16_a_promise_that_was_broken_is_a_failure(made: MadeRound, tmp_path: Path) -> None:
    """The receipt is signed, the final batch is in the log, and the commitment is not."""
    report = _check(made, tmp_path, _note(_vote(made, "recorded"), commitment="ab" * 32))
    assert not report.ok
    assert "broken promise" in _said(report)


def test_before_the_batch_it_is_not_yet_there(tmp_path: Path) -> None:
    made = make_round()
    opened = made.entries.index(made.find("round.opened")) + 1
    late = next(vote for vote in made.votes if not vote.early)
    del made.entries[opened:]
    made.sizes = [opened]
    report = _check(made, tmp_path, _note(late))
    assert f"note not in the log yet, which ends at 2027-03-01T09:00:00Z; it is promised by {IN_LOG_BY}" in _said(
        report
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"first": "pbvote/receipt/v2"},
        {"origin": "vote.example.coop/log/2"},
        {"round": "autumn-2027"},
        {"pot": "ward"},
        {"commitment": "AB" * 32},
        {"commitment": "ab" * 31},
        {"by": "2027-03-23T17:00:00Z"},
        {"by": "soon"},
        {"extra": "line"},
    ],
    ids=str,
)
def test_other_texts_are_refused(made: MadeRound, tmp_path: Path, changes: dict[str, str]) -> None:
    assert not _check(made, tmp_path, _note(_vote(made, "recorded"), **changes)).ok


def test_a_receipt_signed_by_another_key_is_refused(made: MadeRound, tmp_path: Path) -> None:
    text = _note(_vote(made, "recorded")).decode().partition("\n\n")[0] + "\n"
    report = _check(made, tmp_path, LOG_KEY.note(text))
    assert "FAIL there is no signature by" in _said(report)


@pytest.mark.parametrize("raw", [b"", b"PK", b"hello", b"\xff\n\n\xff"])
def test_what_is_no_receipt(made: MadeRound, tmp_path: Path, raw: bytes) -> None:
    assert not _check(made, tmp_path, raw).ok


def _proof(lines: list[bytes], index: int) -> list[bytes]:
    """The inclusion proof by the recursion of RFC 9162, section 2.1.3.1."""
    if len(lines) == 1:
        return []
    half = 1 << (len(lines) - 1).bit_length() - 1
    if index < half:
        return [*_proof(lines[:half], index), root_of(map(leaf_hash, lines[half:]))]
    return [*_proof(lines[half:], index - half), root_of(map(leaf_hash, lines[:half]))]


def _archive(made: MadeRound, path: Path, change: Callable[[dict[str, bytes]], None] | None = None) -> Path:
    lines = [canonical(entry) for entry in made.entries]
    hashes = "".join(base64.b64encode(each).decode() + "\n" for each in _proof(lines, 11))
    files = {
        "receipt.txt": _note(_vote(made, "recorded")),
        "entry.jsonl": lines[11] + b"\n",
        "proof.txt": f"c2sp.org/tlog-proof@v1\nindex 11\n{hashes}\n".encode() + checkpoint(lines),
        "checkpoint.txt": checkpoint(lines[:11]),
    }
    if change is not None:
        change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return path


def _check_archive(made: MadeRound, folder: Path, change: Callable[[dict[str, bytes]], None] | None = None) -> Report:
    receipt = _archive(made, folder / "receipt.zip", change)
    return verify(Request(write_folder(folder / "bundle", made.public()), receipt=receipt))


def test_an_archive_with_its_proof(made: MadeRound, tmp_path: Path) -> None:
    report = _check_archive(made, tmp_path)
    assert report.ok
    assert "ok proves that entry 11 is in the log" in _said(report)
    assert "ok the log goes on from it" in _said(report)


def _other_index(files: dict[str, bytes]) -> None:
    files["proof.txt"] = files["proof.txt"].replace(b"index 11", b"index 12")


def _short_proof(files: dict[str, bytes]) -> None:
    head, blank, note = files["proof.txt"].partition(b"\n\n")
    files["proof.txt"] = head.rpartition(b"\n")[0] + blank + note


def _long_proof(files: dict[str, bytes]) -> None:
    head, blank, note = files["proof.txt"].partition(b"\n\n")
    files["proof.txt"] = head + b"\n" + base64.b64encode(bytes(32)) + blank + note


def _other_entry(files: dict[str, bytes]) -> None:
    files["entry.jsonl"] = files["entry.jsonl"].replace(b"2027-03-05", b"2027-03-06")


def _not_an_entry(files: dict[str, bytes]) -> None:
    files["entry.jsonl"] = b"{}\n"


def _no_entry(files: dict[str, bytes]) -> None:
    del files["entry.jsonl"]


def _no_note(files: dict[str, bytes]) -> None:
    del files["receipt.txt"]


def _stranger(files: dict[str, bytes]) -> None:
    files["ballot.json"] = b"{}"


def _other_history(files: dict[str, bytes]) -> None:
    files["checkpoint.txt"] = checkpoint([b"another", b"history"])


@pytest.mark.parametrize(
    "change",
    [
        _other_index,
        _short_proof,
        _long_proof,
        _other_entry,
        _not_an_entry,
        _no_entry,
        _no_note,
        _stranger,
        _other_history,
    ],
)
def test_a23_an_archive_that_does_not_hold_together(
    made: MadeRound, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    assert not _check_archive(made, tmp_path, change).ok


def test_the_proof_of_this_file_is_that_of_the_page() -> None:
    """The small recursion above, against the tree written out by hand."""
    leaves = [leaf_hash(line) for line in (b"a", b"b", b"c")]
    assert _proof([b"a", b"b", b"c"], 0) == [leaves[1], leaves[2]]
    assert _proof([b"a", b"b", b"c"], 2) == [node_hash(leaves[0], leaves[1])]

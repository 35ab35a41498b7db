"""A receipt: the signed note of six lines, or the archive with its proof; and what the log made of it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from .bundle import Bundle, open_container
from .canonical import decode
from .checkpoints import Keys, check_one
from .codes import check_code
from .entries import check_entry
from .errors import MalformedError, UnopenableError, UnprovenError
from .findings import Report
from .history import History
from .log import Log
from .merkle import leaf_hash, verify_inclusion
from .note import parse_note, verify_note
from .proof import parse_proof
from .rounds import RoundHistory
from .shapes import hash_hex, name, time

CHECK = "receipt"
_FIRST = "pbvote/receipt/v1"
_LINES = 6
_PROMISE = timedelta(hours=24)
_FILES = {"receipt.txt", "entry.jsonl", "proof.txt", "checkpoint.txt"}
_FATES = {
    "replaced": "it was replaced by a later vote",
    "withdrawn": "it was taken back",
    "cancelled": "it was cancelled: ask the trust why",
}


class Receipt(NamedTuple):
    """What a receipt promises: this commitment stands in the log by this time."""

    round: str
    pot: str
    commitment: str
    in_log_by: str


class Evidence(NamedTuple):
    """What a receipt is held against: the keys and the log of a bundle."""

    keys: Keys
    log: Log
    history: History


def check_receipt(report: Report, path: Path, evidence: Evidence) -> None:
    """Check a receipt file, note or archive, against the log of the bundle."""
    place = path.name
    with report.guard(CHECK, place):
        raw = _read(path)
        archive = _open_archive(report, path) if raw.startswith(b"PK") else None
        receipt = read_receipt(archive.read("receipt.txt") if archive else raw, evidence.keys)
        code = check_code(receipt.commitment)
        report.passed(CHECK, place, "signed for commitment " + receipt.commitment + ", check code " + code)
        with report.guard(CHECK, place):
            _check_promise(receipt, evidence.history)
        with report.guard(CHECK, place):
            _look_up(report, place, receipt, evidence)
        if archive is not None:
            _check_archive(report, place, archive, receipt, evidence)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MalformedError("the file cannot be read: " + ascii(str(error))[:200]) from None


def _open_archive(report: Report, path: Path) -> Bundle:
    try:
        archive = open_container(path)
    except UnopenableError as error:
        raise MalformedError(str(error)) from None
    for where, what in archive.problems:
        report.fail(CHECK, path.name + ", " + where, what)
    for where in sorted(set(archive.paths) - _FILES):
        report.fail(CHECK, path.name + ", " + where, "an archive of a receipt has no such file")
    return archive


def read_receipt(raw: bytes, keys: Keys) -> Receipt:
    """Read a receipt note and check form, origin and signature."""
    note = parse_note(raw)
    lines = note.text[:-1].split("\n")
    if len(lines) != _LINES or lines[0] != _FIRST:
        raise MalformedError("a receipt has six lines of text, the first of which is " + _FIRST)
    if lines[1] != keys.origin:
        raise UnprovenError("its origin " + ascii(lines[1])[:80] + " is not that of the log")
    for each in lines[2:4]:
        name(each)
    hash_hex(lines[4])
    time(lines[5])
    if keys.receipt is None:
        raise UnprovenError("the log names no key to check it with")
    verify_note(note, keys.receipt)
    return Receipt(lines[2], lines[3], lines[4], lines[5])


def _round_of(receipt: Receipt, history: History) -> RoundHistory:
    found = history.order.rounds.get(receipt.round)
    if found is None or receipt.pot not in found.pots:
        raise UnprovenError("the log has no round " + receipt.round + " with a pot " + receipt.pot)
    return found


def _check_promise(receipt: Receipt, history: History) -> None:
    latest = datetime.fromisoformat(_round_of(receipt, history).created["latest_close"][:-1])
    promised = (latest + _PROMISE).isoformat() + "Z"
    if receipt.in_log_by != promised:
        raise UnprovenError("it promises " + receipt.in_log_by + ", but this round's receipts promise " + promised)


def _look_up(report: Report, place: str, receipt: Receipt, evidence: Evidence) -> None:
    fate = evidence.history.ledger.fates.get(receipt.commitment)
    if fate is None:
        _miss(report, place, receipt, evidence)
        return
    if (fate.round, fate.pot) != (receipt.round, receipt.pot):
        raise UnprovenError("the commitment is in the log, but in another pot: " + fate.round + ", " + fate.pot)
    where = "in the log since " + fate.at + ", entry " + str(fate.added_in)
    if fate.state == "recorded":
        report.passed(CHECK, place, where)
    else:
        report.note(CHECK, place, where + "; " + _FATES[fate.state] + " (" + fate.since + ")")


def _miss(report: Report, place: str, receipt: Receipt, evidence: Evidence) -> None:
    found = _round_of(receipt, evidence.history)
    last = max((entry["at"] for entry in evidence.log.entries if entry is not None), default="")
    if found.closed is not None:
        raise UnprovenError("the commitment is not in the log, and the final batch of the round is: a broken promise")
    if last > receipt.in_log_by:
        raise UnprovenError("the commitment is not in the log, and " + receipt.in_log_by + " is over: a broken promise")
    what = "not in the log yet, which ends at " + last + "; it is promised by " + receipt.in_log_by
    report.note(CHECK, place, what)


def _check_archive(report: Report, place: str, archive: Bundle, receipt: Receipt, evidence: Evidence) -> None:
    if archive.has("checkpoint.txt"):
        with report.guard(CHECK, place + ", checkpoint.txt"):
            _check_history(archive.read("checkpoint.txt"), evidence)
            report.passed(CHECK, place + ", checkpoint.txt", "the log goes on from it")
    if archive.has("proof.txt") or archive.has("entry.jsonl"):
        with report.guard(CHECK, place + ", proof.txt"):
            index = _check_proof(archive, receipt, evidence)
            report.passed(CHECK, place + ", proof.txt", "proves that entry " + str(index) + " is in the log")


def _check_history(raw: bytes, evidence: Evidence) -> int:
    checkpoint = check_one(raw, evidence.keys)
    root = evidence.log.roots([checkpoint.size]).get(checkpoint.size)
    if root is None:
        raise UnprovenError("its checkpoint covers more entries than the log of the bundle has")
    if root != checkpoint.root:
        raise UnprovenError("its checkpoint is of another history than the log of the bundle")
    return checkpoint.size


def _check_proof(archive: Bundle, receipt: Receipt, evidence: Evidence) -> int:
    line = archive.read("entry.jsonl")
    if not line.endswith(b"\n"):
        raise MalformedError("entry.jsonl is not one line with its newline")
    entry = check_entry(decode(line[:-1]))
    if entry["kind"] != "ballots.batched" or receipt.commitment not in entry["added"]:
        raise UnprovenError("entry.jsonl does not add the commitment of the receipt")
    if (entry["round"], entry["pot"]) != (receipt.round, receipt.pot):
        raise UnprovenError("entry.jsonl is about another pot than the receipt")
    proof = parse_proof(archive.read("proof.txt"))
    checkpoint = check_one(proof.checkpoint, evidence.keys)
    verify_inclusion(leaf_hash(line[:-1]), proof.entry_index, checkpoint.size, proof.hashes, checkpoint.root)
    _check_history(proof.checkpoint, evidence)
    return proof.entry_index

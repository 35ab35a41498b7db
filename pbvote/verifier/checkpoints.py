"""The checkpoints of a bundle: form, signature, root; those that must exist; and one that somebody kept."""

from typing import NamedTuple, Optional

from .bundle import Bundle
from .checkpoint import Checkpoint, parse_checkpoint
from .errors import MalformedError, UnprovenError, VerifierError
from .findings import Report
from .log import Log
from .note import VerifierKey, parse_key, verify_note
from .shapes import Record

CHECK = "checkpoints"
FOLDER = "checkpoints/"


class Keys(NamedTuple):
    """The keys that `log.started` names; None for one that may not be a key."""

    origin: str
    log: Optional[VerifierKey]
    receipt: Optional[VerifierKey]


def read_keys(report: Report, log: Log) -> Keys:
    """Take the keys from the first entry: without a policy there is no other source, and a note says so."""
    started = log.entries[0] if log.entries else None
    if started is None or started["kind"] != "log.started":
        report.fail(CHECK, "entry 0", "the log does not start with log.started, which names the keys")
        return Keys("", None, None)
    origin = started["origin"]
    what = "the keys come from the log itself; cosignatures and policies are not checked by this version"
    report.note("keys", "entry 0", what)
    if started["clock"] == "shifted":
        report.note("clock", "entry 0", "the clock of this log was shifted: a demo, a rehearsal or a test")
    return Keys(
        origin,
        _key(report, started, "log_key", origin),
        _key(report, started, "receipt_key", origin + "/receipt"),
    )


def _key(report: Report, started: Record, field: str, name: str) -> Optional[VerifierKey]:
    try:
        key = parse_key(started[field])
        if key.name != name:
            raise MalformedError("its name must be " + ascii(name))
    except VerifierError as error:
        report.fail(CHECK, "entry 0, " + field, str(error))
        return None
    return key


def check_one(raw: bytes, keys: Keys) -> Checkpoint:
    """Read one checkpoint note and check origin and signature."""
    found = parse_checkpoint(raw)
    if found.origin != keys.origin:
        raise UnprovenError("its origin " + ascii(found.origin)[:80] + " is not that of the log")
    if found.size == 0:
        raise MalformedError("a checkpoint of size 0 is never signed")
    if keys.log is None:
        raise UnprovenError("the log names no key to check it with")
    verify_note(found.note, keys.log)
    return found


def check_checkpoints(report: Report, bundle: Bundle, log: Log, keys: Keys) -> dict[int, Checkpoint]:
    """Check every note under checkpoints/ by itself; give those that hold, by size."""
    found: dict[int, Checkpoint] = {}
    for path in sorted(each for each in bundle.paths if each.startswith(FOLDER)):
        with report.guard(CHECK, path):
            checkpoint = check_one(bundle.read(path), keys)
            if path != FOLDER + str(checkpoint.size):
                raise MalformedError("the name does not fit its size " + str(checkpoint.size))
            found[checkpoint.size] = checkpoint
    if found and not report.failures(CHECK):
        report.passed(CHECK, FOLDER, str(len(found)) + " checkpoints are signed by the log's key")
    _check_end(report, log, found)
    return found


def _check_end(report: Report, log: Log, found: dict[int, Checkpoint]) -> None:
    if not found:
        report.fail("root", "log.jsonl", "no checkpoint that holds covers the log")
        return
    largest = max(found)
    if largest != len(log.lines):
        entries = str(len(log.lines))
        report.fail("root", "log.jsonl", entries + " entries, but the largest checkpoint has size " + str(largest))
    elif log.roots([largest])[largest] != found[largest].root:
        report.fail("root", "log.jsonl", "the root of the entries is not the root in checkpoints/" + str(largest))
    else:
        report.passed("root", "log.jsonl", "the root over all entries is the root in checkpoints/" + str(largest))


def check_consistency(
    report: Report, log: Log, found: dict[int, Checkpoint], bundle: Bundle, required: dict[int, str]
) -> None:
    """Check that every checkpoint is the root of the log's own beginning, and that none is missing.

    `required` are the sizes that must have a checkpoint, each with the kind of entry it follows.
    """
    for size, kind in sorted(required.items()):
        if not bundle.has(FOLDER + str(size)):
            what = "it is missing: one is signed after " + kind + ", entry " + str(size - 1)
            report.fail("consistency", FOLDER + str(size), what)
    roots = log.roots(found)
    for size, checkpoint in sorted(found.items()):
        if size not in roots:
            report.fail("consistency", FOLDER + str(size), "it covers more entries than the log has")
        elif roots[size] != checkpoint.root:
            what = "its root is not that of the first " + str(size) + " entries"
            report.fail("consistency", FOLDER + str(size), what)
    if found and not report.failures("consistency"):
        report.passed("consistency", FOLDER, "all checkpoints are of one history")


def check_since(report: Report, name: str, raw: bytes, keys: Keys, log: Log) -> None:
    """Check that the log goes on from a checkpoint that somebody kept."""
    with report.guard("since", name):
        kept = check_one(raw, keys)
        root = log.roots([kept.size]).get(kept.size)
        if root is None:
            what = "it covers " + str(kept.size) + " entries, but the log of the bundle has only "
            raise UnprovenError(what + str(len(log.lines)) + ": the log was cut, or the bundle is older")
        if root != kept.root:
            raise UnprovenError("the log of the bundle has another history: its root at this size differs")
        report.passed("since", name, "the log goes on from this checkpoint of " + str(kept.size) + " entries")

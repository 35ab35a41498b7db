"""The list of check codes, made again from the log (docs/log-format.md, section 11)."""

from datetime import datetime, timezone, tzinfo
from typing import Optional

from .balances import Fate
from .bundle import Bundle
from .codes import check_code
from .errors import MalformedError
from .findings import Report
from .history import History
from .rounds import RoundHistory
from .zones import zone_of

CHECK = "codes"


def check_codes(report: Report, bundle: Bundle, found: RoundHistory, history: History) -> None:
    """Compare every pots/<pot>/codes.txt with the commitments of the log."""
    zone = zone_of(found.created["zone"])
    if zone is None:
        what = "this Python does not know the zone " + ascii(found.created["zone"]) + ", so days are not compared"
        report.note(CHECK, "pots/*/codes.txt", what)
    for pot in found.pots:
        path = "pots/" + pot + "/codes.txt"
        with report.guard(CHECK, path):
            expected = _expected(history.ledger.of_pot(found.id, pot), zone)
            _compare(bundle.read(path), expected, days=zone is not None)
            report.passed(CHECK, path, str(len(expected)) + " check codes have the state that the log gives them")


def _expected(fates: dict[str, Fate], zone: Optional[tzinfo]) -> dict[str, str]:
    """Map each line to its commitment, in the order of the file."""
    lines = {}
    for commitment, fate in fates.items():
        moment = datetime.fromisoformat(fate.since[:-1]).replace(tzinfo=timezone.utc)
        day = moment.astimezone(zone or timezone.utc).date().isoformat()
        lines[check_code(commitment) + " " + fate.state + " " + day] = commitment
    return {line: lines[line] for line in sorted(lines)}


def _compare(raw: bytes, expected: dict[str, str], *, days: bool) -> None:
    if raw and not raw.endswith(b"\n"):
        raise MalformedError("the last line is cut: it does not end with a newline")
    try:
        lines = raw.decode("ascii").split("\n")[:-1]
    except UnicodeDecodeError:
        raise MalformedError("the file has a letter that no line of it may have") from None
    theirs = lines if days else [line.rpartition(" ")[0] for line in lines]
    ours = list(expected) if days else [line.rpartition(" ")[0] for line in expected]
    for number, (one, other) in enumerate(zip(theirs, ours), 1):
        if one != other:
            where = "line " + str(number) + " is " + ascii(one)[:80] + ", should be " + ascii(other)
            raise MalformedError(where + " (commitment " + list(expected.values())[number - 1] + ")")
    if len(theirs) != len(ours):
        raise MalformedError("the file has " + str(len(theirs)) + " lines, should have " + str(len(ours)))

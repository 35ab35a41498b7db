"""The opened ballots: each must give its commitment, and all current commitments must be opened, one to one."""

from hashlib import sha256
from typing import NamedTuple

from .bundle import Bundle
from .canonical import encode
from .documents import read_lines
from .errors import MalformedError
from .findings import Report
from .history import History
from .rounds import PotHistory, RoundHistory
from .shapes import Record, hash_hex, list_of, name, project, record

CHECK = "openings"
_SHAPE = record({"commitment": hash_hex, "group": name, "ranking": list_of(project), "salt": hash_hex})
_TAG = b"pbvote/v1/ballot\x00"


class OpenedBallot(NamedTuple):
    """One current ballot: its group and its ranking, from the most wanted on; () is a blank vote."""

    commitment: str
    group: str
    ranking: tuple[str, ...]


def commitment_of(salt: str, ballot: Record) -> str:
    """Give the commitment, in hex, of a canonical ballot under a salt in hex."""
    return sha256(_TAG + bytes.fromhex(salt) + encode(ballot)).hexdigest()


def open_ballots(
    report: Report, bundle: Bundle, found: RoundHistory, history: History
) -> dict[str, list[OpenedBallot]]:
    """Open the ballots of every pot and compare them with the log; give those that could be read."""
    opened = {}
    for pot in found.pots.values():
        path = "pots/" + pot.id + "/ballots.jsonl"
        with report.guard(CHECK, path):
            ballots = _read(report, bundle, path, found.id, pot)
            opened[pot.id] = ballots
            if _compare(report, path, ballots, _current(history, found.id, pot.id)):
                report.passed(CHECK, path, str(len(ballots)) + " ballots open the current commitments one to one")
    return opened


def _current(history: History, round_id: str, pot_id: str) -> dict[str, int]:
    fates = history.ledger.of_pot(round_id, pot_id)
    return {each: fate.added_in for each, fate in fates.items() if fate.state == "recorded"}


def _read(report: Report, bundle: Bundle, path: str, round_id: str, pot: PotHistory) -> list[OpenedBallot]:
    ballots = []
    for number, (_, line) in enumerate(read_lines(bundle, path, _SHAPE), 1):
        found = OpenedBallot(line["commitment"], line["group"], tuple(line["ranking"]))
        where = path + " line " + str(number) + ", commitment " + found.commitment
        ballot = {"group": found.group, "pot": pot.id, "ranking": line["ranking"], "round": round_id, "v": 1}
        with report.guard(CHECK, where):
            ballots.append(found)
            if commitment_of(line["salt"], ballot) != found.commitment:
                raise MalformedError("group, ranking and salt do not give this commitment")
            _check_ranking(found, pot)
    return ballots


def _check_ranking(ballot: OpenedBallot, pot: PotHistory) -> None:
    if ballot.group not in pot.created["groups"]:
        raise MalformedError("the pot has no group " + ballot.group)
    if len(ballot.ranking) > pot.created["max_ranks"]:
        raise MalformedError("the ranking is longer than the pot allows")
    if len(set(ballot.ranking)) != len(ballot.ranking):
        raise MalformedError("the ranking has a project twice")
    if not set(ballot.ranking) <= set(pot.projects):
        raise MalformedError("the ranking has a project that is not in the pot")


def _compare(report: Report, path: str, ballots: list[OpenedBallot], current: dict[str, int]) -> bool:
    before = report.failures(CHECK)
    opened = [each.commitment for each in ballots]
    for earlier, later in zip(opened, opened[1:]):
        if earlier == later:
            report.fail(CHECK, path, "commitment " + later + " is opened twice")
        elif earlier > later:
            report.fail(CHECK, path, "commitment " + later + " stands out of order")
    for commitment in sorted(set(opened) - set(current)):
        report.fail(CHECK, path, "commitment " + commitment + " is not a current one of the log: a ghost ballot")
    for commitment in sorted(set(current) - set(opened)):
        where = "added in entry " + str(current[commitment])
        report.fail(CHECK, path, "commitment " + commitment + ", " + where + ", is not opened: a ballot is missing")
    return report.failures(CHECK) == before

"""The numbers per group, against the log, the opened ballots and the marked register."""

from typing import NamedTuple

from . import merkle
from .balances import check_sums
from .bundle import Bundle
from .documents import file_hash, read_lines, read_record
from .errors import MalformedError
from .findings import Report
from .manifest import LEAVES
from .openings import OpenedBallot
from .order import FEWEST_FOR_T1
from .parts import counts_under
from .rounds import PotHistory, RoundHistory
from .shapes import Record, count, exactly, hash_hex, list_of, name, record

CHECK = "groups"
_SUMMED = ("added", "annulled", "current", "entitled", "marked", "spoilt", "superseded", "withdrawn")
_GROUP = record({"blank": count, "id": name, "ranked": count, **dict.fromkeys(_SUMMED, count)})
_NUMBERS = record({"groups": list_of(_GROUP, 1), "pot": name, "round": name, "v": exactly(1)})
_NAMES = list_of(name, ascending=True)
_LEAF = record({"group": name, "leaf": hash_hex, "marked": _NAMES, "pots": _NAMES})


class Register(NamedTuple):
    """How many members of the roll are entitled, and how many marked, by (pot, group)."""

    entitled: dict[tuple[str, str], int]
    marked: dict[tuple[str, str], int]


def check_roll(report: Report, bundle: Bundle, found: RoundHistory) -> Register:
    """Check the leaves of the roll against both roots in the log; give what they add up to."""
    register = Register({}, {})
    with report.guard("roll", LEAVES):
        lines = read_lines(bundle, LEAVES, _LEAF)
        leaves = [each["leaf"] for _, each in lines]
        for before, after in zip(leaves, leaves[1:]):
            if before >= after:
                report.fail("roll", LEAVES, "leaf " + after + " stands out of order or twice")
        for _, each in lines:
            _take_leaf(report, found, each, register)
        _check_roots(report, found, [line for line, _ in lines], leaves)
        if not report.failures("roll"):
            report.passed("roll", LEAVES, str(len(lines)) + " leaves give the roll root and the marked root")
    return register


def _take_leaf(report: Report, found: RoundHistory, leaf: Record, register: Register) -> None:
    where = LEAVES + ", leaf " + leaf["leaf"]
    if not set(leaf["marked"]) <= set(leaf["pots"]):
        report.fail("roll", where, "a mark in a pot that this member may not vote in")
    for pot in leaf["pots"]:
        group = leaf["group"] if pot not in found.pots else counts_under(found.pots[pot].created, leaf["group"])
        if pot not in found.pots or group not in found.pots[pot].created["groups"]:
            report.fail("roll", where, "the round has no pot " + pot + " with the group " + group)
        key = (pot, group)
        register.entitled[key] = register.entitled.get(key, 0) + 1
        register.marked[key] = register.marked.get(key, 0) + (pot in leaf["marked"])


def _check_roots(report: Report, found: RoundHistory, lines: list[bytes], leaves: list[str]) -> None:
    roll = merkle.root_of(merkle.leaf_hash(bytes.fromhex(each)) for each in leaves).hex()
    if found.roll_root != roll:
        report.fail("roll", LEAVES, "the leaves do not give the root in roll.sealed, or in the last roll.changed")
    marked = merkle.root_of(map(merkle.leaf_hash, lines)).hex()
    if found.closed is None or found.closed["marked_root"] != marked:
        report.fail("roll", LEAVES, "leaves and marks do not give the marked_root in round.closed")


def check_groups(
    report: Report,
    bundle: Bundle,
    found: RoundHistory,
    register: Register,
    opened: dict[str, list[OpenedBallot]],
) -> None:
    """Check every pots/<pot>/numbers.json."""
    for pot in found.pots.values():
        path = "pots/" + pot.id + "/numbers.json"
        with report.guard(CHECK, path):
            before = report.failures(CHECK)
            value = read_record(bundle, path, _NUMBERS)
            _check_head(bundle, path, value, found.id, pot)
            _check_totals(report, path, value, pot)
            _check_tier(report, path, value, pot)
            for group in value["groups"]:
                counted = _count(pot.id, group["id"], register, opened.get(pot.id, []))
                _check_group(report, path + ", group " + group["id"], group, counted)
            if report.failures(CHECK) == before:
                report.passed(CHECK, path, "the numbers of every group balance")


def _check_head(bundle: Bundle, path: str, value: Record, round_id: str, pot: PotHistory) -> None:
    if (value["round"], value["pot"]) != (round_id, pot.id):
        raise MalformedError("the file is about another pot or round")
    if [each["id"] for each in value["groups"]] != pot.created["groups"]:
        raise MalformedError("its groups are not those of the pot in their order")
    if pot.closed is None or pot.closed["numbers"] != file_hash(bundle, path):
        raise MalformedError("its hash is not the one in round.closed")


def _check_totals(report: Report, path: str, value: Record, pot: PotHistory) -> None:
    stated = pot.closed or {}
    for key in (*_SUMMED, "blank", "ranked"):
        total = sum(group[key] for group in value["groups"])
        if stated[key] is not None and stated[key] != total:
            what = key + " of all groups is " + str(total) + ", but round.closed says " + str(stated[key])
            report.fail(CHECK, path, what)


def _check_tier(report: Report, path: str, value: Record, pot: PotHistory) -> None:
    few = any(group["current"] < FEWEST_FOR_T1 for group in value["groups"])
    tier = "T0" if few else pot.created["tier"]
    if pot.closed is not None and pot.closed["tier"] != tier:
        report.fail(CHECK, path, "the numbers of its groups ask for the tier " + tier + ", not " + pot.closed["tier"])


def _count(pot: str, group: str, register: Register, ballots: list[OpenedBallot]) -> dict[str, int]:
    mine = [each for each in ballots if each.group == group]
    blank = sum(not each.ranking for each in mine)
    return {
        "entitled": register.entitled.get((pot, group), 0),
        "marked": register.marked.get((pot, group), 0),
        "current": len(mine),
        "blank": blank,
        "ranked": len(mine) - blank,
    }


def _check_group(report: Report, where: str, group: Record, counted: dict[str, int]) -> None:
    check_sums(report, where, group, CHECK)
    for key, number in counted.items():
        if group[key] != number:
            what = key + " is " + str(group[key]) + ", but roll and ballots give " + str(number)
            report.fail(CHECK, where, what)

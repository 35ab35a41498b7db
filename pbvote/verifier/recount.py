"""The count once more, from the opened ballots; compared with trace.json key by key and with the log."""

from hashlib import sha256
from typing import NamedTuple, Optional

from .bundle import Bundle
from .canonical import encode
from .documents import read_json
from .errors import MalformedError
from .findings import Report
from .openings import OpenedBallot
from .parts import shared_groups
from .pot import ROUND_RULES, Ballot, Pot, drawn_order
from .result import Counted, count_in_full, document_of
from .rounds import PotHistory, RoundHistory
from .shapes import Record, shown

CHECK = "count"


class Recounted(NamedTuple):
    """A pot counted again: its ballots, the count, and the document that we make of it."""

    ballots: list[Ballot]
    counted: Counted
    document: Record


def recount_pots(
    report: Report, bundle: Bundle, found: RoundHistory, opened: dict[str, list[OpenedBallot]]
) -> dict[str, Recounted]:
    """Count every pot again and compare; give our own counts, by pot."""
    results = {}
    for pot in found.pots.values():
        path = "pots/" + pot.id + "/trace.json"
        with report.guard(CHECK, path):
            if pot.id not in opened:
                raise MalformedError("the count cannot be run again, since the ballots cannot be read")
            ballots = _ballots(pot, opened[pot.id])
            counted = count_in_full(_pot(found, pot), ballots)
            own = document_of(counted)
            results[pot.id] = Recounted(ballots, counted, own)
            before = report.failures(CHECK)
            _compare_trace(report, bundle, path, own)
            _compare_log(report, bundle, path, pot, own)
            if report.failures(CHECK) == before:
                funded = str(len(own["funded"]))
                report.passed(CHECK, path, "the count, run again, is the same byte for byte: " + funded + " funded")
    return results


def _pot(found: RoundHistory, pot: PotHistory) -> Pot:
    if pot.frozen is None or found.seed is None:
        raise MalformedError("the log has no projects.frozen or no draw.made for this count")
    number = {each: position for position, each in enumerate(pot.projects)}
    if pot.created["rule"] not in ROUND_RULES:
        raise MalformedError("a round is not decided by the rule " + shown(pot.created["rule"]))
    created, shares = pot.created, pot.created.get("shares", {})
    return Pot(
        budget=created["budget"],
        ids=tuple(pot.projects),
        costs=tuple(each["cost"] for each in pot.frozen["projects"]),
        tie_order=drawn_order(found.seed, pot.projects),
        withdrawn=frozenset(number[each] for each in pot.withdrawn),
        conflicts=tuple(tuple(number[each] for each in group) for group in pot.frozen["conflicts"]),
        rule=created["rule"],
        completion=created["completion"],
        share_step=created["share_step"],
        max_ranks=created["max_ranks"],
        minimum_supporters=created["minimum_supporters"],
        quorum=created["quorum"],
        groups=shared_groups(created),
        min_group=shares.get("min_group", 1),
        max_ratio=shares.get("max_ratio", 1),
    )


def _ballots(pot: PotHistory, opened: list[OpenedBallot]) -> list[Ballot]:
    number = {each: position for position, each in enumerate(pot.projects)}
    ballots: list[Ballot] = []
    for ballot in opened:
        if len(set(ballot.ranking)) != len(ballot.ranking) or not number.keys() >= set(ballot.ranking):
            what = "the count cannot be run again: commitment " + ballot.commitment + " has a ranking that"
            raise MalformedError(what + " no ballot of this pot can have")
        ranking = tuple((number[each],) for each in ballot.ranking)
        ballots.append(Ballot(ranking, pot.created["groups"].index(ballot.group)))
    return ballots


def _compare_trace(report: Report, bundle: Bundle, path: str, own: Record) -> None:
    theirs = read_json(bundle, path)
    difference = first_difference(theirs, own, "")
    if difference is not None:
        report.fail(CHECK, path, "the count, run again, differs: " + difference)


def _compare_log(report: Report, bundle: Bundle, path: str, pot: PotHistory, own: Record) -> None:
    entry = pot.counted
    if entry is None:
        raise MalformedError("the log has no count.completed of the pot " + pot.id)
    where = "count.completed of " + pot.id
    for key in ("rule", "funded", "spent"):
        if entry[key] != own[key]:
            what = key + " is " + shown(entry[key]) + ", but the count, run again, gives " + shown(own[key])
            report.fail(CHECK, where, what)
    if entry["trace"] != sha256(bundle.read(path)).hexdigest():
        report.fail(CHECK, where, "the hash of the trace is not that of " + path)
    if entry["trace"] != sha256(encode(own) + b"\n").hexdigest():
        report.fail(CHECK, where, "the hash of the trace is not that of the count, run again")


def first_difference(theirs: object, ours: object, where: str) -> Optional[str]:
    """Name the first place where two documents differ, keys in order; None when they are the same."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return _first_in_objects(theirs, ours, where)
    if isinstance(theirs, list) and isinstance(ours, list):
        return _first_in_lists(theirs, ours, where)
    if type(theirs) is type(ours) and theirs == ours:
        return None
    return where + " is " + shown(theirs) + ", should be " + shown(ours)


def _first_in_objects(theirs: Record, ours: Record, where: str) -> Optional[str]:
    for key in sorted({*theirs, *ours}):
        place = where + "." + key if where else key
        if key not in theirs or key not in ours:
            return place + " is " + ("missing" if key in ours else "a key that does not belong there")
        found = first_difference(theirs[key], ours[key], place)
        if found is not None:
            return found
    return None


def _first_in_lists(theirs: "list[object]", ours: "list[object]", where: str) -> Optional[str]:
    for position, (one, other) in enumerate(zip(theirs, ours)):
        found = first_difference(one, other, where + _label(position, other))
        if found is not None:
            return found
    if len(theirs) != len(ours):
        return where + " has " + str(len(theirs)) + " items, should have " + str(len(ours))
    return None


def _label(position: int, item: object) -> str:
    name = item.get("id", item.get("project")) if isinstance(item, dict) else None
    return "[" + (str(position) if name is None else str(name)) + "]"

"""The public result of every pot: what the tier allows of the trace, or, without a trace, what the log says."""

from collections.abc import Mapping
from typing import Optional

from .bundle import Bundle
from .documents import read_json, read_record
from .errors import MalformedError
from .findings import Report
from .pot import drawn_order
from .public_frame import check_frame, must
from .public_numbers import check_numbers
from .reasons import explain
from .recount import Recounted, first_difference
from .redaction import public_result
from .result_shape import SHAPES
from .rounds import PotHistory, RoundHistory
from .shapes import Record, shown

CHECK = "result"


def check_results(report: Report, bundle: Bundle, found: RoundHistory, recounted: Mapping[str, Recounted]) -> None:
    """Check every pots/<pot>/result.json; `recounted` are our own counts, empty for a public bundle."""
    for pot in found.pots.values():
        path = "pots/" + pot.id + "/result.json"
        with report.guard(CHECK, path):
            if pot.closed is None:
                raise MalformedError("the log has no round.closed, which states the tier")
            if pot.id in recounted:
                _check_redaction(bundle, path, found, pot, recounted[pot.id].document)
                what = "shows exactly what tier " + pot.closed["tier"] + " allows of the trace"
            else:
                _check_against_log(bundle, path, found, pot)
                what = "agrees with what the log says about tier, rule, draw, money and funded projects"
            report.passed(CHECK, path, what)


def _check_redaction(bundle: Bundle, path: str, found: RoundHistory, pot: PotHistory, trace: Record) -> None:
    closed = pot.closed or {}
    expected = public_result(trace, found.id, pot.id, closed["tier"])
    difference = first_difference(read_json(bundle, path), expected, "")
    if difference is not None:
        raise MalformedError("not what the tier allows of the trace: " + difference)


def _check_against_log(bundle: Bundle, path: str, found: RoundHistory, pot: PotHistory) -> None:
    closed, counted = pot.closed, pot.counted
    if closed is None or counted is None:
        raise MalformedError("the log has no round.closed or no count.completed of this pot")
    value = read_record(bundle, path, SHAPES[closed["tier"]])
    expected = {
        "round": found.id,
        "pot": pot.id,
        "budget": pot.created["budget"],
        "rule": counted["rule"],
        "funded": counted["funded"],
        "spent": counted["spent"],
        "left": pot.created["budget"] - counted["spent"],
        "turnout": closed["current"],
    }
    if closed["tier"] == "T1":
        expected.update(_expected_of_t1(found, pot, closed))
    for key, stated in expected.items():
        if value[key] != stated:
            raise MalformedError(key + " is " + shown(value[key]) + ", but the log gives " + shown(stated))
    listed = [(each["id"], each["cost"]) for each in value["projects"]]
    if listed != list(pot.costs.items()):
        raise MalformedError("projects are not those that were frozen, with their costs, in their order")
    _check_out(value, pot)
    _check_states(value, counted["funded"])
    if closed["tier"] == "T1":
        check_frame(value, pot)
        check_numbers(value, pot)


def _expected_of_t1(found: RoundHistory, pot: PotHistory, closed: Record) -> Record:
    order: Optional[list[str]] = None
    if found.seed is not None:
        order = [pot.projects[each] for each in drawn_order(found.seed, pot.projects)]
    return {
        "blank": closed["blank"],
        "n": closed["ranked"],
        "completion": pot.created["completion"],
        "tie_order": order,
    }


def _check_states(value: Record, funded: list[str]) -> None:
    for each in value["projects"]:
        if (each["state"] in {"funded", "filled"}) != (each["id"] in funded):
            raise MalformedError("the state of " + shown(each["id"]) + " is not what the list of funded ones says")
    if value["tier"] == "T1":
        _check_story(value, funded)


def _check_out(value: Record, pot: PotHistory) -> None:
    fills = pot.created["completion"] == "add1u"
    for each in value["projects"]:
        may = each["id"] in pot.withdrawn or pot.created["minimum_supporters"] > 0
        must(each["state"] != "removed" or may, each["id"] + " is removed, but the log gives no cause")
        out = each["id"] not in pot.withdrawn or each["state"] == "removed"
        must(out, each["id"] + " was withdrawn but is not removed")
        must(each["state"] != "filled" or fills, each["id"] + " is filled, but only add1u fills")


def _check_story(value: Record, funded: list[str]) -> None:
    if [each["project"] for each in value["steps"]] != funded:
        raise MalformedError("the steps are not those of the funded projects in their order")
    removed = [each["id"] for each in value["projects"] if each["state"] == "removed"]
    if removed != [each["id"] for each in value["removed"]]:
        raise MalformedError("the removed projects are not those whose state says so")
    for each in value["projects"]:
        reason = explain(value, each)
        if each["reason"] != reason:
            what = "the reason of " + shown(each["id"]) + " does not follow from the numbers shown"
            raise MalformedError(what + ", which give " + shown(reason))

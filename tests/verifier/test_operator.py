"""The operator, who holds the log's key and signs everything anew, still cannot make a lie hold together."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from .changes import WARD, YOUTH, assert_named, verify_files
from .made_round import LOG_KEY, ORIGIN, MadeRound
from .made_stages import make_round
from .made_votes import ROUND, canonical, json_lines, sha
from .signer import Signer


def _edit(kind: str, pot: str | None = None, **keys: object) -> Callable[[MadeRound], None]:
    def change(made: MadeRound) -> None:
        made.find(kind, pot).update(keys)

    return change


def _edit_closed(pot: int, **keys: object) -> Callable[[MadeRound], None]:
    def change(made: MadeRound) -> None:
        made.find("round.closed")["pots"][pot].update(keys)

    return change


def _swap_entries(first: str, second: str) -> Callable[[MadeRound], None]:
    """Swap two entries but for their times, so that only the order is wrong."""

    def change(made: MadeRound) -> None:
        one, two = made.find(first), made.find(second)
        i, j = made.entries.index(one), made.entries.index(two)
        made.entries[i], made.entries[j] = two, one
        one["at"], two["at"] = two["at"], one["at"]

    return change


def _commit_twice(made: MadeRound) -> None:
    early, ward = made.find("ballots.batched", "youth"), made.find("ballots.batched", "ward")
    ward["added"] = sorted([*ward["added"], early["added"][0]])


def _unknown_superseded(made: MadeRound) -> None:
    batch = [each for each in made.entries if each["kind"] == "ballots.batched"][2]
    batch["superseded"] = sorted([*batch["superseded"], "ab" * 32])


def _withdraw_twice(made: MadeRound) -> None:
    batch = [each for each in made.entries if each["kind"] == "ballots.batched"][2]
    batch["withdrawn"] = sorted([*batch["withdrawn"], batch["superseded"][0]])


def _same_code(made: MadeRound) -> None:
    ward = made.find("ballots.batched", "ward")
    twin = ward["added"][0]
    ward["added"] = sorted([*ward["added"], twin[:63] + ("0" if twin[63] != "0" else "1")])


def _unsorted(made: MadeRound) -> None:
    made.find("ballots.batched")["added"].reverse()


def _batch_after_close(made: MadeRound) -> None:
    batch = dict(made.find("ballots.batched", "ward"))
    position = made.entries.index(made.find("draw.made"))
    made.entries.insert(position, {**batch, "at": made.find("draw.made")["at"], "added": ["cd" * 32]})
    made.sizes = [size + (size > position) for size in made.sizes]


def _insert(before: str, kind: str, **keys: object) -> Callable[[MadeRound], None]:
    """Put an entry before the first one of a kind, at the same time, with every checkpoint in its place."""

    def change(made: MadeRound) -> None:
        position = made.entries.index(made.find(before))
        made.entries.insert(position, {"kind": kind, "v": 1, "at": made.find(before)["at"], **keys})
        made.sizes = [size + (size > position) for size in made.sizes]

    return change


def _appoint(before: str, role: str, *by: str) -> Callable[[MadeRound], None]:
    return _insert(before, "officer.acted", act="appointed", role=role, roles=list(by))


def _late_appointment(made: MadeRound) -> None:
    made.find("draw.made")["roles"] = ["officer-1", "officer-9"]
    _appoint("count.completed", "officer-9", "officer-1", "officer-2")(made)


def _close_at(at: str) -> Callable[[MadeRound], None]:
    """Move the final batches and the close to another moment."""

    def change(made: MadeRound) -> None:
        closed_at = made.find("round.closed")["at"]
        for entry in made.entries:
            if entry["at"] == closed_at:
                entry["at"] = at

    return change


def _part_final_from_close(made: MadeRound) -> None:
    made.find("ballots.batched", "ward")["at"] = "2027-03-15T17:01:00Z"
    for entry in made.entries:
        if entry["kind"] == "ballots.batched" and entry["at"] > "2027-03-15T17:01:00Z":
            entry["at"] = "2027-03-15T17:01:00Z"


def _ghost(made: MadeRound) -> None:
    """A13: a ballot without a voter: commitment, numbers, ballots and codes fit one another, the roll does not."""
    vote = made.votes[-1]
    ghost = type(vote)("ward", "south", ["brook-pond"], bytes(32), "recorded", early=False)
    ward = made.find("ballots.batched", "ward")
    ward["added"] = sorted([*ward["added"], ghost.commitment])
    closed = made.find("round.closed")["pots"][1]
    for key in ("added", "current", "marked"):
        closed[key] += 1
    lines = [json.loads(line) for line in made.files[WARD + "ballots.jsonl"].splitlines()]
    lines = sorted([*lines, ghost.line], key=lambda line: str(line["commitment"]))
    made.files[WARD + "ballots.jsonl"] = json_lines(lines)
    numbers = json.loads(made.files[WARD + "numbers.json"])
    for key in ("added", "current", "marked", "ranked"):
        numbers["groups"][1][key] += 1
    made.files[WARD + "numbers.json"] = canonical(numbers) + b"\n"
    closed["numbers"] = sha(made.files[WARD + "numbers.json"])


def _mark_an_abstainer(made: MadeRound) -> None:
    """A ghost ballot with a mark of somebody who did not vote, in the wrong group."""
    _ghost(made)
    lines = [json.loads(line) for line in made.files["roll/leaves.jsonl"].splitlines()]
    next(line for line in lines if not line["marked"] and line["group"] == "all")["marked"] = ["ward"]
    made.files["roll/leaves.jsonl"] = json_lines(lines)


def _forge_trace(made: MadeRound) -> None:
    """Another winner everywhere: trace, result and log agree, only the ballots do not."""
    for name in ("trace.json", "result.json"):
        path = WARD + name
        value = json.loads(made.files[path])
        value.update(funded=["brook-pond"], spent=500, left=100)
        made.files[path] = canonical(value) + b"\n"
    counted = made.find("count.completed", "ward")
    counted.update(funded=["brook-pond"], spent=500, trace=sha(made.files[WARD + "trace.json"]))


def _forge_public_result(made: MadeRound) -> None:
    """A number that the tier withholds stands in the public result."""
    trace = json.loads(made.files[YOUTH + "trace.json"])
    result = json.loads(made.files[YOUTH + "result.json"])
    result["projects"][0]["points"] = trace["projects"][0]["points"]
    made.files[YOUTH + "result.json"] = canonical(result) + b"\n"


def _other_key(made: MadeRound) -> None:
    made.find("log.started")["log_key"] = Signer(ORIGIN, 9).vkey


def _small_order_key(made: MadeRound) -> None:
    weak = Signer(ORIGIN, 9)
    weak.public = bytes([1]) + bytes(31)
    made.find("log.started")["log_key"] = weak.vkey


class Fraud(NamedTuple):
    """What an operator does with the log's key in hand, and the check and words that must name it."""

    name: str
    change: Callable[[MadeRound], None]
    check: str
    says: str


FRAUDS = [
    Fraud("the draw after the count", _swap_entries("draw.made", "count.completed"), "events", "count.completed"),
    Fraud("frozen after sealed", _swap_entries("projects.frozen", "roll.sealed"), "events", "roll.sealed"),
    Fraud("opened before sealed", _swap_entries("round.opened", "roll.sealed"), "events", "round.opened"),
    Fraud("a time that goes back", _edit("draw.made", at="2027-01-01T00:00:00Z"), "events", "entry 22"),
    Fraud("a time that no calendar has", _edit("draw.made", at="2027-02-30T00:00:00Z"), "entries", "entry 22"),
    Fraud("one officer", _edit("draw.made", roles=["officer-1", "officer-1"]), "entries", "two different officers"),
    Fraud("an officer nobody appointed", _edit("draw.made", roles=["officer-1", "officer-9"]), "events", "officer-9"),
    Fraud("one officer alone, unknown", _edit("round.suspended", roles=["officer-9"]), "events", "never appointed"),
    Fraud("an incident of a stranger", _edit("incident.recorded", role="officer-9"), "events", "never appointed"),
    Fraud("appointed only after the act", _late_appointment, "events", "officer-9 acts here"),
    Fraud("appointed twice", _appoint("officer.acted", "officer-3", "console"), "events", "officer-3 was appointed"),
    Fraud("their own appointment", _appoint("draw.made", "officer-4", "officer-1", "officer-4"), "events", "officer-4"),
    Fraud(
        "appointed by strangers", _appoint("draw.made", "officer-4", "officer-8", "officer-9"), "events", "officer-8"
    ),
    Fraud("the console after a round", _appoint("round.amended", "officer-4", "console"), "events", "the console"),
    Fraud("an incident of no round", _edit("incident.recorded", round="autumn"), "events", "autumn"),
    Fraud(
        "an incident that ends first",
        _edit("incident.recorded", **{"from": "2027-03-14T11:00:00Z", "to": "2027-03-14T10:00:00Z"}),
        "events",
        "from is after to",
    ),
    Fraud("a program never installed", _edit("count.completed", program="0.2.0"), "events", "'0.2.0'"),
    Fraud("extended after the close", _edit("round.extended", at="2027-03-14T17:00:00Z"), "events", "had come already"),
    Fraud("closed within the grace", _close_at("2027-03-15T17:01:59Z"), "events", "the round closed before its time"),
    Fraud("opened before its time", _edit("round.opened", at="2027-02-28T09:00:00Z"), "events", "before its time"),
    Fraud("a batch at noon", _edit("ballots.batched", at="2027-03-05T12:00:00Z"), "events", "12:00:00"),
    Fraud("a batch a moment too late", _edit("ballots.batched", at="2027-03-05T06:11:00Z"), "events", "06:11:00"),
    Fraud("a batch a moment too early", _edit("ballots.batched", at="2027-03-05T05:59:59Z"), "events", "05:59:59"),
    Fraud("a final batch before the close", _part_final_from_close, "events", "not the final one"),
    Fraud("a long suspension", _edit("round.suspended", until="2027-03-08T20:00:00Z"), "events", "24 hours"),
    Fraud("resumed too early", _edit("round.suspended", until="2027-03-06T21:00:00Z"), "events", "run out"),
    Fraud("extended too far", _edit("round.extended", closes_at="2027-04-14T17:00:00Z"), "events", "latest_close"),
    Fraud("opened early", _edit("round.opened", effective_at="2027-02-28T09:00:00Z"), "events", "opens_at"),
    Fraud("closed early", _edit("round.closed", effective_at="2027-03-14T17:00:00Z"), "events", "closes_at"),
    Fraud("an unknown project withdrawn", _edit("project.withdrawn", project="moon"), "events", "no project moon"),
    Fraud("another rule", _edit("count.completed", rule="points-greedy"), "events", "rule"),
    Fraud("a dear project funded", _edit("count.completed", funded=["studio-bus"]), "events", "spent"),
    Fraud("a withdrawn project funded", _edit("count.completed", funded=["ramps"], spent=100), "events", "withdrawn"),
    Fraud("a looser tier", _edit_closed(1, tier="T1"), "events", "tier"),
    Fraud("a commitment twice", _commit_twice, "balances", "was added before"),
    Fraud("superseded but never added", _unknown_superseded, "balances", "ab" * 32),
    Fraud("taken out twice", _withdraw_twice, "balances", "was replaced before"),
    Fraud("two commitments of one check code", _same_code, "balances", "same check code"),
    Fraud("an unsorted list", _unsorted, "entries", "out of order"),
    Fraud("a batch after the close", _batch_after_close, "events", "ballots.batched"),
    Fraud("a part of a batch", _edit("ballots.batched", parts=2), "balances", "part 2 of the batch"),
    Fraud("one more current", _edit_closed(0, current=63), "balances", "current"),
    Fraud("one more blank", _edit_closed(0, blank=99), "balances", "blank and ranked"),
    Fraud("one more spoilt", _edit_closed(0, spoilt=1), "balances", "marked is not"),
    Fraud("more entitled", _edit_closed(0, entitled=999), "balances", "entitled"),
    Fraud("more marked than entitled", _edit_closed(0, entitled=3), "balances", "more are marked"),
    Fraud("other numbers of groups", _edit_closed(1, numbers="0" * 64), "groups", "round.closed"),
    Fraud("another roll root", _edit("roll.changed", root="0" * 64), "roll", "roll.sealed"),
    Fraud("another marked root", _edit("round.closed", marked_root="0" * 64), "roll", "marked_root"),
    Fraud("another trace hash", _edit("count.completed", trace="0" * 64), "count", "count.completed of youth"),
    Fraud("another seed", _edit("draw.made", seed="1"), "count", "tie_order"),
    Fraud("another cost in the log", _edit("count.completed", spent=1), "events", "spent"),
    Fraud("a ghost ballot", _ghost, "groups", "marked is"),
    Fraud("a ghost ballot and a mark", _mark_an_abstainer, "roll", "marked_root"),
    Fraud("a forged count", _forge_trace, "count", "funded"),
    Fraud("a number that the tier withholds", _forge_public_result, "result", "points"),
    Fraud("another log key", _other_key, "checkpoints", "no signature by"),
    Fraud("a key of small order", _small_order_key, "checkpoints", "small order"),
]


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda fraud: fraud.name)
def test_what_even_the_operator_cannot_hide(tmp_path: Path, fraud: Fraud) -> None:
    """Everything is hashed and signed anew with the log's own key: what is said still has to hold together."""
    made = make_round()
    fraud.change(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.auditor()), fraud.check, fraud.says)


def test_an_officer_whom_two_others_appointed_may_act(tmp_path: Path) -> None:
    """The rule refuses the wrong appointments alone."""
    made = make_round()
    _appoint("draw.made", "officer-4", "officer-1", "officer-2")(made)
    made.find("draw.made")["roles"] = ["officer-3", "officer-4"]
    made.relink()
    assert verify_files(tmp_path, made.auditor()).ok


def test_a_zone_that_this_python_does_not_know_is_noted(tmp_path: Path) -> None:
    """The hours of the batches were not checked, and the report says so."""
    made = make_round()
    for kind in ("round.created", "round.amended"):
        made.find(kind)["zone"] = "Nowhere/Land"
    made.find("ballots.batched")["at"] = "2027-03-05T12:00:00Z"
    notes = [each.where for each in verify_files(tmp_path, made.public()).findings if each.state == "note"]
    assert f"round {ROUND}" in notes
    assert "pots/*/codes.txt" in notes


def test_a13_a_ghost_ballot_upsets_the_balances(tmp_path: Path) -> None:
    """Even when the operator makes log, ballots and numbers fit: the marked register has nobody for it."""
    made = make_round()
    _ghost(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.auditor()), "groups", "marked is 6, but roll and ballots give 5")


def test_the_log_key_itself_is_held() -> None:
    """The tests above sign with the key that the log names; this one makes sure of it."""
    assert make_round().find("log.started")["log_key"] == LOG_KEY.vkey

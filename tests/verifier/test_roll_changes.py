"""Changes of a sealed roll: numbers and root follow them, and no ballot is annulled without a member who left."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .changes import assert_named, verify_files
from .made_round import MadeRound
from .made_stages import make_round

Change = Callable[[MadeRound], None]


def _moves(youth: dict[str, int], *, also: bool = True) -> Change:
    """Let `roll.changed` say other numbers of the pot `youth`; `also`: and `round.closed` fit them."""

    def change(made: MadeRound) -> None:
        moves = made.find("roll.changed")["pots"][0]
        before = moves["added"] - moves["removed"]
        moves.update(youth)
        if also:
            made.find("round.closed")["pots"][0]["entitled"] += moves["added"] - moves["removed"] - before

    return change


def _edit(**keys: object) -> Change:
    return lambda made: made.find("roll.changed").update(keys)


def _drop(made: MadeRound) -> None:
    position = made.entries.index(made.find("roll.changed"))
    del made.entries[position]
    made.sizes = [size - (size > position) for size in made.sizes]


def _move_before(kind: str) -> Change:
    """Put `roll.changed` directly before the first entry of a kind, with that entry's time."""

    def change(made: MadeRound) -> None:
        changed = made.find("roll.changed")
        _drop(made)
        position = made.entries.index(made.find(kind))
        made.entries.insert(position, {**changed, "at": made.find(kind)["at"]})
        made.sizes = [size + (size > position) for size in made.sizes]

    return change


def _again(made: MadeRound) -> None:
    """A second change, after which the leaves of the roll no longer give the root that the log said last."""
    changed = made.find("roll.changed")
    position = made.entries.index(changed) + 1
    made.entries.insert(position, {**changed, "root": "0" * 64})
    made.sizes = [size + (size > position) for size in made.sizes]


def _one_annulled_more(made: MadeRound) -> None:
    """The operator takes out a vote that they do not like, as if its voter had left."""
    final = [each for each in made.entries if each["kind"] == "ballots.batched" and each["pot"] == "youth"][-1]
    final["annulled"] = sorted([*final["annulled"], made.find("ballots.batched")["added"][0]])


def _pots(*ids: str) -> Change:
    return _edit(pots=[{"added": 0, "id": each, "removed": 1} for each in ids])


@pytest.mark.parametrize(
    ("change", "check", "says"),
    [
        pytest.param(_drop, "events", "annulled in youth", id="the change is hidden"),
        pytest.param(_move_before("roll.sealed"), "events", "roll.changed may not come", id="before the sealing"),
        pytest.param(_move_before("draw.made"), "events", "roll.changed may not come", id="after the close"),
        pytest.param(_moves({"added": 2}, also=False), "balances", "entitled", id="one more than the close says"),
        pytest.param(_moves({"removed": 2}, also=False), "balances", "entitled", id="one fewer than the close says"),
        pytest.param(_moves({"added": 2}), "groups", "entitled", id="a member whom the roll does not know"),
        pytest.param(_moves({"added": 0, "removed": 0}), "events", "annulled in youth", id="nobody left"),
        pytest.param(_moves({"removed": 999}), "events", "more members leave", id="more than stood on the roll"),
        pytest.param(_moves({"removed": -1}), "entries", "whole number", id="fewer than nobody"),
        pytest.param(_edit(root="0" * 64), "roll", "roll.changed", id="another root"),
        pytest.param(_again, "roll", "roll.changed", id="a later root"),
        pytest.param(_edit(roles=["officer-1", "officer-1"]), "entries", "two different", id="one officer alone"),
        pytest.param(_edit(roles=["system"]), "entries", "entry 13: roles", id="by a program"),
        pytest.param(_edit(roles=["officer-1", "officer-8"]), "events", "officer-8", id="by a stranger"),
        pytest.param(_edit(reason="Because!"), "entries", "reason", id="a reason in free words"),
        pytest.param(_edit(names=["Ann"]), "entries", "names", id="more than numbers"),
        pytest.param(_pots("youth"), "events", "pots", id="a pot left out"),
        pytest.param(_pots("ward", "youth"), "events", "pots", id="pots in another order"),
        pytest.param(_one_annulled_more, "events", "annulled in youth", id="a ballot annulled for nobody"),
    ],
)
def test_a_false_change_of_the_roll_is_named(tmp_path: Path, change: Change, check: str, says: str) -> None:
    """Everything is hashed and signed anew by the operator, and still does not hold together."""
    made = make_round()
    change(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.auditor()), check, says)


def test_a_second_change_that_changes_nothing_is_legal(tmp_path: Path) -> None:
    """The rule refuses false changes alone."""
    made = make_round()
    changed = made.find("roll.changed")
    position = made.entries.index(changed) + 1
    nothing = [{"added": 0, "id": each["id"], "removed": 0} for each in changed["pots"]]
    made.entries.insert(position, {**changed, "pots": nothing, "reason": "mistake"})
    made.sizes = [size + (size > position) for size in made.sizes]
    made.relink()
    assert verify_files(tmp_path, made.auditor()).ok

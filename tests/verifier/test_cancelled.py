"""A round that two officers gave up: nothing of it follows in the log, and a checkpoint says so at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .changes import assert_named, verify_files
from .made_round import MadeRound
from .made_stages import make_round

Change = Callable[[MadeRound], None]
BOTH = ["officer-1", "officer-2"]


def _another_round(made: MadeRound, *, signed: bool = True, reason: str = "legal", roles: list[str] = BOTH) -> None:
    """A second round, approved and given up before the made one is published."""
    created: dict[str, object] = {**made.find("round.created"), "round": "autumn-2027"}
    position = made.entries.index(made.find("result.published"))
    at = made.find("result.published")["at"]
    cancelled = {"kind": "round.cancelled", "v": 1, "round": "autumn-2027", "reason": reason, "roles": roles}
    made.entries[position:position] = [{**created, "at": at}, {**cancelled, "at": at}]
    made.sizes = [size + 2 * (size > position) for size in made.sizes]
    if signed:
        made.sizes.append(position + 2)


def _then(kind: str, **keys: object) -> Change:
    """Something of the other round after it was given up."""

    def change(made: MadeRound) -> None:
        _another_round(made)
        entry = {**made.find(kind), "round": "autumn-2027", "at": made.find("result.published")["at"], **keys}
        position = made.entries.index(made.find("round.cancelled")) + 1
        made.entries.insert(position, entry)
        made.sizes = [size + (size > position) for size in made.sizes]

    return change


def _cancel_the_counted(made: MadeRound) -> None:
    position = made.entries.index(made.find("result.published"))
    keys = {"round": made.find("round.created")["round"], "reason": "legal", "roles": BOTH}
    made.entries.insert(position, {"kind": "round.cancelled", "v": 1, "at": made.entries[position]["at"], **keys})
    made.sizes = [size + (size > position) for size in made.sizes] + [position + 1]


def test_a_round_given_up_beside_another_one_verifies(tmp_path: Path) -> None:
    """The log holds both; the bundle is about the one that was counted."""
    made = make_round()
    _another_round(made)
    made.relink()
    assert [each for each in verify_files(tmp_path, made.auditor()).findings if each.state == "FAIL"] == []


WRONG: dict[str, tuple[Change, str, str]] = {
    "no checkpoint after it": (lambda made: _another_round(made, signed=False), "consistency", "round.cancelled"),
    "by one officer": (lambda made: _another_round(made, roles=["officer-1"]), "entries", "at least 2"),
    "by strangers": (lambda made: _another_round(made, roles=["officer-1", "officer-9"]), "events", "never appointed"),
    "by the system": (lambda made: _another_round(made, roles=["system"]), "entries", "at least 2"),
    "a sentence for a reason": (lambda made: _another_round(made, reason="We are tired."), "entries", "a name of"),
    "frozen after it": (_then("projects.frozen"), "events", "while the round is cancelled"),
    "amended after it": (_then("round.amended"), "events", "while the round is cancelled"),
    "sealed after it": (_then("roll.sealed"), "events", "while the round is cancelled"),
    "opened after it": (_then("round.opened"), "events", "while the round is cancelled"),
    "a batch after it": (_then("ballots.batched", added=["ef" * 32]), "events", "while the round is cancelled"),
    "closed after it": (_then("round.closed"), "events", "while the round is cancelled"),
    "cancelled again": (_then("round.cancelled"), "events", "while the round is cancelled"),
    "created again": (_then("round.created"), "events", "was created before"),
    "after the count": (_cancel_the_counted, "events", "while the round is counted"),
}


@pytest.mark.parametrize(("change", "check", "says"), WRONG.values(), ids=WRONG)
def test_what_no_cancelling_can_do(tmp_path: Path, change: Change, check: str, says: str) -> None:
    made = make_round()
    change(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.auditor()), check, says)

"""The public result of a bundle without ballots is held to the log, entry by entry and number by number."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .changes import YOUTH, assert_named, verify_files
from .made_stages import make_round
from .made_votes import Entry, canonical

PUBLIC_LIES: list[tuple[Callable[[Entry], object], str]] = [
    (lambda value: value.update(budget=2000), "budget"),
    (lambda value: value.update(turnout=63), "turnout"),
    (lambda value: value.update(tie_order=value["tie_order"][::-1]), "tie_order"),
    (lambda value: value.update(tier="T0"), "tier"),
    (lambda value: value.pop("ties"), "lacks ties"),
    (lambda value: value["projects"][0].update(cost=1), "costs"),
    (lambda value: value["projects"][0].update(points=5), "points"),
    (lambda value: value["projects"][0].update(supporters=9), "supporters"),
    (lambda value: value["projects"][3].update(state="funded"), "the state of 'studio-bus'"),
    (lambda value: value["projects"][3].update(reason="Not funded: nobody chose it."), "does not follow"),
    (lambda value: value["steps"].reverse(), "the steps"),
    (lambda value: value["removed"].clear(), "the removed projects"),
    (lambda value: value["parameters"].update(max_ranks=5), "parameters.max_ranks"),
    (lambda value: value["steps"][0].update(money_left="1/1"), "money_left"),
    (lambda value: value["projects"][4].update(state="unfunded"), "withdrawn but is not removed"),
]


@pytest.mark.parametrize(("change", "says"), PUBLIC_LIES, ids=[says for _, says in PUBLIC_LIES])
def test_a_public_result_that_says_something_else_than_the_log(
    tmp_path: Path, change: Callable[[Entry], object], says: str
) -> None:
    """Even with the public bundle alone, which holds no trace to make the result from."""
    made = make_round()
    value = json.loads(made.files[YOUTH + "result.json"])
    change(value)
    made.files[YOUTH + "result.json"] = canonical(value) + b"\n"
    made.relink()
    assert_named(verify_files(tmp_path, made.public()), "result", says)

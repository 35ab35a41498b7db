import json
from typing import Any

import pytest

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.result_document import NotAResultError, document, parse_result
from pbvote.domain.rules import CountMethod
from tests.tally.examples import APPROVALS, E1, E3, NONE, POINTS, counted


@pytest.mark.parametrize("method", [NONE, CountMethod(), POINTS, APPROVALS])
def test_a_result_is_read_back_from_its_bytes(method: CountMethod) -> None:
    for example in (E1, E3):
        result = counted(example, method, minimum_supporters=2, conflicts=(("A", "D"),))
        data = json.loads(canonical_bytes(document(result)))
        assert parse_result(data) == result
        assert document(parse_result(data)) == data


def test_rationals_are_strings_in_lowest_terms() -> None:
    step = document(counted(E1))["steps"][0]
    assert (step["rho"], step["effective_support"], step["money_left"]) == ("40/13", "13/1", "60/1")


def test_what_has_no_meaning_is_null_and_no_key_is_missing() -> None:
    greedy, shares = document(counted(E1, POINTS)), document(counted(E1))
    assert greedy["steps"][0].keys() == shares["steps"][0].keys()
    assert [greedy["steps"][0][key] for key in ("level", "rho", "money_behind", "paid_in_full")] == [None] * 4
    assert greedy["parameters"].keys() == shares["parameters"].keys()


def test_keys_that_a_public_tier_adds_are_ignored() -> None:
    data = document(counted(E1))
    assert parse_result({**data, "tier": "T1", "v": 1}) == counted(E1)


def broken() -> list[dict[str, Any]]:
    data = document(counted(E1))
    without = [{key: value for key, value in data.items() if key != gone} for gone in data]
    steps = [{**data["steps"][0], "rho": rho} for rho in ("1/0", "x/2", "3", 3)]
    return [
        *without,
        *({**data, "steps": [step]} for step in steps),
        {**data, "projects": [{**data["projects"][0], "state": "won"}]},
        {**data, "removed": [{"id": "A", "why": "ugly"}]},
        {**data, "steps": None},
        {},
    ]


@pytest.mark.parametrize("data", broken())
def test_what_is_not_a_result_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(NotAResultError):
        parse_result(data)

"""The plan of a round."""

from dataclasses import replace

import pytest

from pbvote.domain.errors import RoundSetUpError
from tests.factories import EVERYBODY, PLAN, YOUTH


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Spring 2027"},
        {"id": ""},
        {"id": "a" * 41},
        {"pots": ()},
        {"pots": (YOUTH, EVERYBODY, YOUTH)},
        {"title": "Cafe\u0301"},
        {"summary": "a\0b"},
        {"title": "two\nlines"},
        {"title": "Spring\u202e7202"},
        {"rules_text": "a\u2066b"},
    ],
    ids=repr,
)
def test_a_plan_that_cannot_be_set_up(wrong: dict[str, object]) -> None:
    with pytest.raises(RoundSetUpError):
        replace(PLAN, **wrong)  # type: ignore[arg-type] # fields by name


def test_votes_may_be_changed_unless_the_plan_says_otherwise() -> None:
    assert PLAN.change_allowed

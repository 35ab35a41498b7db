from typing import Any

import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject, CountInputError

PROJECTS = (CountedProject("b", 5), CountedProject("a", 3), CountedProject("c", 0))


def pot(**changes: Any) -> CountedPot:  # noqa: ANN401 - any field of the pot
    return CountedPot(**{"budget": 10, "projects": PROJECTS, "max_ranks": 5, **changes})


def test_ids_keep_the_order_of_the_pot() -> None:
    assert pot().ids == ("b", "a", "c")


def test_conflicts_are_ordered_by_the_pot_and_equal_ones_are_one() -> None:
    conflicts = (("c", "a"), ("a", "b", "a"), ("a", "c"))
    assert pot(conflicts=conflicts).ordered_conflicts() == (("b", "a"), ("a", "c"))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"budget": 0}, "budget"),
        ({"budget": -1}, "budget"),
        ({"max_ranks": 0}, "at least one"),
        ({"minimum_supporters": -1}, "minimum"),
        ({"quorum": -1}, "quorum"),
        ({"projects": (*PROJECTS, CountedProject("a", 1))}, "same id"),
        ({"projects": (CountedProject("a", -1),)}, "below zero"),
        ({"conflicts": (("a", "x"),)}, "not in the pot"),
        ({"conflicts": (("a", "a"),)}, "two different"),
        ({"withdrawn": frozenset("x")}, "not in the pot"),
    ],
)
def test_a_pot_that_cannot_be_counted_is_refused(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(CountInputError, match=what):
        pot(**changes)

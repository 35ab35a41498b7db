"""Putting choices in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.errors import TooManyChoicesError, UnknownProjectError
from pbvote.domain.shortlist import Shortlist

ABC = Shortlist(("a", "b", "c"), 4)


def test_adding() -> None:
    """Last; unchanged when it is there; refused when the list is full."""
    assert ABC.add("d").choices == ("a", "b", "c", "d")
    assert ABC.add("b") == ABC
    with pytest.raises(TooManyChoicesError, match="up to 4"):
        ABC.add("d").add("e")
    assert ABC.add("d").add("a").choices == ("a", "b", "c", "d")


def test_removing() -> None:
    assert ABC.remove("b").choices == ("a", "c")
    assert ABC.remove("x") == ABC


@pytest.mark.parametrize(
    ("place", "choices"),
    [(1, "bac"), (2, "abc"), (3, "acb"), (99, "acb"), (0, "bac"), (-7, "bac")],
)
def test_moving_to_a_place(place: int, choices: str) -> None:
    """Places beyond the ends mean the ends."""
    assert ABC.move_to("b", place).choices == tuple(choices)


def test_up_and_down_stop_at_the_ends() -> None:
    assert ABC.up("b").choices == ("b", "a", "c")
    assert ABC.down("b").choices == ("a", "c", "b")
    assert ABC.up("a") == ABC
    assert ABC.down("c") == ABC


def test_what_is_not_there_cannot_be_moved() -> None:
    for act in (ABC.up, ABC.down, lambda project: ABC.move_to(project, 1)):
        with pytest.raises(UnknownProjectError):
            act("x")


@given(st.permutations("abcd"), st.sampled_from("abcd"), st.integers(-9, 9))
def test_moving_keeps_the_others_in_their_order(order: list[str], project: str, place: int) -> None:
    moved = Shortlist(tuple(order), 4).move_to(project, place).choices
    assert [each for each in moved if each != project] == [each for each in order if each != project]
    assert moved.index(project) == min(max(place, 1), 4) - 1

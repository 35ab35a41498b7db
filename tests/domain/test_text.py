"""Text of people: what is kept of it, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.text import TURNING, fault_in, tidy


def test_it_works() -> None:
    assert fault_in("Young people’s pot: café, 東京, שלום, 👩‍🌾") is None
    assert fault_in("One line.\n\n- a list", lines=True) is None


@pytest.mark.parametrize("sign", sorted(TURNING), ids=lambda sign: f"U+{ord(sign):04X}")
def test_a39_signs_that_turn_the_direction_are_refused(sign: str) -> None:
    assert "direction" in (fault_in(f"Bike{sign}shed") or "")
    assert "direction" in (fault_in(f"Bike{sign}shed", lines=True) or "")


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "a\tb", "a\x1b[31m", "a\x7f", "a\x85b", "\ud800"], ids=repr)
def test_signs_that_are_not_text_are_refused(text: str) -> None:
    assert "not text" in (fault_in(text) or "")


@pytest.mark.parametrize("text", ["a\0b", "a\tb", "a\rb"], ids=repr)
def test_more_lines_allow_a_newline_and_nothing_else(text: str) -> None:
    assert "not text" in (fault_in(text, lines=True) or "")


def test_the_composed_form_is_asked_for() -> None:
    assert "unusual form" in (fault_in("Cafe\u0301") or "")
    assert fault_in(tidy(" Cafe\u0301\r\n")) is None


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)

"""Bars of one scale."""

from pbvote.web.bars import Measure, bars, bars_of_hundred


def test_the_longest_bar_or_mark_ends_before_the_edge() -> None:
    one, other = bars((Measure("a", "", 50, 100), Measure("b", "", 100)))
    assert (one.width, one.mark) == ("47.50", "95.00")
    assert (other.width, other.mark) == ("95.00", "")


def test_what_is_withheld_has_no_bar() -> None:
    (bar,) = bars((Measure("a", "", None, 10),))
    assert (bar.width, bar.mark) == ("", "95.00")


def test_nothing_is_a_bar_without_length() -> None:
    (bar,) = bars((Measure("a", "", 0, 0),))
    assert (bar.width, bar.mark) == ("0.00", "0.00")


def test_parts_of_a_hundred_fill_the_track() -> None:
    assert [bar.width for bar in bars_of_hundred((Measure("a", "", 100), Measure("b", "", 31)))] == ["100.00", "31.00"]

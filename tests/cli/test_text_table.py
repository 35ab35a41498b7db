"""Tables and bars of the command line."""

import pytest

from pbvote.cli.text_table import Column, bar, printable, table, terminal_width

COLUMNS = (Column("name", flexible=True), Column("cost", right=True), Column("note"))


@pytest.mark.parametrize(
    ("part", "whole", "drawn"),
    [
        (0, 10, "····"),
        (1, 1000, "█···"),
        (5, 10, "██··"),
        (999, 1000, "███·"),
        (10, 10, "████"),
        (11, 10, "████"),
        (0, 0, "····"),
    ],
)
def test_a_bar_is_full_or_empty_only_where_that_is_so(part: int, whole: int, drawn: str) -> None:
    assert bar(part, whole, 4) == drawn


def test_numbers_stand_to_the_right_and_a_column_without_values_is_left_out() -> None:
    assert list(table(COLUMNS, [("Bench", "5", ""), ("A bus", "1,200", "")], 60)) == [
        "name    cost",
        "Bench      5",
        "A bus  1,200",
    ]


def test_the_flexible_column_gives_way_to_a_narrow_terminal() -> None:
    lines = list(table(COLUMNS, [("A very long name indeed, longer than all", "1,200", "x")], 40))
    assert max(map(len, lines)) == 40
    assert "…  1,200  x" in lines[1]


def test_a_spare_column_goes_before_the_flexible_one_gets_too_short() -> None:
    columns = (Column("name", flexible=True), Column("bar", spare=True), Column("cost", right=True))
    rows = [("A very long name indeed, longer than all", "█████·····", "1,200")]
    assert "█" in list(table(columns, rows, 39))[1]
    narrow = list(table(columns, rows, 38))
    assert narrow[1] == "A very long name indeed, longe…  1,200"
    assert "bar" not in narrow[0]


def test_wide_letters_and_combining_marks_keep_the_columns_in_line() -> None:
    lines = list(table(COLUMNS, [("図書館", "5", ""), ("Łódź", "7", "")], 60))
    assert lines[1] == "図書館     5"
    assert lines[2] == "Łódź       7"


def test_what_moves_a_cursor_is_not_printed() -> None:
    assert printable("a\x1b[2Jb\nc\u202e") == "a?[2Jb?c?"


@pytest.mark.parametrize(("columns", "used"), [("40", 72), ("90", 90), ("400", 120)])
def test_a_terminal_of_any_width_gets_a_width_that_can_be_read(
    monkeypatch: pytest.MonkeyPatch, columns: str, used: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == used

"""Tables as offices save them, and what no office should send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.formats.csv_table import (
    LONGEST_CELL,
    MOST_FAULTS,
    CsvTable,
    CsvUnreadableError,
    decode,
    is_formula,
    read_table,
)

COLUMNS = {"name": True, "post_code": True, "ward": False}
PLAIN = "Name,Post code,Ward\nÉva Nagy,AB1 2CD,Docks\nSam Lee,AB1 3CD,\n"


def table(text: str, encoding: str = "utf-8") -> CsvTable:
    return read_table(text.encode(encoding), COLUMNS, 1000)


def rows(found: CsvTable) -> list[tuple[int, str, str, str]]:
    return [
        (line.number, line.cells["name"], line.cells["post_code"], line.cells.get("ward", "")) for line in found.lines
    ]


TWO = [(2, "Éva Nagy", "AB1 2CD", "Docks"), (3, "Sam Lee", "AB1 3CD", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_it_works(encoding: str, separator: str, ending: str) -> None:
    found = table(PLAIN.replace(",", separator).replace("\n", ending), encoding)
    assert rows(found) == TWO
    assert found.faults == ()


def test_columns_come_in_any_order_and_spelling() -> None:
    found = table('"WARD";" post-code ";NAME\nDocks;AB1 2CD;Éva Nagy\n')
    assert rows(found) == TWO[:1]
    assert found.columns == {"ward": "WARD", "post_code": "post-code", "name": "NAME"}


def test_quotes_hold_separators_lines_and_quotes() -> None:
    found = table('name,post_code\n"Nagy, ""Éva""\nthe second",AB1\nSam,AB2\n')
    assert rows(found) == [(2, 'Nagy, "Éva"\nthe second', "AB1", ""), (4, "Sam", "AB2", "")]


def test_a_strange_line_end_inside_a_cell_ends_no_row() -> None:
    assert rows(table("name,post_code\nÉva\u2028Nagy\x0bx,AB1\n"))[0][2] == "AB1"


def test_empty_lines_are_left_out_and_counted() -> None:
    assert [line.number for line in table("name,post_code\n\nSam,AB1\n,\n ,\t\nLee,AB2\n").lines] == [3, 6]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "missing: name, post_code"),
        (b"name,ward\nSam,Docks\n", "missing: post_code"),
        (b"name,post_code,name\n", "twice"),
        (b"name,post_code,shoe size\n", "“shoe size” is not known"),
        (b"name,post_code\nSam\0,AB1\n", "not a text file"),
        (b"\xff\xfen", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
        (b"PK\x03\x04\x14\0\x06\0", "not a text file"),
        (b"name,post_code\n\x81\n", "not a text file"),
        (b'"name,post_code\nSam,AB1\n', "first line"),
        (b"x" * 200_000, "first line"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_files_in_which_no_table_can_be_seen(content: bytes, words: str) -> None:
    with pytest.raises(CsvUnreadableError, match=words):
        read_table(content, COLUMNS, 1000)


@pytest.mark.parametrize(
    ("rest", "line", "words"),
    [
        ("Sam,AB1,Docks,more\n", 2, "more cells"),
        ('Sam,AB1,"Do"cks\n', 2, "quotation marks"),
        ('Sam,AB1,Docks\nLee,"AB2\n', 3, "quotation marks"),
        (f"Sam,AB1,{'x' * (LONGEST_CELL + 1)}\n", 2, "10,001 characters"),
        (f"Sam,AB1,{'x' * 2_000_000}\n", 2, "far too long"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a46_faults_name_their_line(rest: str, line: int, words: str) -> None:
    found = table("name,post_code,ward\n" + rest)
    assert [(fault.line, words in fault.sentence) for fault in found.faults] == [(line, True)]


def test_all_faults_are_shown_at_once_and_no_more_than_can_be_read() -> None:
    assert len(table("name,post_code\n" + "a,b,c\n" * 7).faults) == 7
    assert len(table("name,post_code\n" + "a,b,c\n" * 700).faults) == MOST_FAULTS


def test_a_file_of_too_many_lines_says_so() -> None:
    found = read_table(b"name,post_code\n" + b"a,b\n" * 5, COLUMNS, 3)
    assert len(found.lines) == 3
    assert "3 lines" in found.faults[0].sentence


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "=", "-", "+44x"])
def test_a46_cells_that_a_spreadsheet_would_run(cell: str) -> None:
    assert is_formula(cell)


@pytest.mark.parametrize("cell", ["", "a=b", "9,000", "-5", "+44", "- ", "Sam - Lee", "a@b"])
def test_cells_that_it_would_not(cell: str) -> None:
    assert not is_formula(cell.strip("- ") if cell == "- " else cell)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read_table(b"name,post_code\n" + content, COLUMNS, 10)
        decode(content)
    except CsvUnreadableError:
        return

"""Members from the CSV files that offices save: read whatever the program, or refused with line, column and words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.formats.csv_table import CsvUnreadableError
from pbvote.formats.members_csv import EXAMPLE, MemberLine, parse_birth, read_members

TODAY = date(2027, 2, 1)
HEADER = "name,date_of_birth,postcode,address,ward,class,group,large_print\n"


def faults(text: str, header: str = HEADER) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.sentence) for each in read_members((header + text).encode(), TODAY).faults]


def test_the_example_file_can_be_read() -> None:
    found = read_members(EXAMPLE.encode(), TODAY)
    assert found.faults == ()
    assert [each.name for each in found.members] == ["Amina Yusuf", "Zoë O’Neill"]
    assert [each.large_print for each in found.members] == [False, True]


def test_a_member_with_everything() -> None:
    line = 'Ann  Lee,09/05/2012,SE1 7PB,"Flat 3\r\n 14  Mill Lane",Docks,tenant,young,Yes\n'
    [member] = read_members((HEADER + line).encode(), TODAY).members
    address = "Flat 3\n14 Mill Lane"
    expected = MemberLine(2, "Ann Lee", date(2012, 5, 9), "SE1 7PB", address, "Docks", "tenant", "young", True)  # noqa: FBT003 - the columns of the line
    assert member == expected


@pytest.mark.parametrize(
    "content",
    [
        "name;date_of_birth;postcode\r\nZoë;1980-06-03;SE1\r\n".encode("utf-8-sig"),
        "Name\tDate of birth\tPostcode\nZoë\t1980-6-3\tSE1\n".encode("utf-16"),
        "NAME,Date-Of-Birth,PostCode\nZoë,3.6.1980,SE1".encode("cp1252"),
        'postcode,"date of birth",name\nSE1,03/06/1980,"Zoë"\n\n,,\n'.encode(),
    ],
)
def test_what_programs_save(content: bytes) -> None:
    """With a byte order mark, in Windows' encodings, with semicolons and tabs, columns in any order and case."""
    [member] = read_members(content, TODAY).members
    assert (member.name, member.born, member.postcode) == ("Zoë", date(1980, 6, 3), "SE1")


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        (",1980-06-03,SE1,,,,,", "name", "Write the name"),
        ("123,1980-06-03,SE1,,,,,", "name", "Write the name"),
        ("Ann,,SE1,,,,,", "date_of_birth", "Write the date"),
        ("Ann,03/06/80,SE1,,,,,", "date_of_birth", "Write the date"),
        ("Ann,06/30/1980,SE1,,,,,", "date_of_birth", "Write the date"),
        ("Ann,2027-02-30,SE1,,,,,", "date_of_birth", "Write the date"),
        ("Ann,\u0662\u0660\u0661\u0662-05-09,SE1,,,,,", "date_of_birth", "Write the date"),
        ("Ann,2027-02-02,SE1,,,,,", "date_of_birth", "has not come"),
        ("Ann,1880-06-03,SE1,,,,,", "date_of_birth", "120 years"),
        ("=CMD(),1980-06-03,SE1,,,,,", "name", "formula"),
        ("@Ann,1980-06-03,SE1,,,,,", "name", "formula"),
        ("Ann,1980-06-03,SE1,+SUM(A1),,,,", "address", "formula"),
        ("Ann,1980-06-03,SE1,,-,,,", "ward", "formula"),
        ("Ann,1980-06-03,SE1,,,,,perhaps", "large_print", "yes or no"),
        (f"{'A' * 121},1980-06-03,SE1,,,,,", "name", "121 characters"),
        ("Ann,1980-06-03,SE1 7PB and more,,,,,", "postcode", "Shorten"),
        ("Ann\u202elee,1980-06-03,SE1,,,,,", "name", "direction"),
        ("Ann\x07,1980-06-03,SE1,,,,,", "name", "not text"),
        ('"Ann\nLee",1980-06-03,SE1,,,,,', "name", "not text"),
        ("Ann,1980-06-03,SE1,,,,,,more", "", "more cells"),
        ('Ann "Annie" Lee,1980-06-03,"SE"1,,,,,', "", "quotation marks"),
        (f"Ann,1980-06-03,SE1,{'x' * 2_000_000},,,,", "", "far too long"),
        (f"Ann,1980-06-03,SE1,{'x' * 20_000},,,,", "address", "Shorten"),
    ],
)
def test_a46_a_line_that_cannot_stand(line: str, column: str, word: str) -> None:
    """Its number, its column as the file names it, and what to do; the good line beside it is no fault."""
    found = faults(f"Good,1980-06-03,SE1,,,,,\n{line}\n")
    assert {(number, where) for number, where, _ in found} == {(3, column)}
    assert word in found[0][2]


def test_all_faults_at_once_and_at_most_a_hundred() -> None:
    assert [number for number, _, _ in faults("\n".join(["Ann,1,SE1"] * 300))] == list(range(2, 102))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "missing"),
        (b"name,date_of_birth\nAnn,1980-06-03\n", "postcode"),
        (b"name,date_of_birth,postcode,email\n", "email"),
        (b"name,name,date_of_birth,postcode\n", "twice"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        ("name".encode("utf-16-le"), "not a text file"),
        (b"name,date_of_birth,postcode\nA\0nn,1980-06-03,SE1", "not a text file"),
        (b"\xff\xfe\x00", "not a text file"),
    ],
)
def test_a46_a_file_in_which_no_table_can_be_seen(content: bytes, word: str) -> None:
    with pytest.raises(CsvUnreadableError, match=word):
        read_members(content, TODAY)


def test_a_file_without_members() -> None:
    assert faults("") == [(1, "", "The file has no members below its first line.")]


@given(st.dates(date(1000, 1, 1)))
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_birth(day.isoformat()) == day == parse_birth(f"{day.day}/{day.month}/{day.year}")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Never another error than the one that says what to do."""
    for begin in (b"", HEADER.encode()):
        try:
            found = read_members(begin + content, TODAY)
        except CsvUnreadableError:
            continue
        assert found.members or found.faults

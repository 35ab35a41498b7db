"""Ballots as CSV: what a spreadsheet makes of them still reads, and every fault is said with line and cell."""

from dataclasses import replace

import pytest

from pbvote.formats.ballot_file import BallotFile, BallotFileError, FileProject, Voters, VoteType
from pbvote.formats.ballots_csv import parse_ballots_csv
from pbvote.formats.ballots_csv_write import write_ballots_csv
from pbvote.formats.file_head import Head
from pbvote.formats.head_csv import META, PROJECTS, parse_head_tables
from pbvote.formats.repairs import Repairs
from pbvote.formats.written import NoPlaceError
from tests.formats.small_files import assert_same, grouped_file, small_file

GOOD = "ballot,voter_id,voter_group,choice_1,choice_2\r\n1,v0,young,a,b\r\n2,v1,old,b,\r\n3,v2,old,,\r\n"


def head_of(file: BallotFile) -> Head:
    return Head(file.vote_type, file.budget, file.projects, file.max_length, file.limits, file.meta)


def read(text: str, file: BallotFile | None = None) -> BallotFile:
    return parse_ballots_csv(text.encode(), head_of(file or grouped_file()))


def test_it_works() -> None:
    file = read(GOOD)
    assert [(ballot.projects, ballot.group) for ballot in file.ballots] == [(("a", "b"), 0), (("b",), 1), ((), 1)]
    assert file.voters.table() == {"voter_id": ("v0", "v1", "v2")}
    assert file.warnings == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",", ";"),
        (",", "\t"),
        ("\r\n", "\n"),
        ("ballot,", "\ufeffballot,"),
        ("choice_2\r", "choice_2,,\r"),
        ("old,,\r\n", "old,,\r\n\r\n\r\n"),
    ],
)
def test_what_spreadsheets_do_is_taken(old: str, new: str) -> None:
    assert_same(read(GOOD.replace(old, new)), read(GOOD))


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("a,b\r\n", "a,b\r\n\r\n", "an empty line was skipped: line 3"),
        ("v1,old,b,", "v1,old,b", "a row with fewer cells than the first line was filled up with empty ones: line 3"),
        ("v1", " v1 ", "space around a cell was cut, or its Unicode form or line ends were made plain: line 3"),
    ],
)
def test_what_is_repaired_is_said(old: str, new: str, warning: str) -> None:
    assert warning in read(GOOD.replace(old, new, 1)).warnings


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("young,a,b", "young,a,x", "line 2, column 4: choice_1: 'x' is not a project of this file"),
        ("young,a,b", "young,a,a", "line 2, column 4: choice_1: the project 'a' stands twice in one ballot"),
        ("young,a,b", "young,,b", "line 2, column 4: choice_1: a choice is empty"),
        ("young,a,b", "dead,a,b", "line 2, column 3: voter_group: 'dead' is not a voter group of this file"),
        ("young,a,b", ",a,b", "line 2, column 3: voter_group: '' is not a voter group of this file"),
        ("young,a,b", "young,a,b,c", "line 2, column 6: the row has more cells than the first line"),
        ("young,a,b", 'young,a,"b', "line 2, column 1: the row cannot be read as CSV"),
        ("young,a,b", 'young,a,"b"x', "line 2, column 1: the row cannot be read as CSV"),
        ("voter_id", "voter_group", "line 1, column 3: the column 'voter_group' stands twice"),
        ("voter_id", "", "line 1, column 2: a column has no name"),
        ("voter_id", "times", "line 2, column 2: times: 'v0' is not a whole number from 1"),
        ("voter_id", "points_1", "line 2, column 2: points_1: 'v0' is not a whole number"),
        ("v0", "v\0", "line 2, column 4: the file holds a NUL character"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_line_and_column(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(BallotFileError) as caught:
        read(GOOD.replace(old, new, 1))
    first, _, rest = str(caught.value).partition(": ")
    assert (first, rest[: len(sentence.partition(": ")[2])]) == (
        sentence.partition(": ")[0],
        sentence.partition(": ")[2],
    )


def test_points_and_times_below_what_they_can_be_are_refused() -> None:
    cumulative = small_file(VoteType.CUMULATIVE)
    with pytest.raises(BallotFileError, match="line 2, column 3: points_1: -3 is not a number of points"):
        read("ballot,choice_1,points_1\n1,a,-3\n", cumulative)
    with pytest.raises(BallotFileError, match="line 2, column 3: times: '0' is not a whole number from 1"):
        read("ballot,choice_1,times\n1,a,0\n", small_file())


def test_a_place_out_of_order_is_refused() -> None:
    with pytest.raises(BallotFileError, match="line 2, column 4: place_1: the place 2 stands where 1 is next"):
        read("ballot,choice_1,choice_2,place_1,place_2\n1,a,b,2,1\n", small_file())


def test_no_cell_of_ours_is_run_by_a_spreadsheet_and_all_read_back() -> None:
    """A project may be called like a formula, and so may a key of META or a voter."""
    file = small_file()
    evil = FileProject("=1+1", 100, "@SUM(A1)", "-x", about={"+note": "'=quoted"})
    file = replace(
        file,
        projects=(evil, *file.projects[1:]),
        meta={"=key": "\t+value"[1:], "plain": "'t Hof"},
        voters=Voters.of({"=voter": ["-1", "+2", "@3", "'=4", "5"]}),
    )
    written = write_ballots_csv(file)
    for content in (written.content, *written.beside.values()):
        cells = content.decode("utf-8-sig").replace("\r\n", ",").replace('"', "").split(",")
        assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []
    head = parse_head_tables(written.beside[PROJECTS], written.beside[META], Repairs())
    assert_same(parse_ballots_csv(written.content, head), file)


def test_columns_with_a_name_of_ours_are_not_written_and_that_is_said() -> None:
    file = replace(
        small_file(), voters=Voters.of({"times": list("12345"), "choice_1": list("12345")}), meta={"budget": "7"}
    )
    lost = write_ballots_csv(file).lost
    assert len(lost) == 3
    assert all("has that name" in sentence or "with that name" in sentence for sentence in lost)


def test_a_cell_that_no_reader_takes_is_refused() -> None:
    with pytest.raises(NoPlaceError, match="more than 130,000 signs"):
        write_ballots_csv(replace(small_file(), meta={"comment": "x" * 130_001}))

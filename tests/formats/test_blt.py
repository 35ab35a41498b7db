"""BLT files: the variants that programs for elections write, and what cannot be read."""

import pytest

from pbvote.formats.ballot_file import BallotFile, BallotFileError, FileBallot
from pbvote.formats.blt import parse_blt, write_blt
from tests.formats.small_files import small_file, tied_file

GOOD = """\
4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1=3 0
1 2 0
2 2=4=3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
"""


def read(text: str) -> BallotFile:
    return parse_blt(text.encode())


def test_it_works() -> None:
    """Weights, ties, a withdrawn candidate; seats are the budget of an election."""
    file = read(GOOD)
    assert [(each.id, each.name, each.is_withdrawn) for each in file.projects] == [
        ("1", "Adam", False),
        ("2", "Basil", True),
        ("3", "Charlotte", False),
        ("4", "Donald", False),
    ]
    assert (file.budget, file.projects[0].cost, file.meta, file.votes.total) == (200, 100, {"description": "Title"}, 13)
    assert file.distinct[2] == (FileBallot(("4", "1", "3"), places=(1, 2, 2)), 2)
    assert file.distinct[4] == (FileBallot(("2", "4", "3", "1"), places=(1, 1, 1, 4)), 2)
    assert len(file.warnings) == 1
    assert "tells no costs" in file.warnings[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("4 2\n", "4 2 # four for two\n"),
        ("4 2\n", "# A remark\n4 2\n"),
        ("0\n", "0 "),
        ('"Adam"', "Adam"),
        ("3 1 3 4 0\n", "1 1 3 4 0\n1 1 3 4 0\n1 1 3 4 0\n"),
    ],
)
def test_variants_mean_the_same(old: str, new: str) -> None:
    assert old in GOOD
    file = read(GOOD.replace(old, new))
    assert (file.projects, file.distinct, file.meta) == (read(GOOD).projects, read(GOOD).distinct, read(GOOD).meta)


def test_quotation_marks_in_a_name() -> None:
    assert read(GOOD.replace('"Adam"', '"Adam "the first" Smith"')).projects[0].name == 'Adam "the first" Smith'
    assert read(GOOD.replace('"Adam"', r'"Adam \"the first\" Smith"')).projects[0].name == 'Adam "the first" Smith'


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("4 2", "\ufeff4 2", "a byte order mark was skipped: line 1"),
        ("4 1 3 2 0", "(b7) 4 1 3 2 0", "labels of ballots were not kept: line 4"),
        ("4 1 3 2 0", "4 1 - 3 2 0", "a place without a candidate was closed up: line 4"),
        ('"Title"', '"Title" "Source"', "text behind the title was skipped: line 14"),
    ],
)
def test_what_is_repaired_is_said(old: str, new: str, warning: str) -> None:
    file = read(GOOD.replace(old, new, 1))
    assert warning in file.warnings
    assert file.votes.total == 13


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("4 2\n", "four 2\n", "line 1, column 1: expected the number of candidates, not 'four'"),
        ("4 2\n", "4 two\n", "line 1, column 3: expected the number of seats, not 'two'"),
        ("4 2\n", "999999 2\n", "line 1, column 1: 999999 candidates are more than 100000"),
        ("-2", "-5", "line 2, column 1: '-5' is no withdrawn candidate from -1 to -4"),
        ("-2", "-x", "line 2, column 1: '-x' is no withdrawn candidate"),
        ("4 1 3 2 0", "4 1 3 5 0", "line 4, column 1: 5 is not from 1 to 4"),
        ("4 1 3 2 0", "4 1 3 1 0", "line 4, column 1: the project '1' stands twice in one ballot"),
        ("4 1 3 2 0", "4 1 3=3 0", "line 4, column 1: the project '3' stands twice in one ballot"),
        ("4 1 3 2 0", "4.5 1 3 2 0", "line 4, column 1: expected how many voters cast a ballot"),
        ("4 1 3 2 0", "-4 1 3 2 0", "line 4, column 1: expected how many voters cast a ballot"),
        ("4 1 3 2 0", "4 1 x 2 0", "line 4, column 5: expected a candidate or the 0 that ends a ballot, not 'x'"),
        ("4 1 3 2 0", "4 1 3= 2 0", "line 4, column 5: expected a candidate or the 0 that ends a ballot, not '3='"),
        ("4 1 3 2 0", '4 1 "3" 2 0', "line 4, column 5: expected a candidate or the 0 that ends a ballot"),
        ("4 1 3 2 0", "4 1 3 2", "line 5, column 3: the ballot has more places than the file has candidates, 4"),
        ("1 3 4 2 0\n0\n", "1 3 4 2 0\n", "line 9, column 1: expected how many voters cast a ballot"),
        ('"Basil"\n"Charlotte"\n"Donald"\n"Title"\n', "", "line 11, column 1: the file ends where the name of"),
        ('"Title"', '"Title', "line 14, column 1: a quotation mark or parenthesis is not closed"),
        ('"Title"\n', '"Title"\n# pbvote {', "line 15, column 1: the note of pbvote: line 1, column 2: this is"),
        ("Basil", "Ba\0sil", "line 11, column 4: the file holds a NUL character"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_with_line_and_column(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(BallotFileError) as caught:
        read(GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(sentence)


def test_what_is_written() -> None:
    lines = write_blt(tied_file()).content.decode().splitlines()
    assert lines[:5] == ["3 2", "1 1=2 3 0", "1 3 1=2 0", "1 2 1 0", "0"]
    assert lines[5:9] == ['"Bike shed"', "\"Quiet; 'warm' room\"", '"Çafé"', '"A small vote"']
    assert lines[9].startswith('# pbvote {"vote_type": "ordinal", "budget": 104005')


def test_the_seats_are_what_the_budget_can_pay_and_that_is_said() -> None:
    assert any(
        "2 is the most projects that the budget can pay" in sentence for sentence in write_blt(small_file()).lost
    )

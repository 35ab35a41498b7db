"""Reading PrefLib files from anywhere; tests of writing stand in test_ballot_door.py and test_preflib_write.py."""

import pytest

from pbvote.formats.ballot_file import BallotFile, BallotFileError, FileBallot
from pbvote.formats.preflib import parse_preflib

GOOD = """\
# FILE NAME: 00001-00000001.toi
# TITLE: Dublin
# DESCRIPTION: Obtained from the city
# DATA TYPE: toi
# MODIFICATION TYPE: original
# RELATES TO:
# RELATED FILES:
# PUBLICATION DATE: 2013-08-17
# MODIFICATION DATE: 2022-09-16
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 9
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Bike shed
# ALTERNATIVE NAME 2: Quiet room
# ALTERNATIVE NAME 3: Drums
5: 1,{2,3}
3: 2
1: {1,3}, 2
"""


def read(text: str, kind: str = "toi") -> BallotFile:
    return parse_preflib(text.encode(), kind)


def test_it_works() -> None:
    """Numbers are ids, names are names, ties are ties; what the header tells besides is said to be lost."""
    file = read(GOOD)
    assert [(each.id, each.name, each.cost) for each in file.projects] == [
        ("1", "Bike shed", 100),
        ("2", "Quiet room", 100),
        ("3", "Drums", 100),
    ]
    assert file.distinct == (
        (FileBallot(("1", "2", "3"), places=(1, 2, 2)), 5),
        (FileBallot(("2",)), 3),
        (FileBallot(("1", "3", "2"), places=(1, 1, 3)), 1),
    )
    assert (file.meta, file.votes.total, file.votes.rows) == ({"description": "Dublin"}, 9, None)
    assert len([sentence for sentence in file.warnings if "of the header was not kept" in sentence]) == 4


def test_windows_line_ends_and_empty_lines_mean_nothing() -> None:
    assert read(GOOD.replace("\n", "\r\n") + "\r\n") == read(GOOD)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("# FILE", "\ufeff# FILE", "a byte order mark was skipped: line 1"),
        ("# RELATES TO:", "# a remark", "a line of the header without a KEY: was skipped: line 6"),
        ("3: 2\n", "3: 1,{2,3}\n", "an order that stands twice was added up: line 17"),
        ("3: 2\n", "3:\n", "an empty order was read as blank ballots: line 17"),
        ("3: 2\n", "3: {},2\n", "an empty place was closed up: line 17"),
    ],
)
def test_what_is_repaired_is_said(old: str, new: str, warning: str) -> None:
    file = read(GOOD.replace(old, new, 1))
    assert warning in file.warnings
    assert file.votes.total == 9


def test_the_kind_that_the_file_tells_counts() -> None:
    file = read(GOOD, kind="soi")
    assert "the file says that it is toi, not soi, and was read so: line 4" in file.warnings


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("3: 2\n", "3: 4\n", "line 17, column 3: 4 is not from 1 to 3"),
        ("3: 2\n", "3: 0\n", "line 17, column 3: 0 is not from 1 to 3"),
        ("3: 2\n", "3: 2,2\n", "line 17, column 3: the project '2' stands twice"),
        ("3: 2\n", "3: 2,{1,2}\n", "line 17, column 3: the project '2' stands twice"),
        ("3: 2\n", "3: 2,\n", "line 17, column 6: expected the number of an alternative"),
        ("3: 2\n", "3: 2,{1\n", "line 17, column 6: expected the number of an alternative"),
        ("3: 2\n", "3: 2 1\n", "line 17, column 3: expected the number of an alternative"),
        ("3: 2\n", "3: {1,,2}\n", "line 17, column 3: '1,,2' is not a list of numbers"),
        ("3: 2\n", "3: two\n", "line 17, column 3: expected the number of an alternative"),
        ("3: 2\n", "0: 2\n", "line 17, column 1: expected how many voters and an order"),
        ("3: 2\n", "-3: 2\n", "line 17, column 1: expected how many voters and an order"),
        ("3: 2\n", "3.5: 2\n", "line 17, column 1: expected how many voters and an order"),
        ("3: 2\n", "9999999999: 2\n", "line 17, column 1: expected how many voters and an order"),
        ("3: 2\n", "2\n", "line 17, column 1: expected how many voters and an order"),
        ("VOTERS: 9", "VOTERS: 8", "line 11, column 1: NUMBER VOTERS says 8, but the file has 9"),
        ("VOTERS: 9", "VOTERS: nine", "line 11, column 18: NUMBER VOTERS: 'nine' is not a whole number"),
        ("ORDERS: 3", "ORDERS: 4", "line 12, column 1: NUMBER UNIQUE ORDERS says 4, but the file has 3"),
        (
            "ALTERNATIVES: 3",
            "ALTERNATIVES: 2",
            "line 10, column 1: NUMBER ALTERNATIVES says 2, but names go from 1 to 3",
        ),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 999999999", "line 10, column 1: 999999999 alternatives and only 3 names"),
        ("# NUMBER ALTERNATIVES: 3\n", "", "line 1, column 1: the header has no line like # NUMBER ALTERNATIVES: 3"),
        ("NAME 2:", "NAME 1:", "line 14, column 1: the name of alternative 1 stands here a second time"),
        ("NAME 2:", "NAME 0:", "line 10, column 1: NUMBER ALTERNATIVES says 3, but names go from 0 to 3"),
        ("# TITLE", "# DATA TYPE", "line 4, column 1: DATA TYPE stands here a second time"),
        ("TYPE: toi", "TYPE: cat", "line 4, column 1: the data type 'cat' is none of soc, soi, toc, toi"),
        ("TYPE: toi", "TYPE: soi", "line 16, column 6: a tie, and a file of the type soi has none"),
        ("TYPE: toi", "TYPE: toc", "line 17, column 3: an order of the type toc ranks all alternatives"),
        ("# RELATES TO:", "# PBVOTE: {", "line 6, column 1: the note of pbvote: line 1, column 2: this is not JSON"),
        ("# RELATES TO:", "# PBVOTE: {}", "line 6, column 1: the note of pbvote: $: the key 'vote_type' is missing"),
        ("Drums", "Dru\0ms", "line 15, column 26: the file holds a NUL character"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_line_and_column(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(BallotFileError) as caught:
        read(GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(sentence)


def test_another_encoding_is_refused() -> None:
    with pytest.raises(BallotFileError, match="line 2, column 10: the file is not in UTF-8"):
        parse_preflib("# TITLE:\n# TITLE: é".encode("latin-1"), "soi")


def test_another_number_of_projects_in_the_note_is_refused() -> None:
    note = '{"vote_type":"ordinal","budget":1,"projects":[{"id":"a","cost":1}]}'
    with pytest.raises(BallotFileError, match="NUMBER ALTERNATIVES says 3, but 1 projects are told of"):
        read(GOOD.replace("# RELATES TO:", f"# PBVOTE: {note}"))

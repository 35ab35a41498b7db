"""Rows taken at once: plain files are, and what is not exactly right is read row by row, which says where and what."""

import pytest

from pbvote.formats.pabulib import _parsed, parse_pabulib
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_plain import NotPlainError, plain_rows
from tests.formats.test_pabulib import GOOD

POINTS = GOOD.replace("ordinal", "scoring").replace("num_votes;4", "num_votes;2")
POINTS = POINTS.replace("voter_id;vote", "voter_id;vote;points")
POINTS = POINTS[: POINTS.index("1;a,b")] + "1;a,b;3,2\n2;a,b;{}\n"


def is_quick(text: str) -> bool:
    try:
        _parsed(text.encode(), quick=True)
    except NotPlainError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("Bike shed", '"Bike; shed"'),
        GOOD.replace("1;a,b", "Zażółć gęślą;a,b"),
        GOOD.replace("1;a,b", "Ελλάδα;a,b"),
        GOOD.replace("2;a\n", "2;\n"),
        f"{GOOD}\n\n",
        POINTS.format("1,-2"),
    ],
)
def test_plain_rows_are_taken_at_once(text: str) -> None:
    assert is_quick(text)
    assert _parsed(text.encode(), quick=True) == _parsed(text.encode(), quick=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1;a,b", '1;"a,b"'),
        ("1;a,b", "1; a,b"),
        ("1;a,b", "1;a, b"),
        ("1;a,b", "1;a,b "),
        ("1;a,b", "1\t;a,b"),
        ("1;a,b", "1\u00a0;a,b"),
        ("1;a,b", "e\u0301;a,b"),
        ("1;a,b", "1;a\r,b"),
        ("1;a,b", "1;a,a"),
        ("1;a,b", "1;a,x"),
        ("1;a,b", "1;a,"),
        ("1;a,b\n2;a\n", "1;a,b;\n2\n"),
        ("1;a,b\n", "1;a,b\n\n"),
        ("2;a\n", "votes;\n"),
        ("2;a\n", ";\n"),
        ("ordinal", "choose-1"),
        ("VOTES\n", "VOTES\n\n"),
        ("VOTES\n", ""),
    ],
)
def test_what_needs_a_second_look_is_not(old: str, new: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    assert not is_quick(text)


def test_cells_that_only_together_are_enough_are_refused() -> None:
    """A row with one cell too many beside one with one too few."""
    with pytest.raises(PabulibError, match="line 16, column 3: the row has more cells than the header"):
        parse_pabulib(GOOD.replace("1;a,b\n2;a\n", "1;a,b;c\n2\n").encode())


def test_points_that_are_the_same_number_are_one_ballot() -> None:
    file = parse_pabulib(POINTS.format("03,2").encode())
    assert not is_quick(POINTS.format("03,2"))
    assert [(ballot.points, times) for ballot, times in file.distinct] == [((3, 2), 2)]


def test_no_rows_are_no_rows() -> None:
    assert len(plain_rows(b"\n\n", 7, 3)) == 0
    assert len(plain_rows(b"a;b;c", 7, 3)) == 1

"""Writing PrefLib files: a header that others read, orders by number, one line each."""

import pytest

from pbvote.formats.preflib_write import write_preflib
from pbvote.formats.written import NoPlaceError
from tests.formats.small_files import small_file, tied_file


def test_others_find_what_they_know() -> None:
    lines = write_preflib(small_file(), "soi", "votes.soi").content.decode().splitlines()
    assert lines[:4] == ["# FILE NAME: votes.soi", "# TITLE: A small vote", "# DESCRIPTION: ", "# DATA TYPE: soi"]
    assert lines[9:15] == [
        "# NUMBER ALTERNATIVES: 3",
        "# NUMBER VOTERS: 5",
        "# NUMBER UNIQUE ORDERS: 4",
        "# ALTERNATIVE NAME 1: Bike shed",
        '# ALTERNATIVE NAME 2: Quiet; "warm" room',
        "# ALTERNATIVE NAME 3: Çafé",
    ]
    assert lines[15].startswith('# PBVOTE: {"vote_type": "ordinal"')
    assert lines[16:] == ["2: 1,2", "1: 3", "1: 2,1,3", "1: 2"]


def test_ties_stand_in_braces() -> None:
    content = write_preflib(tied_file(), "toi", "votes.toi").content.decode()
    assert content.splitlines()[16:] == ["1: {1,2},3", "1: 3,{1,2}", "1: 2,1"]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("soi", "write .toi and not .soi"), ("soc", "write .toc and not .soc"), ("toc", "write .toi instead of .toc")],
)
def test_a_kind_that_the_ballots_are_not_is_refused(kind: str, sentence: str) -> None:
    with pytest.raises(NoPlaceError, match=sentence):
        write_preflib(tied_file(), kind, "votes")

"""No spreadsheet runs a cell that we write, and every cell reads back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pbvote.formats.guarded_cell import guarded, unguarded

WIDE = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"


@given(st.text(alphabet=f"'=+-@\t\r\n a1{WIDE}"))
@example("'t Hof")
@example("''=1")
def test_what_is_guarded_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", *WIDE))


@pytest.mark.parametrize("text", ["'t Hof", "''", "it's", "plain", ""])
def test_an_apostrophe_of_somebody_else_stays(text: str) -> None:
    assert (guarded(text), unguarded(text)) == (text, text)

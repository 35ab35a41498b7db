"""CSV that a spreadsheet opens and does not run."""

import csv
import io

import pytest

from pbvote.formats.csv_out import csv_file, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "   @x", "\uff1d1", "\uff0b1", "\0=1"]
)
def test_a46_a_cell_that_a_spreadsheet_would_run_is_a_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["", "Bike shed", "a=b", "11 to 13", "5-a-side", "'quoted'", "Caf\N{LATIN SMALL LETTER E WITH ACUTE}"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_what_is_written_is_read_back() -> None:
    rows: list[list[str | int | None]] = [['say "yes"', 5, None], ["two\nlines", -3, "a,b;c"]]
    content = csv_file(("text", "number", "none"), rows)
    assert content.startswith(b"\xef\xbb\xbftext,number,none\r\n")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[1:] == [['say "yes"', "5", ""], ["two\nlines", "-3", "a,b;c"]]

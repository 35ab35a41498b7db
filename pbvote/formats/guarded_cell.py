"""Cells of CSV that no spreadsheet runs and that read back as they were.

A cell that a spreadsheet would take for a formula gets an apostrophe. So does one that begins with apostrophes and
then such a sign: the reader takes away one apostrophe exactly where the writer put one.
"""

from pbvote.formats.csv_out import harmless


def _would_run(text: str) -> bool:
    bare = text.lstrip("'")
    return harmless(bare) != bare


def guarded(text: str) -> str:
    """The text as a cell."""
    return f"'{text}" if _would_run(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell

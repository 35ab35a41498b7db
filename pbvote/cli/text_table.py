"""Tables and bars in plain text, for a terminal of any width."""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NARROWEST, _WIDEST = 72, 120
_GAP = "  "
_SHORTEST = 24  # cells that the flexible column keeps on the narrowest terminal


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; numbers stand `right`; the one `flexible` column gives way where the terminal is narrow."""

    heading: str
    right: bool = False
    flexible: bool = False


def terminal_width() -> int:
    """Columns of the terminal, within what can be read; 100 where the output is no terminal."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((100, 24)).columns))


def bar(part: int, whole: int, cells: int) -> str:
    """A bar of so many cells, filled as far as part of whole; nothing looks full or empty that is not."""
    filled = 0 if whole <= 0 else min(cells, cells * part // whole)
    if part > 0:
        filled = max(1, filled)
    return "█" * filled + "·" * (cells - filled)


def printable(text: str) -> str:
    """Without what could move the cursor of somebody's terminal: names come from files."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table, headings first; a column without a single value is left out."""
    kept = [place for place, column in enumerate(columns) if column.flexible or any(row[place] for row in rows)]
    columns = [columns[place] for place in kept]
    cells = [[row[place] for place in kept] for row in rows]
    headings = [column.heading for column in columns]
    widths = _widths(columns, [headings, *cells], width)
    for row in (headings, *cells):
        aligned = (_aligned(text, column, wide) for text, column, wide in zip(row, columns, widths, strict=True))
        yield _GAP.join(aligned).rstrip()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    widths = [max(_cells(row[place]) for row in rows) for place in range(len(columns))]
    too_much = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    for place, column in enumerate(columns):
        if column.flexible and too_much > 0:
            widths[place] = max(_SHORTEST, widths[place] - too_much)
    return widths


def _aligned(text: str, column: Column, width: int) -> str:
    text = _clipped(text, width)
    space = " " * (width - _cells(text))
    return space + text if column.right else text + space


def _clipped(text: str, width: int) -> str:
    if _cells(text) <= width:
        return text
    while text and _cells(text) >= width:
        text = text[:-1]
    return text + "…"


def _cells(text: str) -> int:
    # Chinese letters take two cells of a terminal, combining marks none.
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )

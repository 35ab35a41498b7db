"""Tables and bars in plain text, for a terminal of any width."""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_NARROWEST, _WIDEST = 72, 120
_GAP = "  "
_SHORTEST = 20  # cells that the flexible column keeps while there is a spare one
_SHORTEST_OF_ALL = 16


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; numbers stand `right`. On a narrow terminal the `flexible` column gives way, then a `spare` goes."""

    heading: str
    right: bool = False
    flexible: bool = False
    spare: bool = False


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
    lines = [[column.heading for column in columns], *rows]
    full = [max(_cells(line[place]) for line in lines) for place in range(len(columns))]
    if not _fits(columns, kept, full, width):
        kept = [place for place in kept if not columns[place].spare]
    wide = _widths(columns, kept, full, width)
    for line in lines:
        yield _GAP.join(_aligned(line[place], columns[place], wide[place]) for place in kept).rstrip()


def _fits(columns: Sequence[Column], kept: Sequence[int], full: Sequence[int], width: int) -> bool:
    least = (min(full[place], _SHORTEST) if columns[place].flexible else full[place] for place in kept)
    return sum(least) + len(_GAP) * (len(kept) - 1) <= width


def _widths(columns: Sequence[Column], kept: Sequence[int], full: Sequence[int], width: int) -> list[int]:
    too_much = sum(full[place] for place in kept) + len(_GAP) * (len(kept) - 1) - width
    return [
        max(min(wide, _SHORTEST_OF_ALL), wide - too_much) if column.flexible and too_much > 0 else wide
        for column, wide in zip(columns, full, strict=True)
    ]


def _aligned(text: str, column: Column, width: int) -> str:
    text = clipped(text, width)
    space = " " * (width - _cells(text))
    return space + text if column.right else text + space


def clipped(text: str, width: int) -> str:
    """The text in so many cells, with a sign where something is left out."""
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

"""A table as CSV with its places: columns by name, every fault by line and number of the cell."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pbvote.domain.sentence import say
from pbvote.domain.text import tidy
from pbvote.formats.ballot_file import MisplacedError
from pbvote.formats.file_text import decoded
from pbvote.formats.guarded_cell import guarded, unguarded
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.written import NoPlaceError

LONGEST_CELL = 130_000
"""Signs of a cell: readers stop at 131,072."""

_SEPARATORS = (",", ";", "\t")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the line on which it begins and its cells, as many as there are columns."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file by name, and its rows."""

    columns: dict[str, int]
    lines: list[Line]

    def cell(self, line: Line, name: str) -> str:
        """A cell; empty where the file has no such column."""
        return line.cells[self.columns[name]] if name in self.columns else ""

    def error(self, line: Line, name: str, what: str) -> MisplacedError:
        """An error in a cell."""
        return MisplacedError(line.number, self.columns.get(name, 0) + 1, f"{name}: {what}")


def table_file(columns: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """A table with a mark for spreadsheets at its beginning (RFC 4180). Raises NoPlaceError for a cell too long."""
    if any(len(cell) > LONGEST_CELL for _, cells in columns for cell in cells):
        raise NoPlaceError(
            say(
                "A cell of more than %(longest_cell)s signs is one that no reader takes. Shorten it.",
                longest_cell=f"{LONGEST_CELL:,}",
            )
        )
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([guarded(name) for name, _ in columns])
    writer.writerows(zip(*(map(guarded, cells) for _, cells in columns), strict=True))
    return _MARK + out.getvalue().encode()


def parse_table(raw: bytes, needed: Sequence[str], repairs: Repairs) -> Table:
    """The table of a file. Raises MisplacedError."""
    text = decoded(raw.removeprefix(_MARK), repairs)
    rows = _rows(text, _separator(text))
    first = next(rows, None)
    if first is None:
        raise MisplacedError(1, 1, "the file is empty")
    header = [_tidied(cell, first.number, repairs) for cell in first.cells]
    while header and not header[-1]:
        header.pop()
    columns = {name: position for position, name in enumerate(header)}
    for position, name in enumerate(header):
        if not name or columns[name] != position:
            what = f"the column {shown(name)} stands twice" if name else "a column has no name"
            raise MisplacedError(first.number, columns[name] + 1 if name else position + 1, what)
    for name in needed:
        if name not in columns:
            raise MisplacedError(first.number, 1, f"the file has no column {name}")
    return Table(columns, list(_lines(rows, len(header), repairs)))


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def _rows(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise MisplacedError(number, 1, f"the row cannot be read as CSV: {error}") from error
        yield Line(number, cells)


def _lines(rows: Iterable[Line], width: int, repairs: Repairs) -> Iterator[Line]:
    empty: list[int] = []
    for row in rows:
        if not any(map(str.strip, row.cells)):
            empty.append(row.number)
            continue
        for number in empty:  # at the end of the file they mean nothing
            repairs.note("an empty line was skipped", number)
        empty.clear()
        if any(row.cells[width:]):
            raise MisplacedError(row.number, width + 1, "the row has more cells than the first line")
        if len(row.cells) < width:
            repairs.note("a row with fewer cells than the first line was filled up with empty ones", row.number)
        cells = [_tidied(cell, row.number, repairs) for cell in row.cells[:width]]
        yield Line(row.number, cells + [""] * (width - len(cells)))


def _tidied(cell: str, line: int, repairs: Repairs) -> str:
    text = unguarded(cell)
    clean = text if text.isascii() and text.isprintable() and text == text.strip() else tidy(text)
    if clean != text:
        repairs.note("space around a cell was cut, or its Unicode form or line ends were made plain", line)
    return clean

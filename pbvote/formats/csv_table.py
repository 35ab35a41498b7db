"""Tables that offices save as CSV: whatever their program calls the encoding and the separator, read or refused.

Every fault names its line, as an editor counts lines, and its column; a file shows all of them at once.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

MOST_FAULTS = 100
"""Faults that one file shows: nobody reads more before mending these."""

LONGEST_CELL = 10_000
"""Characters of a cell."""

_SEPARATORS = (",", ";", "\t")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvFault:
    """What cannot stand in a file: the line, the column as the file names it (empty for the whole line), and why."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A row: the line on which it begins, and its cells by the name of the column; tidied of space around them."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a file, and the faults of its form. `columns`: what the file itself calls each column it has."""

    columns: Mapping[str, str]
    lines: tuple[CsvLine, ...]
    faults: tuple[CsvFault, ...]


class CsvUnreadableError(PbvoteError):
    """A file in which no table can be seen."""


def read_table(content: bytes, columns: Mapping[str, bool], most: int) -> CsvTable:
    """The rows of a CSV file of at most `most` rows. `columns` says of each column whether a file must have it.

    Columns are found by their names in the first line, in any order and case. Rows without any text are left out.
    Raises CsvUnreadableError.
    """
    text = decode(content)
    rows = _Rows(text, _separator(text, columns))
    named = _named(rows.header, columns)
    lines: list[CsvLine] = []
    faults: list[CsvFault] = []
    for number, cells in rows:
        if len(lines) == most:
            faults.append(CsvFault(number, "", f"A file can have {most:,} lines. Cut it into several files."))
            break
        if not any(cell.strip() for cell in cells):
            continue
        faults += _form_faults(number, cells, rows.header)
        lines.append(CsvLine(number, {name: _cell(cells, rows.header.index(own)) for name, own in named.items()}))
    faults += rows.faults
    return CsvTable(named, tuple(lines), tuple(faults[:MOST_FAULTS]))


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 and UTF-16 with marks, plain UTF-8, else Windows-1252. Raises CsvUnreadableError."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text
    raise CsvUnreadableError(say("This is not a text file. Save it as “CSV UTF-8” and choose it again."))


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula and run it (attack A46)."""
    number = cell.lstrip("+-").replace(",", "").replace(".", "", 1)
    return cell.startswith(_FORMULA) and not number.isdecimal()


class _Rows:
    """The rows after the first, each with the line on which it begins; stops at what is no CSV, and says so."""

    def __init__(self, text: str, separator: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        self.faults: list[CsvFault] = []
        try:
            self.header = [cell.strip() for cell in next(self._reader, [])]
        except csv.Error:
            raise CsvUnreadableError(
                say("The first line cannot be read. It must hold the names of the columns.")
            ) from None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            number = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.faults.append(CsvFault(number, "", _broken(str(error))))
                return
            yield number, cells


def _broken(error: str) -> str:
    if "field limit" in error:
        return "A cell of this line is far too long. Shorten it. What follows it was not read."
    return "The quotation marks of this line do not close as they should. Mend them. What follows it was not read."


def _separator(text: str, columns: Mapping[str, bool]) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=lambda each: len({_plain(cell) for cell in first.split(each)} & set(columns)))


def _named(header: Sequence[str], columns: Mapping[str, bool]) -> dict[str, str]:
    """What the file calls each known column."""
    named: dict[str, str] = {}
    for own in header:
        name = _plain(own)
        if name in named:
            raise CsvUnreadableError(
                say("The first line names the column “%(own)s” twice. Take one of them out.", own=own[:40])
            )
        if name in columns:
            named[name] = own
    missing = [name for name, needed in columns.items() if needed and name not in named]
    if missing:
        raise CsvUnreadableError(
            say(
                "The first line must name the columns. These are missing: %(columns)s. "
                "Look at the example file, and write the names as they are there.",
                columns=", ".join(missing),
            )
        )
    strange = [own for own in header if own and _plain(own) not in columns]
    if strange:
        raise CsvUnreadableError(
            say(
                "The column “%(strange)s” is not known here. Take it out, or name it like one in the example file.",
                strange=strange[0][:40],
            )
        )
    return named


def _plain(name: str) -> str:
    return "_".join(name.strip().strip('"').casefold().replace("-", " ").replace("_", " ").split())


def _form_faults(number: int, cells: Sequence[str], header: Sequence[str]) -> Iterator[CsvFault]:
    if any(cell.strip() for cell in cells[len(header) :]):
        yield CsvFault(number, "", "This line has more cells than the first line has names. Take the extra ones out.")
    for name, cell in zip(header, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            sentence = f"This cell has {len(cell):,} characters. Shorten it to {LONGEST_CELL:,} or fewer."
            yield CsvFault(number, name, sentence)


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip()[:LONGEST_CELL] if place < len(cells) else ""

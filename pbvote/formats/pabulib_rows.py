"""The lines of a Pabulib file as rows of cells, by section. Cells are separated by semicolons and may be quoted."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_plain import NotPlainError, PlainRows, plain_rows
from pbvote.formats.repairs import Repairs, shown

SECTIONS = ("META", "PROJECTS", "VOTES")
_MOST_LINES_OF_A_CELL = 100
_LOOSE = re.compile(r"(?:^|;|\")\s|\s(?:$|;|\")")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_VOTES = re.compile(rb"^VOTES;*\n", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and the line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the line of its name, its header by column name, and its rows.

    `plain`: all rows at once instead of `rows`, where none needs a second look.
    """

    line: int
    columns: dict[str, int]
    rows: list[Row]
    plain: PlainRows | None = None

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows if self.plain is None else self.plain)

    def line_of(self, number: int) -> int:
        """The line on which the row of this number begins; of one that is only told of, the section's."""
        if number >= len(self):
            return self.line
        return self.rows[number].line if self.plain is None else self.plain.first_line + number

    def column(self, name: str) -> list[str]:
        """All cells of a column."""
        if self.plain is None:
            return [self.cell(row, name) for row in self.rows]
        return [cell.decode() for cell in self.plain.column(self.columns[name])]

    def cell(self, row: Row, name: str) -> str:
        """The cell of a column; empty when the file has no such column or the row ends before it."""
        position = self.columns.get(name)
        return "" if position is None or position >= len(row.cells) else row.cells[position]

    def error(self, row: Row, name: str, what: str) -> PabulibError:
        """An error in a cell, naming line and column."""
        return PabulibError(row.line, self.columns.get(name, 0) + 1, f"{name}: {what}")


def sections_of(raw: bytes, repairs: Repairs, *, quick: bool) -> dict[str, Section]:
    """The three sections. Raises PabulibError for text that is not UTF-8, a missing section or a broken header.

    `quick`: take the rows of VOTES at once. Raises NotPlainError where one of them needs a second look.
    """
    content = _decodable(raw, repairs)
    cut = _end_of_header(content) if quick else len(content)
    rows: dict[str, list[Row]] = {}
    starts: dict[str, int] = {}
    name, last = "", 1
    for row in _rows(content[:cut].decode(), repairs):
        last = row.line
        title = row.cells[0].upper()
        if title in SECTIONS and not any(row.cells[1:]):
            if title in rows:
                raise PabulibError(row.line, 1, f"the section {title} begins a second time")
            name, rows[title], starts[title] = title, [], row.line
        elif name:
            rows[name].append(row)
        else:
            raise PabulibError(row.line, 1, f"expected the section META, not {shown(row.cells[0])}")
    for section in SECTIONS:
        if not rows.get(section) and quick:
            raise NotPlainError  # the place to name lies further down
        if not rows.get(section):
            raise PabulibError(last, 1, f"the section {section} is missing or has no header")
    sections = {section: _section(starts[section], rows[section], section, repairs) for section in SECTIONS}
    if quick:
        width = len(rows["VOTES"][0].cells)
        sections["VOTES"] = replace(sections["VOTES"], plain=plain_rows(content[cut:], last + 1, width))
    return sections


def _end_of_header(content: bytes) -> int:
    # Just behind the header of VOTES. A section that begins inside a quoted cell is no plain one and found out later.
    found = _VOTES.search(content)
    if found is None or b'"' in content[found.end() :]:
        raise NotPlainError
    end = content.find(b"\n", found.end())
    header = content[found.end() : end]
    if end < 0 or not header.strip() or header.upper().rstrip(b";").decode() in SECTIONS:
        raise NotPlainError
    return end + 1


def _section(line: int, rows: list[Row], name: str, repairs: Repairs) -> Section:
    header = [cell.lower() for cell in rows[0].cells]
    columns = {column: position for position, column in enumerate(header) if column}
    for position, column in enumerate(header):
        if column and columns[column] != position:
            raise PabulibError(rows[0].line, columns[column] + 1, f"the column {shown(column)} stands twice")
    if name == "META" and header[:2] != ["key", "value"]:
        raise PabulibError(rows[0].line, 1, "the section META needs the header key;value")
    if name != "META":  # a value of META may hold semicolons, and is put together again by its reader
        for row in rows[1:]:
            _check_width(row, len(header), repairs)
    return Section(line, columns, rows[1:])


def _check_width(row: Row, width: int, repairs: Repairs) -> None:
    if len(row.cells) < width:
        repairs.note("a row with fewer cells than its header was filled up with empty ones", row.line)
    elif len(row.cells) > width:
        if any(row.cells[width:]):
            raise PabulibError(row.line, width + 1, "the row has more cells than the header; quote a cell with a ;")
        repairs.note("empty cells beyond the header were skipped", row.line)


def _decodable(raw: bytes, repairs: Repairs) -> bytes:
    if raw.startswith(_BYTE_ORDER_MARK):
        repairs.note("a byte order mark was skipped", 1)
        raw = raw[len(_BYTE_ORDER_MARK) :]
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _position(raw, error.start)
        raise PabulibError(line, column, "the file is not in UTF-8; save it in UTF-8") from error
    if b"\0" in raw:
        line, column = _position(raw, raw.index(b"\0"))
        raise PabulibError(line, column, "the file holds a NUL character; save it as plain text")
    return _without_returns(raw.replace(b"\r\n", b"\n"), repairs)


def _without_returns(raw: bytes, repairs: Repairs) -> bytes:
    # Alone it ends no line here but would in a .json or .csv: what is read must be what can be written.
    if b"\r" not in raw:
        return raw
    for number, line in enumerate(raw.split(b"\n"), 1):
        if b"\r" in line:
            repairs.note("a carriage return inside a line was read as a space", number)
    return raw.replace(b"\r", b" ")


def _position(raw: bytes, at: int) -> tuple[int, int]:
    start = raw.rfind(b"\n", 0, at) + 1
    return raw.count(b"\n", 0, at) + 1, raw.count(b";", start, at) + 1


def _rows(text: str, repairs: Repairs) -> Iterator[Row]:
    is_nfc = unicodedata.is_normalized("NFC", text)
    is_trim = _LOOSE.search(text) is None
    empty: list[int] = []
    for line, cells in _cells(text, repairs):
        if not any(map(str.strip, cells)):
            empty.append(line)
            continue
        for each in empty:  # at the end of the file they mean nothing
            repairs.note("an empty line was skipped", each)
        empty.clear()
        yield Row(line, cells if is_nfc and is_trim else [_tidied(cell, line, repairs) for cell in cells])


def _tidied(cell: str, line: int, repairs: Repairs) -> str:
    if cell != cell.strip():
        repairs.note("spaces around a cell were cut", line)
    if not unicodedata.is_normalized("NFC", cell):
        repairs.note("text was brought into the Unicode form NFC", line)
    return unicodedata.normalize("NFC", cell.strip())


def _cells(text: str, repairs: Repairs) -> Iterator[tuple[int, list[str]]]:
    lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        yield number, line.split(";") if '"' not in line else _unquoted(number, line, lines, repairs)


def _unquoted(number: int, line: str, following: Iterator[tuple[int, str]], repairs: Repairs) -> list[str]:
    whole = last = line
    column = line[: line.index('"')].count(";") + 1
    for _ in range(_MOST_LINES_OF_A_CELL):
        if '"' in last:
            try:
                return next(csv.reader([whole], delimiter=";", strict=True))
            except csv.Error as error:
                if "unexpected end" not in str(error):
                    return _loosely_unquoted(
                        PabulibError(number, column, "a quoted cell cannot be read"), whole, repairs
                    )
        # A quoted cell may hold line ends: read on until its quotation mark is closed.
        last = next(following, (0, ""))[1]
        whole = f"{whole}\n{last}"
    raise PabulibError(number, column, "a quotation mark is opened and never closed")


def _loosely_unquoted(otherwise: PabulibError, whole: str, repairs: Repairs) -> list[str]:
    # A name that begins with a quoted word, as people type it: the word loses its marks, and that is said.
    try:
        cells = next(csv.reader([whole], delimiter=";"))
    except csv.Error as error:
        raise otherwise from error
    repairs.note("quotation marks around a part of a cell were dropped", otherwise.line)
    return cells

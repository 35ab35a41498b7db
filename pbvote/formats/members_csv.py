"""Members from a CSV file: each with what decides about their vote and where their letter goes, or what to mend.

A file holds no other columns: what is not needed is not kept (no e-mail, no telephone, no sex).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pbvote.domain.text import fault_in, tidy
from pbvote.formats.csv_table import MOST_FAULTS, CsvFault, CsvLine, CsvTable, is_formula, read_table

COLUMNS = {
    "name": True,
    "date_of_birth": True,
    "postcode": True,
    "address": False,
    "ward": False,
    "class": False,
    "group": False,
    "large_print": False,
}
"""The columns of the file, and whether it must have them."""

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes."""

MOST_MEMBERS = 60_000

EXAMPLE = (
    "name,date_of_birth,address,postcode,ward,class,large_print\r\n"
    'Amina Yusuf,2012-05-09,"Flat 3, 14 Mill Lane, Marlbrook",MB1 4QT,Millgate,,no\r\n'
    'Zoë O’Neill,23/11/1961,"2 Dock Road, Marlbrook",MB2 7AA,Docks,,yes\r\n'
)
"""A file to look at and to begin with."""

_LONGEST = MappingProxyType({"name": 120, "address": 300, "postcode": 12, "ward": 60, "class": 60, "group": 40})
_LARGE = MappingProxyType(
    {**dict.fromkeys(("yes", "y", "true", "1", "x"), True), **dict.fromkeys(("", "no", "n", "false", "0"), False)}
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as a line of a file names them. `born` is for this moment only."""

    number: int
    name: str
    born: date
    postcode: str
    address: str = ""
    ward: str | None = None
    member_class: str = ""
    group: str = ""
    large_print: bool = False


@dataclass(frozen=True, slots=True)
class MembersFile:
    """The members of a file in its order, what must be mended first, and which columns it has."""

    members: tuple[MemberLine, ...]
    faults: tuple[CsvFault, ...]
    columns: frozenset[str]


def read_members(content: bytes, today: date) -> MembersFile:
    """Read a file of members, of whom nobody is born after `today`. Raises CsvUnreadableError."""
    table = read_table(content, COLUMNS, MOST_MEMBERS)
    faults, members = list(table.faults), []
    for line in table.lines:
        found = list(_faults(table, line, today))
        faults += found
        if not found:
            members.append(_member(line))
    if not table.lines:
        faults.append(CsvFault(1, "", "The file has no members below its first line."))
    in_order = sorted(faults, key=lambda fault: fault.line)
    return MembersFile(tuple(members), tuple(in_order[:MOST_FAULTS]), frozenset(table.columns))


def _member(line: CsvLine) -> MemberLine:
    cells = {column: _kept(column, line.cells.get(column, "")) for column in COLUMNS}
    born = parse_birth(cells["date_of_birth"])
    assert born is not None  # noqa: S101 - a line without faults has a date
    return MemberLine(
        number=line.number,
        name=cells["name"],
        born=born,
        postcode=cells["postcode"],
        address=cells["address"],
        ward=cells["ward"] or None,
        member_class=cells["class"],
        group=cells["group"],
        large_print=_LARGE[cells["large_print"].casefold()],
    )


def _kept(column: str, cell: str) -> str:
    """A cell as it is kept: an address may have lines, all else is one line with single spaces."""
    if column == "address":
        return "\n".join(" ".join(line.split()) for line in tidy(cell).split("\n") if line.strip())
    return " ".join(tidy(cell).split())


def parse_birth(cell: str) -> date | None:
    """A date written 2012-05-09 or 09/05/2012 (day first); None for anything else."""
    iso, british = _ISO.fullmatch(cell), _BRITISH.fullmatch(cell)
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
    elif british is not None:
        day, month, year = (int(part) for part in british.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _faults(table: CsvTable, line: CsvLine, today: date) -> Iterator[CsvFault]:
    for column, cell in line.cells.items():
        sentence = _text_fault(column, cell) or _CHECKS.get(column, _anything)(_kept(column, cell), today)
        if sentence:
            yield CsvFault(line.number, table.columns[column], sentence)


def _text_fault(column: str, cell: str) -> str | None:
    if is_formula(cell):
        return "This begins like a formula of a spreadsheet. Begin it with a letter, or leave the cell empty."
    most = _LONGEST.get(column)
    if most is not None and len(cell) > most:
        return f"This has {len(cell):,} characters. Shorten it to {most} or fewer."
    return fault_in(tidy(cell), lines=column == "address")


def _name(cell: str, _today: date) -> str | None:
    return None if any(sign.isalpha() for sign in cell) else "Write the name of the member here."


def _birth(cell: str, today: date) -> str | None:
    born = parse_birth(cell)
    if born is None:
        return "Write the date of birth like 2012-05-09 or 09/05/2012, with the day before the month."
    if born > today:
        return "This day has not come yet. Check the year."
    if today.year - born.year > _OLDEST:
        return "This is more than 120 years ago. Check the year."
    return None


def _large(cell: str, _today: date) -> str | None:
    return None if cell.casefold() in _LARGE else "Write yes or no here, or leave the cell empty."


def _anything(_cell: str, _today: date) -> str | None:
    return None


_CHECKS: Mapping[str, Callable[[str, date], str | None]] = MappingProxyType(
    {"name": _name, "date_of_birth": _birth, "large_print": _large}
)

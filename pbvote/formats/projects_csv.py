"""Projects of a pot from a CSV file: every one of them as it would stand on the ballot, or what to mend and where."""

from collections.abc import Collection
from dataclasses import dataclass

from pbvote.domain.draft import ProjectWords, faults_of
from pbvote.domain.money import AmountError, parse_amount
from pbvote.domain.text import tidy
from pbvote.formats.csv_table import MOST_FAULTS, CsvFault, CsvLine, CsvTable, is_formula, read_table

COLUMNS = {
    "title": True,
    "summary": True,
    "cost": True,
    "kind": False,
    "place": False,
    "idea_from": False,
    "text": False,
}
"""The columns of the file, and whether it must have them."""

LARGEST_FILE = 1024 * 1024
"""Bytes."""

MOST_PROJECTS = 500

EXAMPLE = (
    "title,summary,cost,kind,place,idea_from,text\r\n"
    "Bike repair shed,Mend your bike with tools and a helper.,9000,Play and sport,Millgate,a resident of Millgate,"
    '"The shed opens twice a week.\n\nThe money buys:\n\n- tools: £5,000\n- a helper for a year: £4,000"\r\n'
    'Quiet room,A calm room to read and rest.,"6,200.50",Learning,Docks,,\r\n'
)
"""A file to look at and to begin with."""

_FIELDS = {
    "title": "title", "summary": "summary", "cost": "cost", "theme": "kind", "ward": "place", "proposer": "idea_from",
    "body": "text",
}  # fmt: skip
"""What this program calls a column, and what the file does."""


@dataclass(frozen=True, slots=True)
class ProjectsFile:
    """The projects of a file in its order, each with its line, and everything that must be mended first."""

    projects: tuple[tuple[int, ProjectWords], ...]
    faults: tuple[CsvFault, ...]


def read_projects(content: bytes, budget: int, taken: Collection[str] = ()) -> ProjectsFile:
    """Read a file for a pot of `budget` pence that has projects of the titles `taken`. Raises CsvUnreadableError."""
    table = read_table(content, COLUMNS, MOST_PROJECTS)
    faults = list(table.faults)
    projects: list[tuple[int, ProjectWords]] = []
    titles = {title.casefold(): 0 for title in taken}
    for line in table.lines:
        words, found = _project(table, line, budget)
        same = titles.get(words.title.casefold())
        if words.title and same is not None:
            where = f"Line {same} has the same title." if same else "The pot has a project of this title already."
            found.append(CsvFault(line.number, _own(table, "title"), f"{where} Make them different."))
        titles.setdefault(words.title.casefold(), line.number)
        projects.append((line.number, words))
        faults += found
    if not projects:
        faults.append(CsvFault(1, "", "The file has no projects below its first line."))
    return ProjectsFile(tuple(projects), tuple(sorted(faults, key=lambda fault: fault.line)[:MOST_FAULTS]))


def _project(table: CsvTable, line: CsvLine, budget: int) -> tuple[ProjectWords, list[CsvFault]]:
    cells = {field: tidy(line.cells.get(column, "")) for field, column in _FIELDS.items()}
    cost, wrong = _cost(cells.pop("cost"))
    words = ProjectWords(cost=cost, **cells)
    faults = faults_of(words, budget)
    if wrong:
        faults["cost"] = wrong
    for field, cell in cells.items():
        if field != "body" and is_formula(cell):
            faults[field] = "This begins like a formula of a spreadsheet. Begin it with a letter."
    return words, [CsvFault(line.number, _own(table, field), fault) for field, fault in faults.items()]


def _cost(cell: str) -> tuple[int, str]:
    try:
        return parse_amount(cell.removeprefix("£").replace(",", "").replace(" ", "")), ""
    except AmountError:
        return 0, "Write the cost in pounds, like 9000 or 9,000.50."


def _own(table: CsvTable, field: str) -> str:
    return table.columns.get(_FIELDS[field], _FIELDS[field])

"""The PROJECTS section of a Pabulib file."""

from pbvote.domain.money import AmountError, parse_amount
from pbvote.formats.ballot_file import FileProject
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_rows import Row, Section
from pbvote.formats.repairs import Repairs, shown

_OWN = ("project_id", "cost", "votes", "score", "name", "category", "selected")
_OLD_NAMES = {"target": "beneficiaries"}
"""Names of columns until April 2026, and the present ones."""


def read_projects(section: Section, repairs: Repairs) -> tuple[FileProject, ...]:
    """All projects in the order of the file. Raises PabulibError."""
    for column in ("project_id", "cost"):
        if column not in section.columns:
            raise PabulibError(section.line + 1, 1, f"the section PROJECTS has no column {column}")
    for old, new in _OLD_NAMES.items():
        if old in section.columns and new in section.columns:
            raise PabulibError(section.line + 1, section.columns[old] + 1, f"{old} is the old name of {new}: keep one")
    projects: dict[str, FileProject] = {}
    for row in section.rows:
        project = _project(section, row, repairs)
        if project.id in projects:
            raise section.error(row, "project_id", f"the project {shown(project.id)} stands here a second time")
        projects[project.id] = project
    return tuple(projects.values())


def _project(section: Section, row: Row, repairs: Repairs) -> FileProject:
    return FileProject(
        id=_id(section, row),
        cost=_cost(section, row),
        name=section.cell(row, "name"),
        category=section.cell(row, "category"),
        votes=_stated(section, row, "votes", repairs),
        score=_stated(section, row, "score", repairs),
        selected=_stated(section, row, "selected", repairs),
        about={
            _OLD_NAMES.get(name, name): section.cell(row, name)
            for name in section.columns
            if name not in _OWN and section.cell(row, name)
        },
    )


def _id(section: Section, row: Row) -> str:
    text = section.cell(row, "project_id")
    if not text:
        raise section.error(row, "project_id", "a project needs an id")
    if "," in text or not text.isprintable():
        raise section.error(row, "project_id", f"the id {shown(text)} holds a comma or a character that cannot be seen")
    return text


def _cost(section: Section, row: Row) -> int:
    try:
        return parse_amount(section.cell(row, "cost"))
    except AmountError as error:
        raise section.error(row, "cost", str(error)) from error


def _stated(section: Section, row: Row, column: str, repairs: Repairs) -> int | None:
    # What officials published: good to compare with, never used to count.
    text = section.cell(row, column)
    if not text:
        return None
    if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 16:  # noqa: PLR2004 - below 2^53
        return int(text)
    repairs.note(f"the column {column} is not a whole number and was not used", row.line)
    return None

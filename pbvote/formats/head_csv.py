"""The head of a ballot file as two tables: NAME.projects.csv and NAME.meta.csv.

They stand beside ballots in CSV, and may stand beside PrefLib and BLT files from elsewhere to tell costs and budget.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pbvote.domain.money import LARGEST_AMOUNT, AmountError, parse_amount
from pbvote.formats.ballot_file import BallotFile, BallotFileError, FileProject, PotLimits, VoteType
from pbvote.formats.file_head import MOST, Head, check_limits, limits_document, parse_limits
from pbvote.formats.guarded_table import Line, Table, parse_table, table_file
from pbvote.formats.json_tree import parse_json
from pbvote.formats.pabulib_write_projects import major
from pbvote.formats.repairs import Repairs, shown

PROJECTS, META = ".projects.csv", ".meta.csv"
"""The ends of the names of the tables."""

_NUMBERS = ("votes", "score", "selected")
_OWN = ("project_id", "cost", "name", "category", *_NUMBERS)
_OWN_META = ("vote_type", "budget", "max_length", "limits")
_LIMITS = ("groups", "min_group", "max_ratio", "conflicts", "minimum_supporters", "quorum")


def projects_table(file: BallotFile, lost: list[str]) -> bytes:
    """NAME.projects.csv: a row for each project; costs in major units."""
    columns = [
        ("project_id", [each.id for each in file.projects]),
        ("cost", [major(each.cost) for each in file.projects]),
        ("name", [each.name for each in file.projects]),
        ("category", [each.category for each in file.projects]),
    ]
    for name in _NUMBERS:
        numbers = [getattr(each, name) for each in file.projects]
        columns.append((name, ["" if each is None else str(each) for each in numbers]))
    for name in dict.fromkeys(name for each in file.projects for name in each.about):
        if name in _OWN or not name:
            lost.append(
                f"what is told of projects as {shown(name)} was not written: a column of the file has that name"
            )
        else:
            columns.append((name, [each.about.get(name, "") for each in file.projects]))
    return table_file([column for column in columns if column[0] in _OWN[:3] or any(column[1])])


def meta_table(file: BallotFile, lost: list[str]) -> bytes:
    """NAME.meta.csv: keys and values; the budget in major units, the limits as JSON."""
    rows = {"vote_type": file.vote_type.value, "budget": major(file.budget)}
    if file.max_length:
        rows["max_length"] = str(file.max_length)
    limits = limits_document(file.limits)
    if limits:
        rows["limits"] = json.dumps(limits, ensure_ascii=False)
    for key, value in file.meta.items():
        if key in _OWN_META or not key:
            lost.append(f"META {shown(key)} was not written: the file has a key of its own with that name")
        else:
            rows[key] = value
    return table_file([("key", list(rows)), ("value", list(rows.values()))])


def parse_head_tables(projects: bytes, meta: bytes, repairs: Repairs) -> Head:
    """The head that both tables tell. Raises BallotFileError, whose place begins with the end of a name."""
    with _inside(META):
        values = _values(parse_table(meta, ("key", "value"), repairs))
        vote_type, budget, max_length = _vote_type(values), _budget(values), _max_length(values)
        limits = _limits(values, repairs)
    with _inside(PROJECTS):
        found = _projects(parse_table(projects, ("project_id", "cost"), repairs))
    line, _ = values.get("limits", (1, ""))
    check_limits(limits, budget, found, f"{META}, line {line}, column 2: limits")
    rest = {key: value for key, (_, value) in values.items() if key not in _OWN_META}
    return Head(vote_type, budget, found, max_length, limits, rest)


@contextmanager
def _inside(name: str) -> Iterator[None]:
    try:
        yield
    except BallotFileError as error:
        raise BallotFileError(f"{name}, {error.place}", error.what) from error


def _vote_type(values: Mapping[str, tuple[int, str]]) -> VoteType:
    text = values["vote_type"][1]
    if text not in set(VoteType):
        raise _meta_error(values, "vote_type", f"{shown(text)} is none of {', '.join(VoteType)}")
    return VoteType(text)


def _max_length(values: Mapping[str, tuple[int, str]]) -> int:
    text = values.get("max_length", (0, "0"))[1]
    if not (text.isascii() and text.isdigit() and len(text) < len(str(MOST))):
        raise _meta_error(values, "max_length", f"{shown(text)} is not a whole number")
    return int(text)


def _values(table: Table) -> dict[str, tuple[int, str]]:
    values: dict[str, tuple[int, str]] = {}
    for line in table.lines:
        key = table.cell(line, "key")
        if not key or key in values:
            raise table.error(
                line, "key", f"the key {shown(key)} stands here a second time" if key else "a key is missing"
            )
        values[key] = (line.number, table.cell(line, "value"))
    for key in ("vote_type", "budget"):
        if key not in values:
            raise BallotFileError("line 1, column 1", f"the table has no key {key}")
    return values


def _meta_error(values: Mapping[str, tuple[int, str]], key: str, what: str) -> BallotFileError:
    return BallotFileError(f"line {values[key][0]}, column 2", f"{key}: {what}")


def _budget(values: Mapping[str, tuple[int, str]]) -> int:
    try:
        budget = parse_amount(values["budget"][1])
    except AmountError as error:
        raise _meta_error(values, "budget", str(error)) from error
    if not budget:
        raise _meta_error(values, "budget", "the budget must be above zero")
    return budget


def _limits(values: Mapping[str, tuple[int, str]], repairs: Repairs) -> PotLimits:
    if "limits" not in values:
        return PotLimits()
    try:
        return parse_limits(parse_json(values["limits"][1], repairs).fields((), _LIMITS))
    except BallotFileError as error:
        raise _meta_error(values, "limits", str(error)) from error


def _projects(table: Table) -> tuple[FileProject, ...]:
    found: dict[str, FileProject] = {}
    for line in table.lines:
        project = _project(table, line)
        if project.id in found:
            raise table.error(line, "project_id", f"the project {shown(project.id)} stands here a second time")
        found[project.id] = project
    return tuple(found.values())


def _project(table: Table, line: Line) -> FileProject:
    text = table.cell(line, "project_id")
    if not text or "," in text or not text.isprintable():
        what = f"the id {shown(text)} is empty, or holds a comma or a character that cannot be seen"
        raise table.error(line, "project_id", what)
    try:
        cost = parse_amount(table.cell(line, "cost"))
    except AmountError as error:
        raise table.error(line, "cost", str(error)) from error
    votes, score, selected = (_number(table, line, name) for name in _NUMBERS)
    return FileProject(
        text,
        cost,
        table.cell(line, "name"),
        table.cell(line, "category"),
        votes,
        score,
        selected,
        {name: table.cell(line, name) for name in table.columns if name not in _OWN and table.cell(line, name)},
    )


def _number(table: Table, line: Line, name: str) -> int | None:
    text = table.cell(line, name)
    if not text:
        return None
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < len(str(LARGEST_AMOUNT))):
        raise table.error(line, name, f"{shown(text)} is not a whole number")
    return int(text)

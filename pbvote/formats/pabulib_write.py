"""Writing Pabulib files that `pabulib-checker` finds no error in, and that read back as they were.

What the format has no place for stands in a note (pabulib_note) or is listed in `lost`. Age and sex are never written.
"""

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from pbvote.domain.result import Result
from pbvote.formats.ballot_file import BallotFile, VoteType
from pbvote.formats.pabulib_fields import FOR_GROUPS, MAY_BE_EMPTY, VOTER
from pbvote.formats.pabulib_note import Note
from pbvote.formats.pabulib_write_meta import meta_rows
from pbvote.formats.pabulib_write_projects import Column, project_columns, scores_of
from pbvote.formats.repairs import shown
from pbvote.formats.votes import Narrow
from pbvote.formats.written import NoPlaceError, Written, written_columns

MOST_VOTERS = 5_000_000
"""Rows that a file can have: one for each voter."""

LONGEST_LINE = 130_000
"""Signs of a row with quoted cells: readers, Pabulib's own checker among them, stop at 131,072 in a cell."""

_FIRST = ("voter_id", "vote")


def write_pabulib(file: BallotFile, result: Result | None = None) -> Written:
    """The file in Pabulib's format; with a result, `selected` and the rule are what pbvote counted.

    Raises NoPlaceError for ties in a ranking, and for too many voters.
    """
    if file.votes.places is not None:
        raise NoPlaceError("Pabulib has no place for ties in a ranking. Write .toi, .json or .csv instead.")
    if file.votes.total > MOST_VOTERS:
        raise NoPlaceError(f"Pabulib has a row for each voter, and more than {MOST_VOTERS:,} are too many.")
    lost: list[str] = []
    rows = file.votes.by_voter()
    cast = file.votes.lengths[rows] > 0
    voters = _voter_columns(file, cast, lost)
    note = Note(file.limits, _group_column(file, voters), int((~cast).sum()))
    if note.blank and file.voters.columns:
        lost.append(f"{note.blank} blank ballots are only a number in the comment, without what was told of the voters")
    elif note.blank and file.votes.rows is not None:
        lost.append(f"{note.blank} blank ballots are only a number in the comment, without their places in the order")
    columns = [*_ballot_columns(file, rows[cast], note.group_column), *voters]
    columns.sort(key=lambda column: (*_FIRST, *VOTER).index(column.name))
    scores = scores_of(file) if not _has_points(columns, file) else _stated_scores(file, columns)
    meta = meta_rows(file, note, result, lost)
    out = io.StringIO(newline="")
    _write(out, "META", [("key", "value"), *meta])
    _write(out, "PROJECTS", _rows(project_columns(file, result, scores, lost)))
    _write(out, "VOTES", _rows(columns))
    text = out.getvalue()
    if '"' in text and any(len(line) > LONGEST_LINE and '"' in line for line in text.split("\n")):
        raise NoPlaceError(f"A quoted row of more than {LONGEST_LINE:,} signs is one that no reader takes. Shorten it.")
    return Written(text.encode(), lost=tuple(lost))


def _write(out: io.StringIO, title: str, rows: Iterable[Sequence[str]]) -> None:
    out.write(f"{title}\n")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)


def _rows(columns: Sequence[Column]) -> Iterable[Sequence[str]]:
    yield [column.name for column in columns]
    yield from zip(*(column.cells for column in columns), strict=True)


def _ballot_columns(file: BallotFile, rows: Narrow, group_column: str) -> list[Column]:
    every = file.distinct
    texts = [",".join(ballot.projects) for ballot, _ in every]
    columns = [Column("vote", [texts[row] for row in rows.tolist()])]
    if file.vote_type.gives_points:
        points = [",".join(map(str, ballot.points)) for ballot, _ in every]
        columns.append(Column("points", [points[row] for row in rows.tolist()]))
    if group_column:
        groups = [file.limits.groups[ballot.group].id for ballot, _ in every]
        columns.append(Column(group_column, [groups[row] for row in rows.tolist()]))
    return columns


def _voter_columns(file: BallotFile, cast: np.typing.NDArray[np.bool_], lost: list[str]) -> list[Column]:
    kept = np.flatnonzero(cast).tolist()
    found = {name: file.voters.cells(name) for name in written_columns(file, lost)}
    columns = [_numbers(found.pop("voter_id", None), kept, lost)]
    for name, cells in found.items():
        some = [cells[row].replace("\r", "\n") for row in kept]
        if name not in VOTER or (name == "points" and file.vote_type is not VoteType.ORDINAL):
            lost.append(f"VOTES column {shown(name)} has no place in such a Pabulib file and was not written")
        elif not all(some) and name not in MAY_BE_EMPTY:
            lost.append(f"VOTES column {name} has empty cells, which Pabulib does not take, and was not written")
        else:
            columns.append(Column(name, some))
    return columns


def _numbers(cells: Sequence[str] | None, kept: Sequence[int], lost: list[str]) -> Column:
    numbers = [] if cells is None else [cells[row] for row in kept]
    if cells is not None and (len(set(numbers)) < len(numbers) or not all(numbers)):
        lost.append("some voters had no number or the same one: all were numbered from 1")
        cells = None
    return Column("voter_id", numbers if cells is not None else [str(each) for each in range(1, len(kept) + 1)])


def _group_column(file: BallotFile, voters: Sequence[Column]) -> str:
    if not file.limits.groups:
        return ""
    taken = {column.name for column in voters}
    free = next((name for name in FOR_GROUPS if name not in taken), None)
    if free is None:
        raise NoPlaceError("No column of Pabulib is free for the voter groups. Write .json or .csv instead.")
    return free


def _has_points(columns: Sequence[Column], file: BallotFile) -> bool:
    return not file.vote_type.gives_points and any(column.name == "points" for column in columns)


def _stated_scores(file: BallotFile, columns: Sequence[Column]) -> tuple[int, ...] | None:
    # A ranked file may say points beside the places: its scores are their sums.
    cells = {column.name: column.cells for column in columns}
    totals = {project.id: 0 for project in file.projects}
    for vote, points in zip(cells["vote"], cells["points"], strict=True):
        for project, number in zip(vote.split(","), points.split(","), strict=False):
            if not number.isascii() or not number.isdigit():
                return None
            totals[project] += int(number)
    return tuple(totals.values())

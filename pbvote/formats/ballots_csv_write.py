"""Writing ballots as CSV: a row for each voter, or for each ballot where the file only says how many cast it."""

from collections.abc import Sequence

from pbvote.formats.ballot_file import BallotFile, FileBallot
from pbvote.formats.ballots_csv import NUMBERED, OWN
from pbvote.formats.guarded_table import table_file
from pbvote.formats.head_csv import META, PROJECTS, meta_table, projects_table
from pbvote.formats.repairs import shown
from pbvote.formats.votes import one_by_one
from pbvote.formats.written import Written, written_columns


def write_ballots_csv(file: BallotFile) -> Written:
    """The three tables of a file."""
    lost: list[str] = []
    every = file.distinct
    rows = range(len(every)) if file.votes.rows is None else file.votes.rows.tolist()
    columns = [("ballot", [str(number) for number in range(1, len(rows) + 1)])]
    for name in written_columns(file, lost):
        if name in OWN or NUMBERED.fullmatch(name) or not name:
            lost.append(f"the voters' column {shown(name)} was not written: a column of the file has that name")
        else:
            columns.append((name, list(file.voters.cells(name))))
    for name, cells in _ballot_columns(file, [ballot for ballot, _ in every]):
        columns.append((name, [cells[row] for row in rows]))
    if file.votes.rows is None:
        columns.append(("times", [str(times) for _, times in every]))
    beside = {PROJECTS: projects_table(file, lost), META: meta_table(file, lost)}
    return Written(table_file(columns), beside, tuple(lost))


def _ballot_columns(file: BallotFile, ballots: Sequence[FileBallot]) -> list[tuple[str, list[str]]]:
    columns = []
    if file.limits.groups:
        columns.append(("voter_group", [file.limits.groups[ballot.group].id for ballot in ballots]))
    parts: list[tuple[str, list[tuple[str, ...]]]] = [("choice", [ballot.projects for ballot in ballots])]
    if file.votes.places is not None:
        parts.append(("place", [_texts(ballot.places or one_by_one(len(ballot.projects))) for ballot in ballots]))
    if file.vote_type.gives_points:
        parts.append(("points", [_texts(ballot.points) for ballot in ballots]))
    for part, values in parts:
        columns += [
            (f"{part}_{at + 1}", [each[at] if at < len(each) else "" for each in values])
            for at in range(file.longest_ballot)
        ]
    return columns


def _texts(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(map(str, numbers))

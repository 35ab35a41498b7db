"""The VOTES section of a Pabulib file as arrays, without an object for each row.

Whatever is not exactly right raises NotPlainError: then pabulib_votes reads row by row and says where and what.
"""

from collections.abc import Sequence

import numpy as np

from pbvote.formats.ballot_file import VoteType
from pbvote.formats.pabulib_plain import NotPlainError, PlainRows
from pbvote.formats.pabulib_rows import SECTIONS
from pbvote.formats.pabulib_votes import POINTS, VotesSection
from pbvote.formats.repairs import Repairs
from pbvote.formats.votes import Narrow, Votes, Wide

_AT_ONCE = 100_000
"""Ballots whose choices are looked up together: enough to be quick, few enough to be small."""

_BETWEEN = b"\n"
"""Joins the cells that make a ballot; a plain cell never holds it."""


def read_at_once(votes: VotesSection, rows: PlainRows, repairs: Repairs) -> Votes:
    """All ballots in the order of the file. Raises NotPlainError."""
    columns = [rows.column(votes.section.columns[name]) for name in votes.columns]
    keys = columns[0] if len(columns) == 1 else list(map(_BETWEEN.join, zip(*columns, strict=True)))
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    rows_of = np.fromiter(map(numbers.__getitem__, keys), np.int32, len(keys))
    parts = [list(numbers)] if len(columns) == 1 else _apart(numbers, len(columns))
    lengths = np.array([cell.count(b",") + 1 if cell else 0 for cell in parts[0]], dtype=np.int64)
    choices = _choices(parts[0], lengths, votes)
    _note_blank(rows, rows_of, lengths, repairs)
    return Votes(
        len(votes.projects),
        choices,
        np.bincount(rows_of, minlength=len(numbers)).astype(np.int64),
        points=_points(parts[1], lengths, votes) if votes.vote_type.gives_points else None,
        group_of=_groups(parts[-1], votes) if votes.groups.ids else None,
        rows=rows_of,
    )


def _apart(keys: Sequence[bytes] | dict[bytes, int], width: int) -> list[list[bytes]]:
    cells = [key.split(_BETWEEN) for key in keys]
    return [[each[position] for each in cells] for position in range(width)]


def _choices(cells: Sequence[bytes], lengths: Wide, votes: VotesSection) -> Narrow:
    width = int(lengths.max(initial=0))
    choices = np.full((len(cells), width), len(votes.projects), dtype=np.int32)
    position = {project.id.encode(): number for number, project in enumerate(votes.projects)}
    for start in range(0, len(cells), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        texts = b",".join(filter(None, cells[some])).split(b",") if lengths[some].any() else []
        try:
            found = np.fromiter(map(position.__getitem__, texts), np.int32, len(texts))
        except KeyError as error:  # a project that is not listed
            raise NotPlainError from error
        choices[some][np.arange(width) < lengths[some, None]] = found
    ordered = np.sort(choices, axis=1)
    if ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] < len(votes.projects))).any():
        raise NotPlainError  # a project twice on one ballot
    if votes.vote_type is VoteType.CHOOSE_1 and width > 1:
        raise NotPlainError
    return choices


def _points(cells: Sequence[bytes], lengths: Wide, votes: VotesSection) -> Wide | None:
    points = np.zeros((len(cells), int(lengths.max(initial=0))), dtype=np.int64)
    for number, (cell, length) in enumerate(zip(cells, lengths.tolist(), strict=True)):
        texts = cell.decode().split(",") if cell else []
        if len(texts) != length or not all(map(POINTS.fullmatch, texts)):
            raise NotPlainError
        numbers = list(map(int, texts))
        if list(map(str, numbers)) != texts:  # 03 is 3: two texts, one ballot
            raise NotPlainError
        points[number, :length] = numbers
    if votes.vote_type is VoteType.CUMULATIVE and (points < 0).any():
        raise NotPlainError
    return points if points.size else None


def _groups(cells: Sequence[bytes], votes: VotesSection) -> Narrow | None:
    position = {group.encode(): number for number, group in enumerate(votes.groups.ids)}
    try:
        groups = np.array([position[cell] for cell in cells], dtype=np.int32)
    except KeyError as error:
        raise NotPlainError from error
    return groups if groups.any() else None


def _note_blank(rows: PlainRows, rows_of: Narrow, lengths: Wide, repairs: Repairs) -> None:
    for number in np.flatnonzero(lengths[rows_of] == 0).tolist():
        cells = rows.row(number)
        if not any(cells) or cells[0].upper() in SECTIONS:  # an empty line, or the title of a section
            raise NotPlainError
        repairs.note("an empty vote was read as a blank ballot", rows.first_line + number)

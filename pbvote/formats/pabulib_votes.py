"""The VOTES section of a Pabulib file."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pbvote.formats.pabulib_error import PabulibError, Repairs, shown
from pbvote.formats.pabulib_rows import Row, Section


class VoteType(StrEnum):
    """What a ballot of the file says."""

    ORDINAL = "ordinal"
    APPROVAL = "approval"
    CHOOSE_1 = "choose-1"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"

    @property
    def gives_points(self) -> bool:
        """Whether ballots give points to projects instead of placing or approving them."""
        return self in (VoteType.CUMULATIVE, VoteType.SCORING)


@dataclass(frozen=True, slots=True)
class PabulibBallot:
    """One ballot: ids in the order of the file (for `ordinal` most wanted first), `()` for a blank one.

    `points` has as many entries as `projects` where the vote type gives points, else it is empty.
    """

    projects: tuple[str, ...]
    points: tuple[int, ...] = ()


_POINTS = re.compile(r"-?[0-9]{1,9}", re.ASCII)


class _VotesReader:
    """Reads ballots, each distinct text of a vote only once."""

    def __init__(self, section: Section, vote_type: VoteType, known: Collection[str], repairs: Repairs) -> None:
        self._section, self._type, self._known, self._repairs = section, vote_type, set(known), repairs
        self._seen: dict[str, PabulibBallot] = {}

    def ballot(self, row: Row) -> PabulibBallot:
        """The ballot of one row. Raises PabulibError."""
        text = self._section.cell(row, "vote")
        if not text:
            self._repairs.note("an empty vote was read as a blank ballot", row.line)
        if self._type.gives_points:
            projects = self._projects(row, text)
            return PabulibBallot(projects, self._points(row, len(projects)))
        if text not in self._seen:
            self._seen[text] = PabulibBallot(self._projects(row, text))
        return self._seen[text]

    def _projects(self, row: Row, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        projects = tuple(map(str.strip, text.split(",")))
        if ", " in text or " ," in text:
            self._repairs.note("spaces inside a list were cut", row.line)
        for project in projects:
            if project not in self._known:
                what = f"{shown(project)} is not a project of this file" if project else "a choice is empty"
                raise self._section.error(row, "vote", what)
        if len(set(projects)) < len(projects):
            twice = next(project for project in projects if projects.count(project) > 1)
            raise self._section.error(row, "vote", f"the project {shown(twice)} stands twice in one ballot")
        if self._type is VoteType.CHOOSE_1 and len(projects) > 1:
            raise self._section.error(row, "vote", "a ballot of a choose-1 file names one project")
        return projects

    def _points(self, row: Row, number: int) -> tuple[int, ...]:
        text = self._section.cell(row, "points")
        cells = [cell.strip() for cell in text.split(",")] if text else []
        if len(cells) != number:
            raise self._section.error(row, "points", f"{len(cells)} points for {number} projects")
        for cell in cells:
            if not _POINTS.fullmatch(cell) or (cell.startswith("-") and self._type is VoteType.CUMULATIVE):
                raise self._section.error(row, "points", f"{shown(cell)} is not a number of points")
        return tuple(map(int, cells))


def read_votes(
    section: Section, vote_type: VoteType, known: Collection[str], repairs: Repairs
) -> tuple[PabulibBallot, ...]:
    """All ballots in the order of the file; `known` are the ids of the projects. Raises PabulibError."""
    for column in ("vote", "points") if vote_type.gives_points else ("vote",):
        if column not in section.columns:
            raise PabulibError(section.line + 1, 1, f"the section VOTES has no column {column}")
    reader = _VotesReader(section, vote_type, known, repairs)
    position = section.columns["vote"]
    for row in section.rows:
        if position >= len(row.cells):
            raise section.error(row, "vote", "the row ends before the vote")
    return tuple(reader.ballot(row) for row in section.rows)

"""The VOTES section of a Pabulib file, row by row; pabulib_quick reads the same where no row needs a second look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pbvote.formats.ballot_file import FileProject, Voters, VoteType
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_rows import Row, Section
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.votes import Vote, VoteCollector, Votes

POINTS = re.compile(r"-?[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """The column of VOTES that says the voter's group, and the ids of the groups; no name where there are none."""

    name: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VotesSection:
    """The section with what its reader must know from the sections above it."""

    section: Section
    vote_type: VoteType
    projects: Sequence[FileProject]
    groups: GroupColumn = GroupColumn()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that make a ballot; the vote is the first, the group the last. Raises PabulibError."""
        needed = ["vote"] + ["points"] * self.vote_type.gives_points + [self.groups.name] * bool(self.groups.ids)
        for column in needed:
            if column not in self.section.columns:
                raise PabulibError(self.section.line + 1, 1, f"the section VOTES has no column {column}")
        return tuple(needed)


def read_voters(votes: VotesSection, blank: int) -> Voters:
    """The columns that are not part of the ballots; empty for the last `blank` voters, who have no row."""
    names = tuple(name for name in votes.section.columns if name not in votes.columns)
    return Voters(names, partial(_cells, votes.section, blank))


def _cells(section: Section, blank: int, name: str) -> list[str]:
    return section.column(name) + [""] * blank


def read_rows(votes: VotesSection, repairs: Repairs) -> Votes:
    """All ballots in the order of the file. Raises PabulibError."""
    section = votes.section
    position = section.columns[votes.columns[0]]
    for row in section.rows:
        if position >= len(row.cells):
            raise section.error(row, "vote", "the row ends before the vote")
    reader, collector = _Reader(votes, repairs), VoteCollector(len(votes.projects))
    for row in section.rows:
        collector.add(reader.vote(row))
    return collector.votes(by_voter=True)


class _Reader:
    """Reads ballots, each distinct text of a vote only once."""

    def __init__(self, votes: VotesSection, repairs: Repairs) -> None:
        self._section, self._type, self._groups, self._repairs = votes.section, votes.vote_type, votes.groups, repairs
        self._positions = {project.id: position for position, project in enumerate(votes.projects)}
        self._seen: dict[str, tuple[int, ...]] = {}
        self._loose: set[str] = set()

    def vote(self, row: Row) -> Vote:
        """The ballot of one row. Raises PabulibError."""
        text = self._section.cell(row, "vote")
        if not text:
            self._repairs.note("an empty vote was read as a blank ballot", row.line)
        if text not in self._seen:
            self._seen[text] = self._choices(row, text)
        if text in self._loose:
            self._repairs.note("spaces inside a list were cut", row.line)
        choices = self._seen[text]
        points = self._points(row, len(choices)) if self._type.gives_points else ()
        return Vote(choices, (), points, self._group(row))

    def _choices(self, row: Row, text: str) -> tuple[int, ...]:
        if not text:
            return ()
        projects = tuple(map(str.strip, text.split(",")))
        if ",".join(projects) != text:
            self._loose.add(text)
        for project in projects:
            if project not in self._positions:
                what = f"{shown(project)} is not a project of this file" if project else "a choice is empty"
                raise self._section.error(row, "vote", what)
        if len(set(projects)) < len(projects):
            twice = next(project for project in projects if projects.count(project) > 1)
            raise self._section.error(row, "vote", f"the project {shown(twice)} stands twice in one ballot")
        if self._type is VoteType.CHOOSE_1 and len(projects) > 1:
            raise self._section.error(row, "vote", "a ballot of a choose-1 file names one project")
        return tuple(self._positions[project] for project in projects)

    def _points(self, row: Row, number: int) -> tuple[int, ...]:
        text = self._section.cell(row, "points")
        cells = [cell.strip() for cell in text.split(",")] if text else []
        if len(cells) != number:
            raise self._section.error(row, "points", f"{len(cells)} points for {number} projects")
        for cell in cells:
            if not POINTS.fullmatch(cell) or (cell.startswith("-") and self._type is VoteType.CUMULATIVE):
                raise self._section.error(row, "points", f"{shown(cell)} is not a number of points")
        return tuple(map(int, cells))

    def _group(self, row: Row) -> int:
        if not self._groups.ids:
            return 0
        group = self._section.cell(row, self._groups.name)
        if group not in self._groups.ids:
            raise self._section.error(row, self._groups.name, f"{shown(group)} is not a voter group of this file")
        return self._groups.ids.index(group)

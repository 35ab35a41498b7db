"""Ballots as CSV for spreadsheets and statistics: NAME.csv, with NAME.projects.csv and NAME.meta.csv beside it.

docs/ballot-files.md is the data dictionary. A row of NAME.csv is a voter, or with a column `times` a ballot.
"""

import re

from pbvote.formats.ballot_file import BallotFile, Voters, Whereabouts
from pbvote.formats.file_head import MOST, Head
from pbvote.formats.guarded_table import Line, Table, parse_table
from pbvote.formats.repairs import Repairs, shown
from pbvote.formats.vote_check import VoteFaultError, VoteMaker
from pbvote.formats.votes import Vote, VoteCollector

NUMBERED = re.compile(r"(choice|place|points)_([1-9][0-9]{0,3})", re.ASCII)
OWN = ("ballot", "times", "voter_group")
"""Columns of NAME.csv beside the numbered ones; `ballot` numbers the rows and says nothing."""

_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def parse_ballots_csv(raw: bytes, head: Head) -> BallotFile:
    """The ballots with these bytes and the head that the files beside tell of. Raises MisplacedError."""
    repairs = Repairs()
    table = parse_table(raw, (), repairs)
    reader = _Reader(table, head)
    by_voter = "times" not in table.columns
    collector, lines = VoteCollector(len(head.projects)), list[int]()
    for line in table.lines:
        is_new = collector.add(reader.vote(line), 1 if by_voter else reader.number(line, "times", least=1))
        if by_voter or is_new:
            lines.append(line.number)
        else:
            repairs.note("a ballot that stands twice was added up", line.number)
    names = [name for name in table.columns if name not in OWN and not NUMBERED.fullmatch(name)]
    if names and not by_voter:
        repairs.note(f"the columns {shown(', '.join(names))} were not kept: a row is not one voter", 1)
        names = []
    voters = Voters.of({name: [table.cell(line, name) for line in table.lines] for name in names})
    return head.with_votes(collector.votes(by_voter=by_voter), Whereabouts.of_lines(lines), repairs.sentences(), voters)


class _Reader:
    """Reads ballots of rows. Raises MisplacedError."""

    def __init__(self, table: Table, head: Head) -> None:
        self._table = table
        self._maker = VoteMaker(head.vote_type, head.projects, head.limits)
        self._columns = {part: self._numbered(part) for part in ("choice", "place", "points")}

    def vote(self, line: Line) -> Vote:
        """The ballot of a row."""
        ids = self._cells(line, "choice")
        numbers = {part: [self.number(line, each) for each in self._filled(line, part)] for part in ("place", "points")}
        group = self._table.cell(line, "voter_group")
        try:
            return self._maker.vote(ids, places=numbers["place"], points=numbers["points"], group=group)
        except VoteFaultError as fault:
            part = {"choices": "choice_1", "places": "place_1", "points": "points_1"}.get(fault.part, "voter_group")
            raise self._table.error(line, part, fault.what) from fault

    def number(self, line: Line, name: str, least: int = -MOST) -> int:
        """A cell as a whole number."""
        cell = self._table.cell(line, name)
        if not _NUMBER.fullmatch(cell) or int(cell) < least:
            raise self._table.error(line, name, f"{shown(cell)} is not a whole number from {least}")
        return int(cell)

    def _cells(self, line: Line, part: str) -> list[str]:
        return [self._table.cell(line, name) for name in self._filled(line, part)]

    def _filled(self, line: Line, part: str) -> list[str]:
        names = self._columns[part]
        last = max((at for at, name in enumerate(names, 1) if self._table.cell(line, name)), default=0)
        return names[:last]

    def _numbered(self, part: str) -> list[str]:
        found = [name for name in self._table.columns if name.startswith(f"{part}_") and NUMBERED.fullmatch(name)]
        return sorted(found, key=lambda name: int(name.rpartition("_")[2]))

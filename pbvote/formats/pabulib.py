"""Pabulib files (`.pb`): projects and ballots of real participatory-budgeting votes (arXiv 2305.11035).

Amounts are read exactly, in minor units (major units × 100). Nothing is dropped unseen: what the reader repaired or
skipped stands in `warnings`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pbvote.domain.money import AmountError, parse_amount
from pbvote.formats.pabulib_error import PabulibError, Repairs, UnreadableFileError, shown
from pbvote.formats.pabulib_projects import PabulibProject, read_projects
from pbvote.formats.pabulib_rows import Row, Section, sections_of
from pbvote.formats.pabulib_votes import PabulibBallot, VoteType, read_votes


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Lines and columns of a file for messages: of the vote type, of each ballot in order, of the column of votes."""

    vote_type_line: int
    ballot_lines: tuple[int, ...]
    vote_column: int


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """A file as it was read. `budget` in minor units; projects and ballots in the order of the file.

    `max_length`: META `max_length`, 0 where the file has none. `warnings`: what was repaired or skipped.
    """

    meta: Mapping[str, str]
    vote_type: VoteType
    budget: int
    max_length: int
    projects: tuple[PabulibProject, ...]
    ballots: tuple[PabulibBallot, ...]
    warnings: tuple[str, ...]
    whereabouts: Whereabouts

    @property
    def longest_ballot(self) -> int:
        """The number of projects on the longest ballot."""
        return max((len(ballot.projects) for ballot in self.ballots), default=0)


def read_pabulib(path: Path) -> PabulibFile:
    """The file at `path`. Raises UnreadableFileError when it cannot be opened, else as parse_pabulib."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{shown(str(path))} cannot be read: {error.strerror}.") from error
    return parse_pabulib(raw)


def parse_pabulib(raw: bytes) -> PabulibFile:
    """The file with these bytes. Raises PabulibError naming line and column."""
    repairs = Repairs()
    sections = sections_of(raw, repairs)
    meta = _Meta(sections["META"], repairs)
    vote_type, budget, max_length = meta.vote_type(), meta.budget(), meta.whole_number("max_length")
    projects = read_projects(sections["PROJECTS"], repairs)
    meta.check_number("num_projects", len(projects))
    meta.check_number("num_votes", len(sections["VOTES"].rows))
    ballots = read_votes(sections["VOTES"], vote_type, [project.id for project in projects], repairs)
    return PabulibFile(
        meta=meta.values,
        vote_type=vote_type,
        budget=budget,
        max_length=max_length or 0,
        projects=projects,
        ballots=ballots,
        warnings=repairs.sentences(),
        whereabouts=Whereabouts(
            vote_type_line=meta.line_of("vote_type"),
            ballot_lines=tuple(row.line for row in sections["VOTES"].rows),
            vote_column=sections["VOTES"].columns["vote"] + 1,
        ),
    )


class _Meta:
    """The META section: keys, values, and the line of each key."""

    def __init__(self, section: Section, repairs: Repairs) -> None:
        self._section, self._repairs = section, repairs
        self._rows: dict[str, Row] = {}
        self.values: dict[str, str] = {}
        for row in section.rows:
            self._take(row)

    def vote_type(self) -> VoteType:
        """The vote type; raises PabulibError for one that Pabulib does not know."""
        text = self._needed("vote_type").lower()
        if self.values.get("default_score", "0") not in ("0", ""):
            self._repairs.note("META default_score was not added to any project", self.line_of("default_score"))
        if text not in set(VoteType):
            raise self._error("vote_type", f"{shown(text)} is none of {', '.join(VoteType)}")
        return VoteType(text)

    def line_of(self, key: str) -> int:
        """The line of a key that is there."""
        return self._rows[key].line

    def budget(self) -> int:
        """The budget in minor units, above zero."""
        try:
            budget = parse_amount(self._needed("budget"))
        except AmountError as error:
            raise self._error("budget", str(error)) from error
        if budget == 0:
            raise self._error("budget", "the budget must be above zero")
        return budget

    def whole_number(self, key: str) -> int | None:
        """The value of a key as a whole number, None where there is none."""
        text = self.values.get(key, "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - more than any file has
            raise self._error(key, f"{shown(text)} is not a whole number")
        return int(text)

    def check_number(self, key: str, found: int) -> None:
        """That the file holds as many rows as META says."""
        stated = self.whole_number(key)
        if stated is None:
            self._repairs.note(f"META does not say {key}, so the rows were not compared with it", self._section.line)
        elif stated != found:
            raise self._error(key, f"META says {stated}, but the file has {found}")

    def _take(self, row: Row) -> None:
        key, *rest = row.cells
        while len(rest) > 1 and not rest[-1]:
            rest.pop()
        if len(rest) > 1:
            self._repairs.note("a value of META with semicolons was put together again", row.line)
        if not key:
            raise PabulibError(row.line, 1, "a line of META needs a key")
        if key.lower() in self.values:
            raise PabulibError(row.line, 1, f"the key {shown(key)} stands here a second time")
        self.values[key.lower()] = ";".join(rest)
        self._rows[key.lower()] = row

    def _needed(self, key: str) -> str:
        if key not in self.values:
            raise PabulibError(self._section.line, 1, f"the section META has no {key}")
        if not self.values[key]:
            raise self._error(key, "the value is empty")
        return self.values[key]

    def _error(self, key: str, what: str) -> PabulibError:
        return PabulibError(self._rows[key].line, 2, f"{key}: {what}")

"""A ballot file of any format as it was read: the money, the projects, the ballots, and what the reader has to say.

Every format has a reader that makes one of these and a writer that takes one (docs/ballot-files.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.errors import PbvoteError
from pbvote.domain.money import parse_amount
from pbvote.domain.voter_group import MAX_RATIO, MIN_GROUP
from pbvote.formats.votes import Votes

WITHDRAWN_COST = parse_amount("999999999")
"""The cost by which Pabulib marks a withdrawn project."""


class BallotFileError(PbvoteError):
    """A ballot file that cannot be taken. The text begins with the place: line and column, or the path in a JSON."""

    def __init__(self, place: str, what: str) -> None:
        self.place, self.what = place, what
        super().__init__(f"{place}: {what}")


class MisplacedError(BallotFileError):
    """A fault at a line and a column, which both start at 1; of a table, the column is the number of the cell."""

    def __init__(self, line: int, column: int, what: str) -> None:
        self.line, self.column = line, column
        super().__init__(f"line {line}, column {column}", what)


class UnreadableFileError(PbvoteError):
    """A file that cannot be opened or read at all."""


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
class FileProject:
    """A project. `cost` in minor units; `votes`, `score`, `selected` as the file states them, None where it does not.

    `selected` is 1 for a project that was officially funded. `about`: what else the file tells, by name of the column.
    """

    id: str
    cost: int
    name: str = ""
    category: str = ""
    votes: int | None = None
    score: int | None = None
    selected: int | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the file marks it as withdrawn."""
        return self.cost == WITHDRAWN_COST


@dataclass(frozen=True, slots=True)
class FileBallot:
    """One ballot: ids in the order of the file (for `ordinal` most wanted first), `()` for a blank one.

    `points` has as many entries as `projects` where the vote type gives points, else it is empty. So has `places`
    where ballots of the file rank several projects at one place.
    """

    projects: tuple[str, ...]
    points: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    group: int = 0


@dataclass(frozen=True, slots=True)
class PotLimits:
    """What a count of the pot must know beside money and projects; most files say nothing of it."""

    groups: tuple[CountedGroup, ...] = ()
    min_group: int = MIN_GROUP
    max_ratio: int = MAX_RATIO
    conflicts: tuple[tuple[str, ...], ...] = ()
    minimum_supporters: int = 0
    quorum: int = 0


@dataclass(frozen=True, slots=True)
class Voters:
    """What a file says of each voter beside the ballot, such as a number or a district: worked out when asked for."""

    columns: tuple[str, ...] = ()
    cells: Callable[[str], Sequence[str]] = field(default=lambda _: (), compare=False)

    def table(self) -> dict[str, tuple[str, ...]]:
        """Every column by its name."""
        return {name: tuple(self.cells(name)) for name in self.columns}

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]]) -> "Voters":
        """Voters from columns that are at hand."""
        return cls(tuple(table), partial(_column, table))


def _column(table: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
    return table[name]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Places of a file for messages: of its vote type, and of the ballot of a voter by position (or of a line)."""

    vote_type: str
    ballot: Callable[[int], str]

    @classmethod
    def of_lines(cls, lines: Sequence[int]) -> "Whereabouts":
        """Of a file in which each ballot begins a line; the numbers of these lines."""
        return cls("line 1, column 1", lambda ballot: f"line {lines[ballot]}, column 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotFile:
    """A file as it was read. `budget` in minor units; projects and ballots in the order of the file.

    `max_length`: the longest ballot that the file allows, 0 where it does not say. `meta`: what else it tells, by
    key. `warnings`: what was repaired or skipped.
    """

    vote_type: VoteType
    budget: int
    projects: tuple[FileProject, ...]
    votes: Votes
    meta: Mapping[str, str] = field(default_factory=dict)
    max_length: int = 0
    limits: PotLimits = PotLimits()
    voters: Voters = Voters()
    warnings: tuple[str, ...] = ()
    whereabouts: Whereabouts = field(compare=False)

    @property
    def longest_ballot(self) -> int:
        """The number of projects on the longest ballot."""
        return self.votes.longest

    @property
    def distinct(self) -> tuple[tuple[FileBallot, int], ...]:
        """Every different ballot as an object, and how many voters cast it."""
        return tuple((self._ballot(number), times) for number, times in enumerate(self.votes.times.tolist()))

    @property
    def ballots(self) -> tuple[FileBallot, ...]:
        """An object for every voter, made when asked for: on a large file ask for `votes` instead."""
        every = self.distinct
        if self.votes.rows is None:
            return tuple(ballot for ballot, times in every for _ in range(times))
        return tuple(every[number][0] for number in self.votes.rows.tolist())

    def wrong_ballot(self, number: int, what: str) -> BallotFileError:
        """An error about the ballot of this number, naming the place of the first voter who cast it."""
        return BallotFileError(self.whereabouts.ballot(self.votes.first_row(number)), what)

    def wrong_type(self, what: str) -> BallotFileError:
        """An error about the vote type."""
        return BallotFileError(self.whereabouts.vote_type, what)

    def _ballot(self, number: int) -> FileBallot:
        vote = self.votes.vote(number)
        ids = tuple(self.projects[each].id for each in vote.choices)
        return FileBallot(ids, vote.points, vote.places, vote.group)

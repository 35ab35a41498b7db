"""The ballots of a file as arrays: each different one once, and who cast which. No object for each voter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Wide = NDArray[np.int64]
Narrow = NDArray[np.int32]


class Vote(NamedTuple):
    """What one ballot says: positions of projects as they were written, and what goes with each of them.

    `places` only where several projects stand at one place of a ranking; `points` only where ballots give points;
    `group` is the position of the voter's group.
    """

    choices: tuple[int, ...]
    places: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    group: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Different ballots in the order in which they first come. Each was cast at least once.

    `choices` of shape (different, width): positions of projects, `project_count` where nothing stands, from left to
    right without gaps; a row without any is a blank ballot. `times` (different,): how many voters cast it. `places`
    and `points` in the shape of `choices`, 0 where nothing stands; `group_of` (different,). `rows` (voters,): which
    of them each voter cast, in the order of the file; None where the file only says how many.
    """

    project_count: int
    choices: Narrow
    times: Wide
    places: Narrow | None = None
    points: Wide | None = None
    group_of: Narrow | None = None
    rows: Narrow | None = None

    @property
    def total(self) -> int:
        """The number of voters."""
        return int(self.times.sum())

    @property
    def lengths(self) -> Wide:
        """For each different ballot the number of its projects."""
        lengths: Wide = np.count_nonzero(self.choices != self.project_count, axis=1).astype(np.int64)
        return lengths

    @property
    def longest(self) -> int:
        """The number of projects on the longest ballot."""
        return int(self.lengths.max(initial=0))

    @property
    def blank(self) -> int:
        """The number of voters who chose nothing."""
        return int(self.times[self.lengths == 0].sum())

    def first_row(self, number: int) -> int:
        """The position of the first voter who cast the ballot of this number."""
        return number if self.rows is None else int(np.argmax(self.rows == number))

    def supporters(self) -> tuple[int, ...]:
        """For each project the voters who chose it."""
        return self.summed(np.ones_like(self.choices))

    def summed(self, values: Wide | Narrow) -> tuple[int, ...]:
        """For each project the sum of the values in the cells of its choices, each as often as it was cast."""
        totals = np.zeros(self.project_count + 1, dtype=np.int64)
        np.add.at(totals, self.choices, values * self.times[:, None])
        return tuple(map(int, totals[:-1]))

    def by_voter(self) -> Narrow:
        """Which ballot each voter cast; where the file only says how many, those of one ballot stand together."""
        return np.repeat(np.arange(len(self.times), dtype=np.int32), self.times) if self.rows is None else self.rows

    def with_blank(self, number: int) -> "Votes":
        """The same and this number of further voters, at the end, who chose nothing."""
        if not number:
            return self
        found = np.flatnonzero((self.lengths == 0) & (self.group_of is None or self.group_of == 0))
        at = int(found[0]) if len(found) else len(self.times)
        wide = self if len(found) else self._with_empty_row()
        times = wide.times.copy()
        times[at] += number
        rows = None if self.rows is None else np.append(self.rows, np.full(number, at, dtype=np.int32))
        return replace(wide, times=times, rows=rows)

    def _with_empty_row(self) -> "Votes":
        empty = np.full((1, self.choices.shape[1]), self.project_count, dtype=np.int32)
        return replace(
            self,
            choices=np.concatenate([self.choices, empty]),
            times=np.append(self.times, 0),
            places=None if self.places is None else np.concatenate([self.places, empty * 0]),
            points=None if self.points is None else np.concatenate([self.points, empty * np.int64(0)]),
            group_of=None if self.group_of is None else np.append(self.group_of, np.int32(0)),
        )

    def each(self) -> Iterator[tuple[Vote, int]]:
        """Every different ballot, and how many voters cast it."""
        for number, times in enumerate(self.times.tolist()):
            yield self.vote(number), times

    def vote(self, number: int) -> Vote:
        """The ballot of this number."""
        row: list[int] = self.choices[number].tolist()
        choices = tuple(each for each in row if each != self.project_count)
        places = () if self.places is None else tuple(self.places[number, : len(choices)].tolist())
        return Vote(
            choices,
            () if places == one_by_one(len(choices)) else places,
            () if self.points is None else tuple(self.points[number, : len(choices)].tolist()),
            0 if self.group_of is None else int(self.group_of[number]),
        )

    def __eq__(self, other: object) -> bool:
        """Whether all arrays say the same."""
        return isinstance(other, Votes) and all(
            _same(getattr(self, name), getattr(other, name)) for name in Votes.__slots__
        )

    __hash__ = None  # type: ignore[assignment]  # arrays can change, so that a file of them is no key


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return one is other if one is None or other is None else bool(one == other)


class VoteCollector:
    """Takes ballots one after the other and makes arrays of them at the end."""

    def __init__(self, project_count: int) -> None:
        self._project_count = project_count
        self._numbers: dict[Vote, int] = {}
        self._times: list[int] = []
        self._rows: list[int] = []

    def add(self, vote: Vote, times: int = 1) -> bool:
        """One more ballot, which `times` voters cast. Whether none before was equal to it."""
        number = self._numbers.setdefault(vote, len(self._times))
        is_new = number == len(self._times)
        if is_new:
            self._times.append(0)
        self._times[number] += times
        self._rows.append(number)
        return is_new

    def votes(self, *, by_voter: bool) -> Votes:
        """All of them. `by_voter`: each was of one voter, and their order is kept."""
        every = list(self._numbers)
        width = max((len(vote.choices) for vote in every), default=0)
        return Votes(
            self._project_count,
            _matrix([vote.choices for vote in every], width, self._project_count).astype(np.int32),
            np.array(self._times, dtype=np.int64),
            _places(every, width) if _any(every, "places") else None,
            _matrix([vote.points for vote in every], width, 0) if _any(every, "points") else None,
            np.array([vote.group for vote in every], dtype=np.int32) if _any(every, "group") else None,
            np.array(self._rows, dtype=np.int32) if by_voter else None,
        )


def one_by_one(number: int) -> tuple[int, ...]:
    """The places of a ranking without ties."""
    return tuple(range(1, number + 1))


def _places(every: Sequence[Vote], width: int) -> Narrow:
    return _matrix([vote.places or one_by_one(len(vote.choices)) for vote in every], width, 0).astype(np.int32)


def _any(every: Sequence[Vote], field: str) -> bool:
    return any(getattr(vote, field) for vote in every)


def _matrix(rows: Sequence[Sequence[int]], width: int, fill: int) -> Wide:
    matrix = np.full((len(rows), width), fill, dtype=np.int64)
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    inside = np.arange(width) < lengths[:, None]
    matrix[inside] = np.fromiter((each for row in rows for each in row), np.int64, int(lengths.sum()))
    return matrix

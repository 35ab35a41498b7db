"""Who supports what at which level, sorted once so that every run finds it at once."""

from dataclasses import dataclass

import numpy as np

from pbvote.tally.profile import FAR, Integers, Profile, SmallIntegers

_SMALL_SORT = 2**15
"""Numpy sorts 16-bit integers by counting them, many times as fast as larger ones."""

Rows = Integers | slice
"""Numbers of rows, or all rows in order."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The rows that rank something at one place, by project: those of project p are starts[p] to starts[p + 1]."""

    rows: Integers
    starts: list[int]


@dataclass(frozen=True, slots=True)
class SupporterIndex:
    """A profile sorted by place and project. `columns` and `places` as in the profile, turned: a column is a row here.

    `is_strict`: nothing is tied, so place p is column p - 1.
    """

    profile: Profile
    is_strict: bool
    columns: SmallIntegers
    places: SmallIntegers
    at_place: tuple[_Place, ...]

    def at_level(self, level: int) -> tuple[Integers, SmallIntegers]:
        """The rows and the projects that stand exactly at this place."""
        columns, rows = np.nonzero(self.places == level)
        return rows, self.columns[columns, rows]

    def quickly_at_level(self, level: int) -> tuple[Rows, SmallIntegers]:
        """The same, but rows that rank nothing there may be among them, with `project_count` as their project."""
        return (slice(None), self.columns[level - 1]) if self.is_strict else self.at_level(level)

    def supporters_of(self, project: int, level: int) -> Integers:
        """The rows of the ballots that rank the project at this place or better."""
        parts = [each.rows[each.starts[project] : each.starts[project + 1]] for each in self.at_place[:level]]
        parts = [part for part in parts if len(part)]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def wishes_of(self, rows: Integers, level: int) -> Integers:
        """What these rows rank at this place or better, `project_count` where nothing stands; shape (…, rows)."""
        if self.is_strict:
            return np.take(self.columns[:level], rows, axis=1).astype(np.int64)
        stands = np.take(self.places, rows, axis=1) <= level
        return np.where(stands, np.take(self.columns, rows, axis=1), self.profile.project_count).astype(np.int64)


def index_of(profile: Profile) -> SupporterIndex:
    """The index of a profile."""
    columns, places = np.ascontiguousarray(profile.projects.T), np.ascontiguousarray(profile.places.T)
    is_strict = all(bool(((row == place) | (row == FAR)).all()) for place, row in enumerate(places, 1))
    by_place = []
    for place in range(1, profile.longest + 1):
        if is_strict:
            by_place.append(_by_project(None, columns[place - 1], profile.project_count))
        else:
            which, rows = np.nonzero(places == place)
            by_place.append(_by_project(rows, columns[which, rows], profile.project_count))
    return SupporterIndex(profile, is_strict, columns, places, tuple(by_place))


def _by_project(rows: Integers | None, projects: SmallIntegers, nothing: int) -> _Place:
    # `rows` None: all in order.
    keys = projects.astype(np.int16) if nothing < _SMALL_SORT else projects
    order: Integers = np.argsort(keys, kind="stable").astype(np.int64, copy=False)
    ends = np.cumsum(np.bincount(projects, minlength=nothing + 1)[:nothing]).tolist()
    found = order if rows is None else rows[order].astype(np.int64, copy=False)
    return _Place(found, [0, *ends])

"""Utilities: how much each ballot wants each project, for the Method of Equal Shares.

Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021).
"""

from dataclasses import dataclass

import numpy as np

from pbvote.tally.prepared import Prepared
from pbvote.tally.profile import FAR, Integers, Profile, SmallIntegers


@dataclass(frozen=True, slots=True)
class Utilities:
    """A ballot's utility for a project is `values` at its cell, of shape (ballots, width), times the `weights` of it.

    0 where it has none. `rows` and `columns` name all cells above 0, by project: those of project p are starts[p] to
    starts[p + 1]. `supporters`: for each project the ballots with a utility above 0; `sums`: of all their values.
    """

    profile: Profile
    values: Integers
    weights: tuple[int, ...]
    rows: Integers
    columns: Integers
    starts: Integers
    supporters: tuple[int, ...]
    sums: tuple[int, ...]

    def cells_of(self, project: int) -> tuple[Integers, Integers]:
        """The rows and columns where the project has a utility above 0."""
        where = slice(self.starts[project], self.starts[project + 1])
        return self.rows[where], self.columns[where]


def utilities_by_points(prepared: Prepared) -> Utilities:
    """max_ranks + 1 - place with places as cast, or the points that a file gives."""
    profile, cast = prepared.profile, prepared.cast
    points = prepared.pot.max_ranks + 1 - cast.places if cast.given is None else cast.given
    values = np.where(profile.places < FAR, np.maximum(points, 0), 0).astype(np.int64)
    return _sorted(profile, values, (1,) * profile.project_count)


def utilities_by_cost(prepared: Prepared) -> Utilities:
    """The cost of every project that a ballot ranks, in whatever place."""
    stands = (prepared.profile.places < FAR).astype(np.int64)
    return _sorted(prepared.profile, stands, prepared.costs)


def _sorted(profile: Profile, values: Integers, weights: tuple[int, ...]) -> Utilities:
    rows, columns = np.nonzero(values)
    projects = profile.projects[rows, columns]
    order = np.argsort(projects, kind="stable")
    starts = np.searchsorted(projects[order], np.arange(profile.project_count + 1)).astype(np.int64)
    times = profile.multiplicity[rows]
    return Utilities(
        profile,
        values,
        weights,
        rows[order],
        columns[order],
        starts,
        supporters=_summed(profile, projects, times),
        sums=_summed(profile, projects, times * values[rows, columns]),
    )


def _summed(profile: Profile, projects: SmallIntegers, numbers: Integers) -> tuple[int, ...]:
    sums = np.zeros(profile.project_count, dtype=np.int64)
    np.add.at(sums, projects, numbers)
    return tuple(sums.tolist())

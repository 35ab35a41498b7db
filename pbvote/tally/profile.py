"""The profile: all ballots of a count as arrays, identical ones merged with a multiplicity.

Merging loses nothing: identical ballots of one group hold the same money at every moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pbvote.domain.counted_pot import CountInputError

Integers: TypeAlias = NDArray[np.int64]
"""Sums and numbers of ballots: 64-bit integers, never anything with a fraction."""

SmallIntegers: TypeAlias = NDArray[np.int32]
"""Projects and places, of which a million ballots have many: 32-bit integers."""

FAR = 2**30
"""The place of a project that a ballot does not rank: beyond every level."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Merged ballots. `multiplicity` and `group_of` have shape (ballots,), the others (ballots, width).

    `projects` holds indices into the pot's projects and `project_count` where nothing stands; there `places` is FAR.
    `group_of`: indices into the pot's groups, zeros without groups. `given`: the points that ballots of a file give
    to the project in the same cell, 0 where nothing stands; None where ballots place projects. Blank ballots are not
    in it. Arrays that hold column after column (Fortran order) are the quickest to count.
    """

    project_count: int
    multiplicity: Integers
    projects: SmallIntegers
    places: SmallIntegers
    group_of: Integers
    given: Integers | None = None

    @classmethod
    def of_arrays(  # noqa: PLR0913 - what a ballot can say, each as one array
        cls,
        project_count: int,
        projects: NDArray[np.integer],
        *,
        places: NDArray[np.integer] | None = None,
        multiplicity: NDArray[np.integer] | None = None,
        group_of: NDArray[np.integer] | None = None,
        given: NDArray[np.integer] | None = None,
    ) -> "Profile":
        """A profile from arrays, for more ballots than anybody wants as objects. Raises CountInputError.

        `projects` of shape (ballots, width), `project_count` where nothing stands. `places` of the same shape, by
        default 1, 2, 3 … from left to right. Every row ranks something and nothing twice. Rows may be alike.
        """
        rows, width = projects.shape
        stands = projects != project_count
        if places is None:
            places = np.broadcast_to(np.arange(1, width + 1, dtype=np.int32), (rows, width))
            _require(not (stands[:, 1:] & ~stands[:, :-1]).any(), "A row of projects has a gap.")
        ones = np.ones(rows, dtype=np.int64)
        profile = cls(
            project_count,
            ones if multiplicity is None else multiplicity.astype(np.int64, copy=False),
            np.asfortranarray(projects, dtype=np.int32),
            np.asfortranarray(np.where(stands, places, FAR), dtype=np.int32),
            np.zeros(rows, dtype=np.int64) if group_of is None else group_of.astype(np.int64, copy=False),
            None if given is None else np.where(stands, given, 0).astype(np.int64, copy=False),
        )
        _check(profile, stands)
        return profile

    @property
    def ballots(self) -> int:
        """n: the ballots, each as often as it was cast."""
        return int(self.multiplicity.sum())

    @property
    def longest(self) -> int:
        """The last place that a ballot uses; 0 when nothing is ranked."""
        return max((int(column[column < FAR].max(initial=0)) for column in self.places.T), default=0)

    @property
    def most_ranked(self) -> int:
        """The number of projects on the ballot that ranks most."""
        ranked = np.zeros(len(self.places), dtype=np.int32)
        for column in self.places.T:
            ranked += column < FAR
        return int(ranked.max(initial=0))

    def at_places(self) -> Integers:
        """How many ballots have each project at each place: shape (longest + 1, projects), of place 0 none."""
        counts = np.zeros((self.longest + 1, self.project_count + 1), dtype=np.int64)
        weights = self.weights
        for projects, places in zip(self.projects.T, self.places.T, strict=True):
            cells = np.where(places < FAR, places, 0) * np.int64(counts.shape[1]) + projects
            np.add.at(counts.reshape(-1), cells, weights)
        return counts[:, :-1]

    def given_points(self) -> tuple[int, ...]:
        """For each project the sum of the given points; none are given where ballots place projects."""
        totals = np.zeros(self.project_count + 1, dtype=np.int64)
        if self.given is not None:
            np.add.at(totals, self.projects, self.given * self.multiplicity[:, None])
        return tuple(map(int, totals[:-1]))

    @property
    def weights(self) -> Integers | int:
        """The multiplicity, or 1 where it is 1 everywhere: what to add for each row."""
        return 1 if bool((self.multiplicity == 1).all()) else self.multiplicity

    def closed_up(self, removed: Iterable[int]) -> "Profile":
        """Without the projects of these indices; later choices move up."""
        gone = np.zeros(self.project_count + 1, dtype=bool)
        gone[list(removed)] = True
        stands = (self.places < FAR) & ~gone[self.projects]
        places = np.ones_like(self.places)
        for column in range(self.places.shape[1]):
            above = stands[:, column, None] & (self.places[:, column, None] < self.places)
            places += above
        return replace(
            self,
            projects=np.where(stands, self.projects, np.int32(self.project_count)),
            places=np.where(stands, places, np.int32(FAR)),
            given=None if self.given is None else np.where(stands, self.given, 0),
        )


def _check(profile: Profile, stands: NDArray[np.bool_]) -> None:
    projects, places, rows = profile.projects, profile.places, len(profile.projects)
    for each in (profile.multiplicity, profile.group_of):
        _require(each.shape == (rows,), "Every ballot needs one multiplicity and one group.")
    if not rows:
        return
    _require(bool(projects.min() >= 0 and projects.max() <= profile.project_count), "A row names no known project.")
    _require(bool(stands.any(axis=1).all()), "A row ranks nothing: blank ballots are only a number.")
    _require(bool(profile.multiplicity.min() > 0), "A ranking is given less than once. Leave it out.")
    _require(bool(profile.group_of.min() >= 0), "A group has a number below 0.")
    _require(bool(places.min() > 0), "A place has a number below 1.")
    for column in range(projects.shape[1]):
        twice = (projects[:, column, None] == projects[:, column + 1 :]) & stands[:, column, None]
        _require(not twice.any(), "A row names a project twice.")


def _require(holds: bool, sentence: str) -> None:  # noqa: FBT001 - a guard reads best as condition and sentence
    if not holds:
        raise CountInputError(sentence)

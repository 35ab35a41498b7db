"""The profile: all ballots of a count as arrays, identical ones merged with a multiplicity.

Merging loses nothing: identical ballots hold the same money at every moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from pbvote.domain.counted_pot import CountedPot, CountInputError
from pbvote.domain.ranking import Ranking

Integers: TypeAlias = NDArray[np.int64]
"""Every array of a count: 64-bit integers, never anything with a fraction."""

FAR = 2**31
"""The place of a project that a ballot does not rank: beyond every level."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Merged ballots. `multiplicity` has shape (ballots,), `projects` and `places` (ballots, width).

    `projects` holds indices into the pot's projects and `project_count` where nothing stands; there `places` is FAR.
    Blank ballots are not in it.
    """

    project_count: int
    multiplicity: Integers
    projects: Integers
    places: Integers

    @property
    def ballots(self) -> int:
        """n: the ballots, each as often as it was cast."""
        return int(self.multiplicity.sum())

    @property
    def longest(self) -> int:
        """The last place that a ballot uses; 0 when nothing is ranked."""
        return int(np.where(self.places < FAR, self.places, 0).max(initial=0))

    def supporters(self) -> tuple[int, ...]:
        """For each project the ballots that rank it at any place."""
        return self._sum(np.ones_like(self.places))

    def first_choices(self) -> tuple[int, ...]:
        """For each project the ballots that have it at place 1, tied or not."""
        return self._sum((self.places == 1).astype(np.int64))

    def points(self, max_ranks: int) -> tuple[int, ...]:
        """For each project the sum of max_ranks + 1 - place."""
        return self._sum(max_ranks - self.places + 1)

    def _sum(self, values: Integers) -> tuple[int, ...]:
        totals = np.zeros(self.project_count + 1, dtype=np.int64)
        np.add.at(totals, self.projects, np.where(self.places < FAR, values, 0) * self.multiplicity[:, None])
        return tuple(map(int, totals[:-1]))

    def closed_up(self, removed: Iterable[int]) -> "Profile":
        """Without the projects of these indices; later choices move up."""
        gone = np.zeros(self.project_count + 1, dtype=bool)
        gone[list(removed)] = True
        stands = (self.places < FAR) & ~gone[self.projects]
        places = np.ones_like(self.places)
        for column in range(self.places.shape[1]):
            above = stands[:, column, None] & (self.places[:, column, None] < self.places)
            places += above
        return Profile(
            self.project_count,
            self.multiplicity,
            np.where(stands, self.projects, self.project_count),
            np.where(stands, places, FAR),
        )


def merged(ballots: Iterable[Ranking] | Mapping[Ranking, int]) -> dict[Ranking, int]:
    """Each ranking with how often it was cast; their order never matters to a count."""
    if isinstance(ballots, Mapping):
        return dict(ballots)
    counts: dict[Ranking, int] = {}
    for ballot in ballots:
        counts[ballot] = counts.get(ballot, 0) + 1
    return counts


def profile_of(pot: CountedPot, rankings: Mapping[Ranking, int]) -> Profile:
    """The profile of the rankings that are not blank.

    Raises CountInputError for a project that is not in the pot, a ranking longer than `max_ranks`, and a
    multiplicity below 1.
    """
    index = {project: position for position, project in enumerate(pot.ids)}
    cast = [(ranking, times) for ranking, times in rankings.items() if not ranking.is_blank]
    width = max((len(ranking) for ranking, _ in cast), default=0)
    if width > pot.max_ranks:
        raise CountInputError(f"A ballot ranks {width} projects, but {pot.max_ranks} is the most. Raise the most.")
    if any(times < 1 for times in rankings.values()):
        raise CountInputError("A ranking is given less than once. Leave it out.")
    projects = np.full((len(cast), width), len(index), dtype=np.int64)
    places = np.full((len(cast), width), FAR, dtype=np.int64)
    for row, (ranking, _) in enumerate(cast):
        for column, (project, place) in enumerate(ranking.placed()):
            if project not in index:
                raise CountInputError(f"A ballot ranks {project!a}, which is not in the pot.")
            projects[row, column] = index[project]
            places[row, column] = place
    multiplicity = np.array([times for _, times in cast], dtype=np.int64)
    return Profile(len(index), multiplicity, projects, places)

"""Whom a set of funded projects serves, and whom it leaves with nothing."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from pbvote.domain.comparison import Unserved
from pbvote.tally.prepared import Prepared


class ServiceLevel:
    """The voters of one pot, seen by what is funded. Projects by index."""

    def __init__(self, prepared: Prepared, funded: Collection[int]) -> None:
        self._prepared, self._profile = prepared, prepared.profile
        wanted = np.zeros(self._profile.project_count + 1, dtype=np.bool_)
        wanted[list(funded)] = True
        self._hits = wanted[self._profile.projects]

    @property
    def served(self) -> int:
        """Ballots that rank a funded project at any place."""
        return self._ballots(self._hits)

    @property
    def first_served(self) -> int:
        """Ballots that have a funded project at place 1, closed up."""
        return self._ballots(self._hits & (self._profile.places == 1))

    def _ballots(self, hits: NDArray[np.bool_]) -> int:
        return int(self._profile.multiplicity[hits.any(axis=1)].sum())

    @property
    def unserved(self) -> Unserved | None:
        """The project that most ballots without any funded project rank; the first in the pot of equals."""
        without = ~self._hits.any(axis=1)
        left = self._profile.projects[without]
        weights = np.broadcast_to(self._profile.multiplicity[without][:, None], left.shape)
        voters = np.zeros(self._profile.project_count + 1, dtype=np.int64)
        np.add.at(voters, left, weights)
        most = int(voters[:-1].max(initial=0))
        if not most:
            return None
        return Unserved(self._prepared.pot.ids[int(voters[:-1].argmax())], most)

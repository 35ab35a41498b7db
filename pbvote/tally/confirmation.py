"""A complete count with one thing changed, to confirm what a single run suggests."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.rules import CountMethod
from pbvote.tally.counting import options_of
from pbvote.tally.prepared import prepare_profile
from pbvote.tally.profile import FAR, Profile
from pbvote.tally.rule import TALLY_RULES


@dataclass(frozen=True, slots=True)
class WholeCount:
    """A pot with its ballots and the method of its count: run, completion and fill. `order` of project indices."""

    pot: CountedPot
    cast: Profile
    blank: int
    order: tuple[int, ...]
    method: CountMethod

    def funded(self) -> Collection[int]:
        """The projects that it funds; none where nothing is counted."""
        prepared = prepare_profile(self.pot, self.cast, self.blank)
        if not prepared.is_counted:
            return frozenset()
        options = options_of(self.method, prepared)
        return TALLY_RULES[self.method.rule].begin(prepared, options).funded(self.order)

    def with_more(self, project: int, more: int, group: int) -> "WholeCount":
        """The same with so many further ballots of a group that rank only this project. Some ballot must rank it."""
        cast, rest = self.cast, self.cast.projects.shape[1] - 1
        return replace(
            self,
            cast=replace(
                cast,
                multiplicity=np.append(cast.multiplicity, np.int64(more)),
                projects=np.vstack([cast.projects, np.array([project, *[cast.project_count] * rest], dtype=np.int32)]),
                places=np.vstack([cast.places, np.array([1, *[FAR] * rest], dtype=np.int32)]),
                group_of=np.append(cast.group_of, np.int64(group)),
            ),
        )

"""Ballots as a run sees them level by level: until a level is reached, those that agree so far are one row.

At level 1 there are no more rows than projects, at level 2 no more than pairs of them: most of what is paid for at the
first levels is so paid by few rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pbvote.tally.profile import Integers, Profile, SmallIntegers
from pbvote.tally.supporter_index import SupporterIndex, index_of

_WORTH_IT = 2
"""Rows are put together where it makes them at least so many times fewer."""


@dataclass(frozen=True, slots=True)
class Level:
    """The rows of one level. `before`: of each row the one that it was part of at the level before, None: the same.

    Before level 1 the rows are the groups.
    """

    index: SupporterIndex
    before: Integers | None


def unmerged_levels(index: SupporterIndex) -> Sequence[Level]:
    """Every level, one at least, with the rows of the profile itself."""
    return [Level(index, index.profile.group_of), *[Level(index, None)] * (len(index.at_place) - 1)]


def merged_levels(index: SupporterIndex) -> Sequence[Level]:
    """The levels with rows put together where that is worth it; rows of different groups never are."""
    if not index.is_strict or not index.at_place:
        return unmerged_levels(index)
    profile, levels = index.profile, list[Level]()
    known = profile.group_of  # of each row of the profile its row at the level before
    for column in index.columns[: len(index.at_place)]:
        rows, which = _distinct(known, column, profile.project_count + 1)
        if len(rows) * _WORTH_IT > len(column):
            break
        levels.append(Level(_cut(profile, rows, which, len(levels) + 1), known[rows]))
        known = which
    rest = len(index.at_place) - len(levels)
    return [*levels, Level(index, known), *[Level(index, None)] * (rest - 1)] if rest else levels


def _distinct(known: Integers, column: SmallIntegers, width: int) -> tuple[Integers, Integers]:
    # For each row of the level before and what stands next: an example, and for each row which of these it has.
    _, examples, which = np.unique(known * np.int64(width) + column, return_index=True, return_inverse=True)
    return examples.astype(np.int64, copy=False), which.reshape(-1).astype(np.int64, copy=False)


def _cut(profile: Profile, rows: Integers, which: Integers, level: int) -> SupporterIndex:
    multiplicity = np.zeros(len(rows), dtype=np.int64)
    np.add.at(multiplicity, which, profile.multiplicity)
    projects = np.asfortranarray(profile.projects[rows, :level])
    places = np.asfortranarray(profile.places[rows, :level])
    return index_of(Profile(profile.project_count, multiplicity, projects, places, profile.group_of[rows]))

"""Who supports what at which level, sorted once so that every run finds it at once."""

from dataclasses import dataclass

import numpy as np

from pbvote.tally.profile import FAR, Integers, Profile, SmallIntegers


@dataclass(frozen=True, slots=True)
class SupporterIndex:
    """All (ballot, project, place) of a profile, sorted by project and then by place.

    `starts` has shape (projects + 1,): the entries of project p are starts[p] to starts[p + 1].
    """

    profile: Profile
    ballots: Integers
    projects: SmallIntegers
    places: SmallIntegers
    starts: Integers

    def at_level(self, level: int) -> tuple[Integers, SmallIntegers]:
        """The (ballots, projects) that stand exactly at this place."""
        here = self.places == level
        return self.ballots[here], self.projects[here]

    def supporters_of(self, project: int, level: int) -> Integers:
        """The rows of the ballots that rank the project at this place or better."""
        start, end = self.starts[project], self.starts[project + 1]
        reach = np.searchsorted(self.places[start:end], level, side="right")
        return self.ballots[start : start + reach]


def index_of(profile: Profile) -> SupporterIndex:
    """The index of a profile."""
    ballots, columns = np.nonzero(profile.places < FAR)
    projects, places = profile.projects[ballots, columns], profile.places[ballots, columns]
    order = np.lexsort((places, projects))
    sorted_projects = projects[order]
    starts = np.searchsorted(sorted_projects, np.arange(profile.project_count + 1))
    return SupporterIndex(profile, ballots[order], sorted_projects, places[order], starts.astype(np.int64))

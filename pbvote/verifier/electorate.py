"""The merged ballots, laid out level by level for the runs of ranked-equal-shares."""

from collections import Counter

from .pot import Profile, Ranking


class Electorate:
    """Distinct closed-up rankings with their numbers, and who arrives at which project at which level.

    `numbers[r]` is how many voters cast ranking r and `homes[r]` the group whose money they hold; voters of different
    homes have rankings of their own. `rates[h]` of one penny of the notional budget is what each of home h holds.
    For level j (from 1): `prefixes[j - 1][r]` are the projects that ranking r has at place j or better,
    `arrivals[j - 1][c]` the rankings that have c at place j.
    """

    def __init__(self, profile: Profile, size: int) -> None:
        self.size = size
        self.n = profile.n
        rankings = [ranking for _, ranking in profile.merged]
        self.numbers = list(profile.merged.values())
        self.homes = [home for home, _ in profile.merged]
        self.residents = Counter(self.homes)  # rankings by home
        self.rates = () if profile.purses is None else profile.purses.rates
        self.ranked_by: list[list[int]] = [[] for _ in range(size)]
        placed = [_places(each) for each in rankings]
        self.levels = max((places[-1][0] for places in placed if places), default=0)
        self.prefixes: list[list[tuple[int, ...]]] = []
        self.arrivals: list[dict[int, list[int]]] = [{} for _ in range(self.levels)]
        for ranking, places in enumerate(placed):
            for place, project in places:
                self.ranked_by[project].append(ranking)
                self.arrivals[place - 1].setdefault(project, []).append(ranking)
        for level in range(1, self.levels + 1):
            self.prefixes.append([tuple(p for place, p in places if place <= level) for places in placed])


def _places(ranking: Ranking) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    place = 1
    for tied in ranking:
        places.extend((place, project) for project in tied)
        place += len(tied)
    return places

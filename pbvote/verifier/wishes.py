"""What each ballot would pay for, and how eagerly: the utilities of both equal-shares rules (tally.md, section 2.4)."""

from collections import Counter

from .pot import BY_COST, Pot, Profile, points_of

Wish = tuple[tuple[int, int], ...]  # (project, utility) of every project that a ballot ranks and that is not removed


class Wishes:
    """Distinct ballots by their utilities, with their numbers; who ranks nothing that is left stands in none of them.

    `fans[c]`: (ballot, utility) of those with a utility above 0 for project c; `eagerness[c]` the sum of these over
    all voters, `voters[c]` how many they are. `ranked[b]`: the projects that ballot b ranks, whatever the utility.
    """

    def __init__(self, pot: Pot, profile: Profile) -> None:
        found: Counter[Wish] = Counter()
        for ballot, number in profile.cast.items():
            found[_wish(pot, profile, points_of(pot, ballot))] += number
        found.pop((), None)
        size = range(len(pot.ids))
        self.numbers = list(found.values())
        self.ranked = [tuple(project for project, _ in wish) for wish in found]
        self.fans: list[list[tuple[int, int]]] = [[] for _ in size]
        self.eagerness = [0 for _ in size]
        self.voters = [0 for _ in size]
        for position, (wish, number) in enumerate(found.items()):
            for project, utility in wish:
                if utility > 0:
                    self.fans[project].append((position, utility))
                    self.eagerness[project] += utility * number
                    self.voters[project] += number


def _wish(pot: Pot, profile: Profile, points: "list[tuple[int, int]]") -> Wish:
    left = sorted(each for each in points if each[0] not in profile.removed)
    if pot.rule == BY_COST:
        return tuple((project, pot.costs[project]) for project, _ in left)
    return tuple(left)

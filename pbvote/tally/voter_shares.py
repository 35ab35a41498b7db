"""How the voting money is divided among voter groups: their parts, groups that are too small, and the cap.

A group with too few ballots is dissolved, and nobody gets more than a number of times anybody else's money. This is
voting power, not earmarked spending.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.domain.counted_pot import CountedPot
from pbvote.tally.profile import Profile


@dataclass(frozen=True, slots=True)
class VoterShares:
    """What one voter of each group has. Sequences run over the groups of the pot, or over everybody as one group.

    `sizes`: the group's own ballots. `joined`: the group with which its ballots are counted, itself if it stays.
    `parts`: which part of all voting money one voter has; n of them, each as often as there are voters, add up to 1.
    """

    sizes: tuple[int, ...]
    joined: tuple[int, ...]
    parts: tuple[Fraction, ...]

    def counted_with(self, group: int) -> int:
        """The ballots that are counted with a group: its own, and of those that joined it."""
        return sum(size for size, target in zip(self.sizes, self.joined, strict=True) if target == group)


def shares_of(pot: CountedPot, profile: Profile, more: int = 0, group: int = 0) -> VoterShares:
    """The shares of the ballots of a profile, and of so many `more` ballots of one group. There must be ballots."""
    sizes = sizes_of(pot, profile)
    sizes[group] += more
    parts = [each.part for each in pot.groups] or [Fraction(1)]
    return voter_shares(parts, sizes, pot.min_group, pot.max_ratio)


def sizes_of(pot: CountedPot, profile: Profile) -> list[int]:
    """The ballots of each group of the pot, or of everybody."""
    sizes = np.zeros(max(1, len(pot.groups)), dtype=np.int64)
    np.add.at(sizes, profile.group_of, profile.multiplicity)
    return [int(size) for size in sizes]


def voter_shares(parts: Sequence[Fraction], sizes: Sequence[int], min_group: int, max_ratio: int) -> VoterShares:
    """Dissolve what is too small, divide the parts by heads, and cap. Needs parts > 0 with sum 1, and a ballot."""
    joined = _joined(sizes, min_group)
    counted: dict[int, int] = {}
    for size, group in zip(sizes, joined, strict=True):
        counted[group] = counted.get(group, 0) + size
    even = {group: parts[group] / size for group, size in counted.items()}
    each = _capped(even, counted, max_ratio)
    return VoterShares(tuple(sizes), tuple(joined), tuple(each[group] for group in joined))


def _joined(sizes: Sequence[int], min_group: int) -> list[int]:
    joined, now = list(range(len(sizes))), dict(enumerate(sizes))
    while len(now) > 1:
        smallest = min(now, key=now.__getitem__)  # the first of the smallest: a dict keeps the order of the pot
        if now[smallest] >= min_group:
            break
        ballots = now.pop(smallest)
        largest = max(now, key=now.__getitem__)
        now[largest] += ballots
        joined = [largest if target == smallest else target for target in joined]
    return joined


def _capped(even: dict[int, Fraction], counted: dict[int, int], max_ratio: int) -> dict[int, Fraction]:
    # The part of a dissolved group makes all others larger by one factor, and so does the cap for all below it: so the
    # ratios are those of the parts as set up, cut at the ceiling, and one scale makes the whole of them 1.
    ceiling = max_ratio * min(even.values())
    below = {group: min(part, ceiling) for group, part in even.items()}
    scale = 1 / sum((part * counted[group] for group, part in below.items()), Fraction(0))
    return {group: part * scale for group, part in below.items()}

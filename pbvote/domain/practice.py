"""Practice ballots: invented people with invented tastes, so that rules can be compared before anybody votes.

How they are invented, so that nobody takes them for a forecast:

1. There are five tastes. For each taste every project gets a liking of 1 to 100: the square of a number from 1 to 10
   that is drawn, so that a taste has few favourites.
2. Each person gets a taste, the first one five times as often as the fifth, and one of the pot's groups, each as often
   as the others.
3. Each person ranks from one to `max_ranks` projects, each number as often as the others: one after another is drawn
   by the likings of the taste among the projects that the person has not ranked yet.

The same seed, projects, groups and number of people give the same ballots, on every machine.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from pbvote.domain.ballot import EVERYBODY, Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking

LARGEST_LIKING = 10
"""The root of the largest liking."""

SIZES = (5, 4, 3, 2, 1)
"""How the people divide among the tastes."""


@dataclass(frozen=True, slots=True)
class Practice:
    """How many people to invent, 0 or more, and the text that everything is drawn from."""

    people: int
    seed: str


def practice_ballots(pot: CountedPot, practice: Practice) -> list[Ballot]:
    """The ballots of the invented people; none for a pot in which nothing can be ranked."""
    projects = [each for each in pot.ids if each not in pot.withdrawn]
    if not projects:
        return []
    dice = Random(practice.seed)  # noqa: S311 - invented people are no secret, and everybody may invent them again
    tastes = [_taste(dice, len(projects)) for _ in SIZES]
    groups = [group.id for group in pot.groups] or [EVERYBODY]
    most = min(pot.max_ranks, len(projects))
    return [_ballot(dice, projects, tastes, groups[dice.randrange(len(groups))], most) for _ in range(practice.people)]


def _taste(dice: Random, projects: int) -> list[int]:
    """The likings of a taste, added up from the first project on."""
    return list(accumulate((1 + dice.randrange(LARGEST_LIKING)) ** 2 for _ in range(projects)))


def _ballot(dice: Random, projects: Sequence[str], tastes: Sequence[list[int]], group: str, most: int) -> Ballot:
    liking = tastes[_drawn(dice, list(accumulate(SIZES)))]
    wanted = 1 + dice.randrange(most)
    ranked: dict[int, None] = {}
    while len(ranked) < wanted:  # a project that was drawn before is drawn again: the others keep their likings
        ranked[_drawn(dice, liking)] = None
    return Ballot(Ranking.of(projects[place] for place in ranked), group)


def _drawn(dice: Random, added_up: Sequence[int]) -> int:
    """A place drawn by weights that are added up."""
    return bisect_right(added_up, dice.randrange(added_up[-1]))

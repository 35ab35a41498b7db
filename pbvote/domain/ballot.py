"""A ballot as a count takes it: what was ranked, by a voter of which group, and points where a file gives them."""

from dataclasses import dataclass

from pbvote.domain.ranking import Ranking

EVERYBODY = "all"
"""The group of a pot that has no groups."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote. Equal ballots are equal values and hold the same voting money at every moment of a count.

    `points`, only on ballots of imported files that give points instead of places: (project id, points), sorted by
    id, for the projects of `ranking`, which then all stand tied at place 1.
    """

    ranking: Ranking
    group: str = EVERYBODY
    points: tuple[tuple[str, int], ...] = ()

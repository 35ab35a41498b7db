"""A round whose pot for everybody gives half of its voting money to people under 18."""

from dataclasses import replace
from fractions import Fraction

from pbvote.domain.voter_group import GroupShares, VoterGroup
from tests.factories import EVERYBODY, PLAN, YOUTH, World

HALF = Fraction(1, 2)
SHARES = GroupShares(
    (
        VoterGroup("under-18", "Under 18", HALF, to_age=17),
        VoterGroup("grown-up", "18 and over", HALF, from_age=18),
    )
)
IDS = ("under-18", "grown-up")
PARTED = replace(EVERYBODY, groups=IDS, shares=SHARES)
PARTED_PLAN = replace(PLAN, pots=(YOUTH, PARTED))

YOUNG_WISH, GROWN_WISH = ("lamps", "bench"), ("pond", "bench")


def all_vote(world: World, young: int, grown: int) -> World:
    """So many young people and grown-ups vote in the pot for everybody, one blank each; even numbers are young."""
    for place in range(young):
        world.cast(2 * place, *(YOUNG_WISH if place else ()), pot="everybody")
    for place in range(grown):
        world.cast(2 * place + 1, *(GROWN_WISH if place else ()), pot="everybody")
    return world

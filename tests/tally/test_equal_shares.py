"""The Method of Equal Shares against a slow one, and what its utilities are."""

from random import Random

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.ranking import Ranking
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from tests.tally.random_pots import chance_of, random_pot
from tests.tally.slow_equal_shares import SlowEqualShares

RULES = ("equal-shares-points", "equal-shares-cost")
COMPLETIONS = ("none", "add1", "add1u")


def as_points(chance: Random, ballots: list[Ranking]) -> list[Ballot]:
    """The same projects with random points, now and then none or fewer than none."""
    return [
        Ballot(
            Ranking.approving(ballot.ids),
            points=tuple((project, chance.choice((-1, 0, 1, 2, 3, 7))) for project in sorted(ballot.ids)),
        )
        for ballot in ballots
    ]


@pytest.mark.parametrize("gives_points", [False, True], ids=["places", "points"])
@pytest.mark.parametrize("completion", COMPLETIONS)
@pytest.mark.parametrize("rule", RULES)
def test_every_number_equals_that_of_the_slow_count(rule: str, completion: str, *, gives_points: bool) -> None:
    """300 random pots: ties, minimums, conflicts, removals, costs of 0, quorums, blank ballots, points below 1."""
    for seed in range(300):
        chance = chance_of(seed)
        pot, rankings = random_pot(chance)
        ballots = as_points(chance, rankings) if gives_points else [Ballot(ranking) for ranking in rankings]
        order = list(pot.ids)
        chance.shuffle(order)
        step = chance.choice((1, 1, 2, 5))
        slow = SlowEqualShares(pot, ballots, order, rule, completion, step)
        found = document(count(pot, ballots, order, CountMethod(rule, completion, step)))
        for project in found["projects"]:
            assert project.pop("reason")
        expected = slow.document()
        assert {key: found[key] for key in expected} == expected, f"seed {seed}"

"""Inclusion PSC, the guarantee of ranked equal shares, by trying every group of voters and of projects.

With W the funded set, there are no voters N', projects C' and c* in C' outside W, c* eligible and not in conflict
with a funded project, such that every member of N' ranks all of C' above everything else they rank (on closed-up
ballots) and w(c*) + w(W') is at most the shares of N' (at B' = B), where W' are the funded projects that some member
of N' ranks at place |C'| or better.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest

from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from tests.tally.examples import NONE, POINTS, ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_pot


def closed_up(ballot: Ranking, removed: set[str]) -> dict[str, int]:
    kept = [[each for each in group if each not in removed] for group in ballot.groups]
    return dict(Ranking.tied(group for group in kept if group).placed())


def ranks_above_all_else(ballot: dict[str, int], projects: frozenset[str]) -> bool:
    if not projects <= ballot.keys():
        return False
    worst = max(ballot[each] for each in projects)
    return all(place > worst for each, place in ballot.items() if each not in projects)


def robbed(pot: CountedPot, ballots: list[Ranking], result: Result) -> tuple[frozenset[str], str] | None:
    """The first C' and c* that the guarantee forbids, if any."""
    cost = {project.id: project.cost for project in pot.projects}
    removed = {removal.id for removal in result.removed}
    cast = [closed_up(ballot, removed) for ballot in ballots if not ballot.is_blank]
    funded, share = set(result.funded), Fraction(pot.budget, len(cast))
    shut_out = {each for conflict in pot.conflicts for each in conflict if funded.intersection(conflict)}
    for projects in _subsets(sorted(set(cost) - removed)):
        solid = [ballot for ballot in cast if ranks_above_all_else(ballot, projects)]
        hoped = [each for each in projects if each not in funded | shut_out]
        if not solid or not hoped:
            continue
        wanted = [frozenset(c for c in ballot if ballot[c] <= len(projects)) & funded for ballot in solid]
        for group in _unions(wanted):
            money = share * sum(each <= group for each in wanted)
            for project in hoped:
                if cost[project] + sum(cost[each] for each in group) <= money:
                    return projects, project
    return None


def _subsets(projects: list[str]) -> list[frozenset[str]]:
    sizes = range(1, len(projects) + 1)
    return [frozenset(each) for each in chain.from_iterable(combinations(projects, size) for size in sizes)]


def _unions(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    # Every W' that some N' has; of the N' with the same W' the largest has most money.
    unions: set[frozenset[str]] = set()
    for each in sets:
        unions |= {each, *(each | other for other in unions)}
    return unions


@pytest.mark.parametrize(
    "method",
    [NONE, CountMethod(completion="add1"), CountMethod(completion="add1u"), CountMethod("expanding-approvals")],
    ids=["none", "add1", "add1u", "expanding-approvals"],
)
def test_no_group_is_robbed_in_3000_pots(method: CountMethod) -> None:
    """Also with ties, conflicts, minimums, removals, costs of 0 and blank ballots; completion and fill keep it.

    The form of the rule in the paper of Aziz and Lee gives the same guarantee.
    """
    counted_pots = 0
    for seed in range(3000):
        pot, ballots = random_pot(chance_of(100_000 + seed), most_voters=9, most_projects=5)
        result = count(pot, ballots, pot.ids, method)
        if result.is_counted:
            assert robbed(pot, ballots, result) is None, f"seed {seed}"
            counted_pots += 1
    assert counted_pots > 2500


def test_the_search_finds_a_group_that_points_rob() -> None:
    """Points give everything to the larger group; the search must see it, or it proves nothing."""
    pot, ballots = pot_of(100, "A50 B50 C30"), ballots_of("6*A>B, 4*C")
    assert robbed(pot, ballots, count(pot, ballots, pot.ids, POINTS)) == (frozenset("C"), "C")
    assert robbed(pot, ballots, count(pot, ballots, pot.ids, NONE)) is None


def test_a_gap_left_open_robs() -> None:
    """E5 with the gap left open funds A; the three, who want A and B above all, were then robbed of B."""
    pot, ballots = pot_of(31, "A20 B15 C5", withdrawn=frozenset("C")), ballots_of("C>B, B>A, C>A")
    fair = count(pot, ballots, pot.ids, NONE)
    assert robbed(pot, ballots, fair) is None
    assert robbed(pot, ballots, replace(fair, funded=("A",))) is not None

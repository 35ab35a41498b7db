"""Inclusion PSC, the guarantee of ranked equal shares, by trying every group of voters and of projects.

With W the funded set, there are no voters N', projects C' and c* in C' outside W, c* eligible and not in conflict
with a funded project, such that every member of N' ranks all of C' above everything else they rank (on closed-up
ballots) and w(c*) + w(W') is at most the shares of N' (at B' = B), where W' are the funded projects that some member
of N' ranks at place |C'| or better. With groups the shares are those of the parts, dissolved and capped.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from tests.tally.examples import NONE, POINTS, ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot
from tests.tally.slow_count import SlowCount


def closed_up(ballot: Ranking, removed: set[str]) -> dict[str, int]:
    kept = [[each for each in group if each not in removed] for group in ballot.groups]
    return dict(Ranking.tied(group for group in kept if group).placed())


def ranks_above_all_else(ballot: dict[str, int], projects: frozenset[str]) -> bool:
    if not projects <= ballot.keys():
        return False
    worst = max(ballot[each] for each in projects)
    return all(place > worst for each, place in ballot.items() if each not in projects)


def robbed(pot: CountedPot, ballots: Sequence[Ranking | Ballot], result: Result) -> tuple[frozenset[str], str] | None:
    """The first C' and c* that the guarantee forbids, if any."""
    cost = {project.id: project.cost for project in pot.projects}
    removed = {removal.id for removal in result.removed}
    rankings = [ballot.ranking if isinstance(ballot, Ballot) else ballot for ballot in ballots]
    cast = [closed_up(ranking, removed) for ranking in rankings if not ranking.is_blank]
    funded, shares = set(result.funded), SlowCount(pot, ballots, [], "", "").money_at_first(pot.budget)
    shut_out = {each for conflict in pot.conflicts for each in conflict if funded.intersection(conflict)}
    for projects in _subsets(sorted(set(cost) - removed)):
        solid = [voter for voter, ballot in enumerate(cast) if ranks_above_all_else(ballot, projects)]
        hoped = [each for each in projects if each not in funded | shut_out]
        if not solid or not hoped:
            continue
        wanted = {i: frozenset(c for c in cast[i] if cast[i][c] <= len(projects)) & funded for i in solid}
        for group in _unions(list(wanted.values())):
            money = sum((shares[i] for i in solid if wanted[i] <= group), Fraction(0))
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


@pytest.mark.parametrize("completion", ["none", "add1u"])
def test_no_voters_are_robbed_of_what_their_groups_parts_give_them(completion: str) -> None:
    """1,500 pots with groups: dissolved ones, capped ones, conflicts, minimums and removals."""
    counted_pots = 0
    for seed in range(1500):
        pot, ballots = random_grouped_pot(chance_of(300_000 + seed), most_voters=9, most_projects=5)
        result = count(pot, ballots, pot.ids, CountMethod(completion=completion))
        if result.is_counted:
            assert robbed(pot, ballots, result) is None, f"seed {seed}"
            counted_pots += 1
    assert counted_pots > 1250


def test_heads_rob_a_group_of_its_part() -> None:
    """The search with parts sees what a count without them takes away: half of the money for two of ten voters."""
    groups = (CountedGroup("a", Fraction(1, 2)), CountedGroup("b", Fraction(1, 2)))
    pot = pot_of(100, "A60 C50", groups=groups, min_group=1)
    ballots = [*[Ballot(Ranking.of("A"), "a")] * 8, *[Ballot(Ranking.of("C"), "b")] * 2]
    by_heads = count(replace(pot, groups=()), ballots, pot.ids, NONE)
    assert robbed(pot, ballots, by_heads) == (frozenset("C"), "C")
    assert robbed(pot, ballots, count(pot, ballots, pot.ids, NONE)) is None


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

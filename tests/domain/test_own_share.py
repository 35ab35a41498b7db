"""Where one voter's voting money went: told from the trace alone, it is what the count took."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.own_share import OwnShare, own_share
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import count
from tests.tally.examples import E1, E2, E4, counted
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot
from tests.tally.slow_analysis import SlowAnalysis


def test_a_voter_pays_for_what_the_ballot_ranks_high_enough() -> None:
    """E1: the thirteen each pay 40/13 for A at level 1 and keep the rest of their 5."""
    share = own_share(counted(E1), Ranking.of("ABC"))
    assert share.payments == ((1, "A", Fraction(40, 13)),)
    assert share.unspent == 5 - Fraction(40, 13)
    assert share.money == 5


def test_a_voter_with_too_little_pays_all_that_is_left() -> None:
    """E2: 5 who want A and B pay 8 of their 10 for A; B, at level 1, is bought by the 4 who put it first."""
    share = own_share(counted(E2), Ranking.of("ABD"))
    assert share.payments == ((1, "A", Fraction(8)),)
    assert share.unspent == 2


def test_a_project_ranked_lower_than_the_level_costs_nothing() -> None:
    """E4: C is bought at level 2 by who has it first or second; a ballot with C third would not have paid."""
    result = counted(E4)
    assert own_share(result, Ranking.of("CD")).payments == ((2, "C", Fraction(8)),)
    assert own_share(result, Ranking.of("BDC")).payments == ()


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"ranked-equal-shares"}))
def test_under_other_rules_nobody_has_voting_money_of_this_kind(rule: str) -> None:
    """The page says nothing about money then."""
    assert own_share(counted(E1, CountMethod(rule)), Ranking.of("ABC")) == OwnShare()


def test_a_blank_vote_has_no_money() -> None:
    """It is turnout and not among those who share the pot."""
    assert own_share(counted((100, "A40", "2*A, -")), Ranking()) == OwnShare()


def test_under_the_quorum_nobody_has_money() -> None:
    assert own_share(counted(E1, quorum=21), Ranking.of("ABC")) == OwnShare()


def test_a_vote_only_for_removed_projects_keeps_its_money() -> None:
    """It is one of the n, and nothing that it wants can be bought."""
    share = own_share(
        counted(
            (
                100,
                "A40 B30",
                "2*A, 2*B",
            ),
            withdrawn=frozenset("B"),
        ),
        Ranking.of("B"),
    )
    assert share == OwnShare((), Fraction(25))


def test_a_group_that_is_not_in_the_result_is_refused() -> None:
    """Rather than guessing what a stranger had."""
    chance = chance_of(1)
    pot, ballots = random_grouped_pot(chance)
    result = count(pot, ballots, pot.ids)
    with pytest.raises(KeyError):
        own_share(result, Ranking.of(pot.ids[:1]), "nobody")


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_it_is_what_the_slow_count_took_from_each_voter(seed: int) -> None:
    """With ties on ballots, removals, conflicts, completions; without groups and with them."""
    for each in range(seed, seed + 20):
        chance = chance_of(each)
        check(*random_pot(chance, most_projects=4))
        check(*random_grouped_pot(chance, most_projects=4))


def check(pot: CountedPot, ballots: Sequence[Ranking | Ballot]) -> None:
    """Every voter of one pot."""
    result = count(pot, ballots, pot.ids)
    slow = SlowAnalysis(pot, ballots, list(pot.ids), "add1u")
    cast = [each if isinstance(each, Ballot) else Ballot(each) for each in ballots]
    if not result.is_counted:
        return
    has = slow.slow.money_at_first(slow.whole())
    payments = slow.payments()
    for voter, ballot in enumerate(each for each in cast if not each.ranking.is_blank):
        share = own_share(result, ballot.ranking, ballot.group)
        mine = [(step, project, paid[voter]) for step, project, paid in payments if paid[voter]]
        assert list(share.payments) == mine
        assert share.money == has[voter]


def test_public_numbers_do_not_tell_it() -> None:
    """Without the voting money of the groups nothing is said to have been there."""
    pot, ballots = random_grouped_pot(chance_of(3))
    result = count(pot, ballots, pot.ids)
    groups = tuple(replace(each, voting_money=None) for each in result.groups)
    assert own_share(replace(result, groups=groups), ballots[0].ranking, ballots[0].group).money == 0

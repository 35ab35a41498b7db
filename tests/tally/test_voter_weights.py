"""Weights of expanding approvals: bounds hold, and fractions decide where they do not."""

from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count, voter_weights
from pbvote.tally.merging import merged
from pbvote.tally.prepared import prepare
from pbvote.tally.voter_weights import VoterWeights
from tests.tally.examples import ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_pot


def counts_of_many_pots() -> list[Result]:
    pots = [random_pot(chance_of(seed), most_voters=20) for seed in range(300)]
    return [count(pot, ballots, pot.ids, CountMethod("expanding-approvals")) for pot, ballots in pots]


@pytest.mark.parametrize("bits", [0, 3])
def test_coarse_bounds_change_nothing(monkeypatch: pytest.MonkeyPatch, bits: int) -> None:
    """Bounds too wide for anything to be sure: fractions decide, and no tie appears or goes."""
    expected = counts_of_many_pots()
    monkeypatch.setattr(voter_weights, "_BITS", bits)
    assert counts_of_many_pots() == expected


@pytest.fixture
def weights() -> VoterWeights:
    """Three voters want A first; B is wanted by one of them and one more, C by that one alone."""
    pot = pot_of(12, "A4 B2 C2")
    found = VoterWeights(prepare(pot, merged(map(Ballot, ballots_of("2*A, A>B, B=C")))).profile)
    found.rise_to(1)
    return found


def test_everybody_begins_with_1(weights: VoterWeights) -> None:
    support = weights.support(0)
    assert weights.exactly(support) == support.supporters == 3
    assert weights.reaches(support, Fraction(3))
    assert not weights.reaches(support, Fraction(301, 100))


def test_supporters_give_up_weight_in_proportion(weights: VoterWeights) -> None:
    """A takes 4/3 of the weight of three voters, 4/9 each."""
    weights.spend(0, weights.support(0), Fraction(4, 3))
    assert weights.exactly(weights.support(0)) == Fraction(5, 3)
    weights.rise_to(2)
    b, c = weights.support(1), weights.support(2)
    assert weights.exactly(b) == 1 + Fraction(5, 9)
    assert b.low < b.high
    assert weights.compare(b, c) > 0 > weights.compare(c, b)


def test_who_gives_up_all_has_nothing(weights: VoterWeights) -> None:
    weights.spend(0, weights.support(0), Fraction(3))
    left = weights.support(0)
    assert left.low == weights.exactly(left) == 0
    assert not weights.reaches(left, Fraction(1, 10**80))


def test_the_same_voters_are_level(weights: VoterWeights) -> None:
    assert weights.compare(weights.support(1), weights.support(2)) == 0

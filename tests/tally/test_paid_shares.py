"""The exact money behind the fixed-point copy: with a copy that is hardly any use, every count comes out the same."""

from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import count, paid_shares
from pbvote.tally.merging import merged
from pbvote.tally.paid_shares import PaidShares, SplitCost
from pbvote.tally.prepared import prepare
from pbvote.tally.utilities import utilities_by_points
from tests.tally.examples import ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_pot
from tests.tally.test_equal_shares import RULES, as_points


def counts_of_many_pots(rule: str) -> list[Result]:
    results = []
    for seed in range(150):
        chance = chance_of(seed)
        pot, rankings = random_pot(chance, most_voters=20)
        ballots = as_points(chance, rankings) if seed % 2 else [Ballot(ranking) for ranking in rankings]
        results.append(count(pot, ballots, pot.ids, CountMethod(rule, "add1u", chance.choice((1, 3)))))
    return results


@pytest.mark.parametrize("bits", [-3, 4, 12])
@pytest.mark.parametrize("rule", RULES)
def test_a_coarse_copy_changes_nothing(monkeypatch: pytest.MonkeyPatch, rule: str, bits: int) -> None:
    """Too few bits for anything to be sure: fractions decide, and no tie appears or goes."""
    expected = counts_of_many_pots(rule)
    monkeypatch.setattr(paid_shares, "_FIXED_BITS", bits)
    assert counts_of_many_pots(rule) == expected


class TestOneProject:
    """Three voters have 10: two give A 3 points and B 2, one gives A 1 point after two other projects."""

    @pytest.fixture
    def money(self) -> PaidShares:
        pot = pot_of(30, "A24 B1 C1 D1", max_ranks=3)
        prepared = prepare(pot, merged(map(Ballot, ballots_of("2*A>B, C>D>A"))))
        return PaidShares(utilities_by_points(prepared), Fraction(10), 1)

    def test_money_that_does_not_reach(self, money: PaidShares) -> None:
        assert money.split(0, 31) is None

    def test_all_pay_in_full(self, money: PaidShares) -> None:
        """14 for 7 points: 6, 6 and 2."""
        split = money.split(0, 14)
        assert split == SplitCost(14, 0, 7, 1, 3)
        money.pay(0, split)
        assert (money.total(1), money.total(2)) == ((8, 2), (8, 1))

    def test_who_has_less_pays_all(self, money: PaidShares) -> None:
        """24 at 4 for a point: the two who want it most pay 10 each and the third 4; with more money they would too."""
        split = money.split(0, 24)
        assert split == SplitCost(4, -2, 1, 1, 1)
        assert money.steps_while_poor(0, split) == 0
        money.pay(0, split)
        assert (money.total(1), money.total(2)) == ((0, 0), (6, 3))

    def test_exactly_all_the_money(self, money: PaidShares) -> None:
        """30 takes everything; rho is the 10 for one point that the third voter can just pay."""
        split = money.split(0, 30)
        assert split == SplitCost(10, -2, 1, 1, 1)

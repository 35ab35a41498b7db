"""The proof that further runs come out the same: against those runs, and at its edges."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.tally.choice import choose_free
from pbvote.tally.equal_shares_run import EqualSharesRun
from pbvote.tally.merging import merged
from pbvote.tally.paid_shares import SplitCost
from pbvote.tally.prepared import Prepared, prepare
from pbvote.tally.share_run import Run
from pbvote.tally.steady import Steady, UtilityOffer
from pbvote.tally.utilities import Utilities, utilities_by_cost, utilities_by_points
from tests.tally.random_pots import chance_of, random_pot


def run_at(prepared: Prepared, utilities: Utilities, share: int, growth: int = 0) -> tuple[Run, int]:
    order = tuple(range(len(prepared.costs)))
    free = [choice.project for choice in choose_free(prepared, order, prepared.pot.budget)]
    run = EqualSharesRun(prepared, utilities, Fraction(share), growth)
    return run.finish(order, free), run.steady.steps


@pytest.mark.parametrize("utilities_of", [utilities_by_points, utilities_by_cost])
def test_every_run_that_is_skipped_would_have_come_out_the_same(utilities_of: Callable[[Prepared], Utilities]) -> None:
    """Funded list, ties and what is left open, at every share that the proof covers: 600 pots, four shares each."""
    skipped = 0
    for seed in range(600):
        chance = chance_of(seed)
        pot, ballots = random_pot(chance, most_voters=8)
        prepared = prepare(pot, merged([Ballot(ranking) for ranking in ballots]))
        if not prepared.n:
            continue
        utilities = utilities_of(prepared)
        growth = chance.choice((1, 1, 2, 3))
        for share in (chance.randint(0, 5), *(chance.randint(0, pot.budget) for _ in range(3))):
            found, steps = run_at(prepared, utilities, share, growth)
            for further in range(1, min(steps, 12) + 1):
                assert run_at(prepared, utilities, share + further * growth)[0] == found, f"seed {seed}"
            skipped += steps
    assert skipped > 1000


def offer(owed: int, growth: int = 0, shares: int = 1, supporters: int = 5, position: int = 0) -> UtilityOffer:
    return UtilityOffer(position, SplitCost(owed, growth, shares, 1, supporters), 1, supporters, position, 0)


class TestTheFirstStaysFirst:
    """Winner 10, the other 16 - 2d: level after three steps, so that two are proved, or three with more supporters."""

    @pytest.mark.parametrize(("supporters", "steps"), [(5, 2), (4, 2), (6, 3)])
    def test_until_the_other_comes_level(self, supporters: int, steps: int) -> None:
        steady = Steady()
        steady.keep_first(offer(10, supporters=supporters), [offer(16, -2, position=1)])
        assert steady.steps == steps

    def test_for_ever_when_the_other_does_not_come_nearer(self) -> None:
        steady = Steady()
        steady.keep_first(offer(10, -2), [offer(16, -2, position=1), offer(11, -1, position=2)])
        steady.keep(7)
        assert steady.steps == 7

    def test_a_tie_stays_while_nobody_pays_less_than_the_others(self) -> None:
        steady = Steady()
        steady.keep_first(offer(10), [offer(20, shares=2, position=1)])
        steady.keep(7)
        assert steady.steps == 7

    @pytest.mark.parametrize(("winner", "other"), [(-1, -2), (0, -1), (-1, 0)])
    def test_a_tie_may_break_where_poor_supporters_get_more(self, winner: int, other: int) -> None:
        steady = Steady()
        steady.keep_first(offer(10, winner), [offer(20, other, shares=2, position=1)])
        assert steady.steps == 0


@pytest.mark.parametrize(("missing", "growth", "steps"), [(1, 1, 0), (6, 2, 2), (7, 2, 3), (1, 100, 0)])
def test_what_is_too_dear_stays_so_until_the_money_reaches(missing: int, growth: int, steps: int) -> None:
    """A project lacks 6 and gets 2 more in a step: after three it is affordable, so two are proved."""
    steady = Steady()
    steady.keep_too_dear(missing, growth)
    assert steady.steps == steps


def test_nothing_asked_is_nothing_proved() -> None:
    assert Steady().steps == 0

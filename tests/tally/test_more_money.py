"""How much more money would have funded one more project: whatever is said was counted."""

from dataclasses import replace

import pytest

from pbvote.domain.comparison import MoreMoney
from pbvote.domain.rules import CountMethod
from pbvote.tally import compare, count
from tests.tally.examples import ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_pot


def of_rule(rule: str, budget: int, costs: str, ballots: str) -> MoreMoney | None:
    """What is said for one rule."""
    pot = pot_of(budget, costs)
    found = compare(pot, ballots_of(ballots), pot.ids, CountMethod(rule))
    return found.outcomes[0].more_money


def test_points_need_what_the_next_lacks() -> None:
    """A is funded, 4 are left, B costs 6."""
    assert of_rule("points-greedy", 10, "A6 B6", "3*A, 2*B") == MoreMoney("B", 2)


def test_of_several_the_cheapest_to_add_is_named() -> None:
    """C lacks 1, B lacks 3."""
    assert of_rule("points-greedy", 10, "A6 B7 C5", "3*A, 2*B, C") == MoreMoney("C", 1)


def test_a_project_dearer_than_the_pot_is_not_tried_for() -> None:
    """It was removed before the count."""
    assert of_rule("points-greedy", 9, "B10 C5", "3*B, 2*C") is None


def test_all_that_was_funded_must_stay() -> None:
    """A and C are funded and 0 left. With 1 more B would fit instead of C: what counts are the 5 with which all fit."""
    assert of_rule("points-greedy", 10, "A6 B5 C4", "3*A, 2*B, C") == MoreMoney("B", 5)


def test_where_everything_is_funded_nothing_is_said() -> None:
    """Nor where nobody wants what is left."""
    assert of_rule("points-greedy", 20, "A6 B5", "3*A, 2*B") is None
    assert of_rule("points-greedy", 10, "A6 B5", "3*A") is None


@pytest.mark.parametrize("seed", range(0, 160, 20))
def test_whatever_is_said_comes_true_in_a_count(seed: int) -> None:
    """With that much more all of before is funded, and the named project, which was not."""
    said = 0
    for each in range(seed, seed + 20):
        chance = chance_of(each)
        pot, ballots = random_pot(chance)
        for outcome in compare(pot, ballots, pot.ids).outcomes:
            if outcome.more_money is None:
                continue
            said += 1
            larger = replace(pot, budget=pot.budget + outcome.more_money.amount)
            funded = count(larger, ballots, pot.ids, CountMethod(outcome.rule)).funded
            assert outcome.more_money.amount > 0
            assert outcome.more_money.project not in outcome.funded
            assert set(funded) > set(outcome.funded)
            assert outcome.more_money.project in funded
    assert said


def test_where_nobody_has_money_equal_shares_are_a_guess_to_try() -> None:
    """Expanding approvals: four of fifteen want D, and with 75 their part of it would be 20."""
    assert of_rule("expanding-approvals", 60, "A30 B30 D20", "6*A>B, 5*B>A, 4*D") == MoreMoney("D", 15)

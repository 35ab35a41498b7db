"""The grain: a round number that ten people's voting money does not exceed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.grain import grain_of, rounded_down
from pbvote.domain.result import GroupOutcome, Parameters, Result
from tests.tally.examples import E1, counted


def result_with(voting_money: Fraction | None, *groups: Fraction | None) -> Result:
    """A result in which each voter, or each voter of a group, had so much."""
    outcomes = tuple(GroupOutcome(str(each), Fraction(1), 30, None, None, has, None) for each, has in enumerate(groups))
    return replace(counted(E1), parameters=Parameters(3, voting_money=voting_money), groups=outcomes)


@pytest.mark.parametrize(
    ("each_has", "grain"),
    [
        (Fraction(1), 100),  # never finer than a pound
        (Fraction(10), 100),
        (Fraction(10) + Fraction(1, 10**9), 200),
        (Fraction(2000), 20_000),
        (Fraction(2001), 50_000),
        (Fraction(5001), 100_000),
        (Fraction(31_41, 3), 20_000),
    ],
)
def test_worked_cases(each_has: Fraction, grain: int) -> None:
    """In pence: who has £20 gives £200; a little more gives £500."""
    assert grain_of(result_with(each_has)) == grain


@given(st.fractions(min_value=0, max_value=10**9))
def test_ten_people_never_have_more(each_has: Fraction) -> None:
    """And it is at most two and a half times that, unless that is less than a pound."""
    grain = grain_of(result_with(each_has))
    assert grain >= 10 * each_has
    assert grain == 100 or grain <= 25 * (each_has + Fraction(1, 10))


def test_the_richest_group_decides() -> None:
    """One that joined another has no money of its own."""
    assert grain_of(result_with(None, Fraction(20), None, Fraction(300))) == 5000


@given(st.fractions(min_value=0, max_value=10**6), st.sampled_from([100, 200, 500, 1000]))
def test_rounding_goes_down_by_less_than_a_grain(amount: Fraction, grain: int) -> None:
    """To a multiple of it."""
    shown = rounded_down(amount, grain)
    assert shown % grain == 0
    assert 0 <= amount - shown < grain

"""At which price a project would have been chosen in one test, against trying every price."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pbvote.tally.money_classes import Price
from pbvote.tally.price_to_win import Leader, price_to_win

PURSES = st.dictionaries(st.integers(0, 40), st.integers(1, 5), min_size=1, max_size=6).map(
    lambda each: sorted(each.items())
)


def split(purses: list[tuple[int, int]], cost: int) -> Fraction:
    """Rho by the definition: walking up, whoever has less than an equal part of the rest pays all they have."""
    money = [has for has, count in purses for _ in range(count)]
    owed = Fraction(cost)
    while owed / len(money) > money[0]:
        owed -= money.pop(0)
    return owed / len(money)


def leader(cost: int, purses: list[tuple[int, int]], position: int) -> Leader:
    """What is chosen, paid from its purses in whole units."""
    rho = split(purses, cost)
    total, supporters = sum(has * count for has, count in purses), sum(count for _, count in purses)
    return Leader(cost, Price(rho.numerator, 0, rho.denominator, total, supporters, 1), position)


@given(PURSES, PURSES, st.integers(1, 200), st.sampled_from([0, 2]))
def test_it_is_the_last_price_that_wins(
    purses: list[tuple[int, int]], others: list[tuple[int, int]], cost: int, position: int
) -> None:
    """Affordable, and ahead by effective support, then by money behind, then by the tie order."""
    total, there = sum(has * count for has, count in purses), sum(has * count for has, count in others)
    cost = max(1, min(cost, there))
    if not there:
        return
    ahead = leader(cost, others, 1)
    strength = cost / split(others, cost), there, -1
    winning = [price for price in range(1, total + 1) if (price / split(purses, price), total, -position) > strength]
    assert price_to_win(purses, 1, position, ahead) == max(winning, default=0)
    assert winning == list(range(1, len(winning) + 1))


@given(PURSES, st.integers(1, 7))
def test_without_a_leader_all_the_money_is_the_price(purses: list[tuple[int, int]], denominator: int) -> None:
    """In whole units, rounded down."""
    total = sum(has * count for has, count in purses)
    assert price_to_win(purses, denominator, 0) == total // denominator


def test_nobody_with_money_wins_nothing() -> None:
    """Nor does nobody at all."""
    ahead = leader(4, [(5, 2)], 0)
    assert price_to_win([(0, 3)], 1, 1, ahead) == price_to_win([], 1, 1, ahead) == 0


def test_level_at_every_price_needs_the_tie() -> None:
    """Two supporters against two: the effective support is 2 at every price up to all their money."""
    ahead = leader(4, [(5, 2)], 1)
    assert price_to_win([(5, 2)], 1, 0, ahead) == 10
    assert price_to_win([(5, 2)], 1, 2, ahead) == 0
    assert price_to_win([(6, 2)], 1, 2, ahead) == 12  # more money behind it decides before the tie order

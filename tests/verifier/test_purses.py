"""What the voters of each group begin with: their parts, groups too small to stay, and the cap."""

from fractions import Fraction
from random import Random

import pytest

from pbvote.verifier.purses import Group, divide_money
from pbvote.verifier.result import count_pot

from .naive_count import naive_rates
from .pots import ballots_of, pot_of, random_pot, with_groups

HALVES = (Group("old", Fraction(1, 2)), Group("young", Fraction(1, 2)))


def test_each_group_divides_its_part_by_heads() -> None:
    purses = divide_money(HALVES, (30, 20), 10, 5)
    assert purses.homes == (0, 1)
    assert purses.rates == (Fraction(1, 60), Fraction(1, 40))


def test_a_small_one_of_two_groups_joins_the_other_and_money_goes_by_head() -> None:
    purses = divide_money(HALVES, (9, 91), 10, 5)
    assert purses.homes == (1, 1)
    assert purses.rates[1] == Fraction(1, 100)


def test_a_group_of_exactly_the_smallest_size_stays() -> None:
    assert divide_money(HALVES, (10, 40), 10, 5).homes == (0, 1)


def test_the_smallest_goes_first_and_of_equals_the_first() -> None:
    """Both a and b have 4: a joins c; then b, the smallest, joins c, too; d stays."""
    groups = tuple(Group(each, Fraction(1, 4)) for each in "abcd")
    assert divide_money(groups, (4, 4, 20, 20), 5, 5).homes == (2, 2, 2, 3)


def test_a_part_that_is_freed_is_divided_in_proportion() -> None:
    """1/2 and 1/3 are left of the whole: 3/5 and 2/5 of the money."""
    groups = (Group("a", Fraction(1, 6)), Group("b", Fraction(1, 2)), Group("c", Fraction(1, 3)))
    purses = divide_money(groups, (1, 10, 10), 10, 100)
    assert purses.rates[1] * 11 == Fraction(3, 5)
    assert purses.rates[2] * 10 == Fraction(2, 5)


def test_who_joined_a_group_goes_on_with_it() -> None:
    """Nobody of a joins b, the first of the largest; then b, the first of the smallest, joins c with both."""
    groups = tuple(Group(each, Fraction(1, 3)) for each in "abc")
    assert divide_money(groups, (0, 1, 1), 10, 5).homes == (2, 2, 2)


def test_nobody_gets_more_than_so_many_times_anybody_else() -> None:
    """Half the money for 10 of 100: nine times the others' money, cut to five times; the sum is still the whole."""
    purses = divide_money(HALVES, (10, 90), 10, 5)
    few, many = purses.rates
    assert few == 5 * many
    assert 10 * few + 90 * many == 1


@pytest.mark.parametrize("ratio", [1, 9])
def test_the_cap_at_its_edges(ratio: int) -> None:
    """With 1 all hold the same; with exactly the ratio that there is nothing changes."""
    few, many = divide_money(HALVES, (10, 90), 10, ratio).rates
    assert few == ratio * many


def test_random_groups_by_the_letter() -> None:
    random = Random(6)  # noqa: S311 # a test needs the same draw each time
    for _ in range(300):
        pot, ballots = with_groups(random, *random_pot(random))
        groups = [each.group for each in ballots]
        numbers = [groups.count(each) for each in range(len(pot.groups))]
        purses = divide_money(pot.groups, numbers, pot.min_group, pot.max_ratio)
        assert [purses.rates[purses.homes[each]] for each in groups] == naive_rates(pot, groups)


def test_what_each_group_had_and_paid_stands_in_the_document() -> None:
    pot = pot_of(100, "A60 B40", groups=HALVES, min_group=2)
    ballots = [each._replace(group=int(each.ranking == ((1,),))) for each in ballots_of(pot, "6*A, 2*B")]
    result = count_pot(pot._replace(costs=(48, 40)), ballots)
    assert (result["parameters"]["real_share"], result["parameters"]["voting_money"]) == (None, None)
    assert result["groups"] == [
        {
            "id": name,
            "part": "1/2",
            "ballots": ballots_of_group,
            "joined": None,
            "share": share,
            "voting_money": share,
            "paid": paid,
        }
        for name, ballots_of_group, share, paid in (("old", 6, "25/3", "48/1"), ("young", 2, "25/1", "40/1"))
    ]


def test_other_rules_take_all_voters_alike() -> None:
    pot = pot_of(100, "A60 B40", groups=HALVES, rule="points-greedy")
    result = count_pot(pot, ballots_of(pot, "6*A, 2*B"))
    assert (result["groups"], result["parameters"]["min_group"]) == ([], None)

"""A comparison on real ballots names no number of people that the public result withholds, however it is asked."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from pbvote.domain.comparison import Comparison, GroupPaid, MoreMoney, RuleOutcome, Unserved
from pbvote.domain.withheld_comparison import FEWEST, MINIMUMS, in_tens, minimums_for, withheld_comparison

COSTS = {"bike": 900, "quiet": 600, "boat": 300, "games": 500}

OUTCOME = RuleOutcome(
    rule="ranked-equal-shares",
    completion="add1u",
    funded=("bike", "boat", "quiet"),
    spent=1800,
    median_cost=Fraction(600),
    served=347,
    first_served=204,
    groups=(GroupPaid("young", Fraction(817)), GroupPaid("old", Fraction(983))),
    unserved=Unserved("games", 34),
    more_money=MoreMoney("games", 333),
)


def shown(unnamed: tuple[str, ...] = (), n: int = 400, **changes: object) -> RuleOutcome:
    """The outcome above with some fields changed, as it may be shown."""
    outcome = replace(OUTCOME, **changes)  # type: ignore[arg-type] # fields by name
    return withheld_comparison(Comparison(2000, n, (outcome,)), COSTS, unnamed).outcomes[0]


@pytest.mark.parametrize(("people", "told"), [(0, 0), (1, 0), (9, 0), (10, 10), (14, 10), (15, 20), (347, 350)])
def test_people_are_told_in_tens_and_not_at_all_under_ten(people: int, told: int) -> None:
    assert in_tens(people) == told
    assert (shown(served=people).served, shown(first_served=people).first_served) == (told, told)


def test_what_is_known_to_everybody_stays() -> None:
    found = shown()
    assert (found.funded, found.spent, found.median_cost) == (OUTCOME.funded, 1800, Fraction(600))


def test_a_project_that_is_not_named_is_in_no_sum_either() -> None:
    """Else the sum less the others would name it."""
    found = shown(("boat",))
    assert (found.funded, found.spent, found.median_cost) == (("bike", "quiet"), 1500, Fraction(750))
    assert shown(("bike", "quiet", "boat")).median_cost is None


@pytest.mark.parametrize("voters", [1, 5, 9])
def test_a_group_of_fewer_than_ten_with_nothing_is_not_mentioned(voters: int) -> None:
    assert shown(unserved=Unserved("games", voters)).unserved is None


def test_a_larger_one_is_told_in_tens_unless_its_project_is_not_named() -> None:
    assert shown().unserved == Unserved("games", 30)
    assert shown(("games",)).unserved is None


def test_what_groups_paid_is_told_in_tenths() -> None:
    """An exact sum of payments has one solution: how many people paid."""
    assert [each.paid for each in shown().groups] == [Fraction(5), Fraction(5)]
    assert shown(groups=(GroupPaid("young", Fraction(0)), GroupPaid("old", Fraction(0)))).groups == ()


def test_the_money_that_was_missing_leaves_ten_people_open() -> None:
    """The same amount is told for 80 and for 89 people behind a project: it is that of 80."""
    told = {shown(more_money=MoreMoney("games", -(-400 * 500 // people) - 2000)).more_money for people in range(80, 90)}
    assert told == {MoreMoney("games", 500)}


@pytest.mark.parametrize("people", [1, 5, 9])
def test_no_amount_is_told_where_fewer_than_ten_people_are_behind_a_project(people: int) -> None:
    assert shown(more_money=MoreMoney("games", -(-400 * 500 // people) - 2000)).more_money is None


def test_no_amount_is_told_for_a_project_that_is_not_named() -> None:
    assert shown(("games",)).more_money is None


@pytest.mark.parametrize("ballots", [0, 1, 39, FEWEST - 1])
def test_few_ballots_can_be_asked_nothing(ballots: int) -> None:
    assert minimums_for(ballots) == ()


def test_no_minimum_comes_near_to_one_person_or_to_everybody() -> None:
    """A minimum near to all ballots would count those who did not choose a project."""
    assert minimums_for(1000) == (20, 50, 100, 200, 500)
    assert min(MINIMUMS) >= 20
    assert all(2 * one <= other for one, other in pairwise(MINIMUMS))
    assert all(2 * each <= ballots for ballots in range(2000) for each in minimums_for(ballots))

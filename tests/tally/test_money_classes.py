"""Classes of money against a fraction for every voter, also where fixed point has no bits to spare."""

from fractions import Fraction

import numpy as np
import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.tally import count
from pbvote.tally.level_index import unmerged_levels
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.profile import Profile
from pbvote.tally.starting_money import divided, everybody_has
from pbvote.tally.supporter_index import index_of
from pbvote.tally.voter_shares import VoterShares
from tests.tally.examples import ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_pot


def money_of(ballots: str, costs: str, share: Fraction) -> MoneyClasses:
    return all_alike(profile_of(pot_of(1000, costs), merged(ballots_of(ballots))), share)


def all_alike(profile: Profile, share: Fraction) -> MoneyClasses:
    return MoneyClasses(unmerged_levels(index_of(profile)), everybody_has(profile, share))


def test_the_poor_pay_all_and_the_rich_share_the_rest() -> None:
    """A>C pays 8 of 10 for A; C at 11 then takes 2 from it and 9 from the other."""
    money = money_of("A>C, C", "A8 B1 C11", Fraction(10))
    money.rise_to(1)
    price = money.price(0, 8)
    assert price is not None
    assert price.rho == 8
    money.pay(0, price)
    money.rise_to(2)
    price = money.price(2, 11)
    assert price is not None
    assert (price.rho, price.rich, price.supporters) == (Fraction(9), 1, 2)
    payment = money.pay(2, price)
    assert sorted(Fraction(each, payment.denominator) for each in payment.amounts.values()) == [2, 9]
    assert money.money_behind(2) == 1


def test_exactly_enough_is_enough_and_one_part_less_is_not() -> None:
    assert money_at_level_1("3*A", "A7", Fraction(7, 3)).price(0, 7) is not None
    assert money_at_level_1("3*A", "A7", Fraction(7 * 10**30 - 1, 3 * 10**30)).price(0, 7) is None


def test_whoever_has_exactly_rho_pays_in_full() -> None:
    price = money_at_level_1("4*A", "A8", Fraction(2)).price(0, 8)
    assert price is not None
    assert (price.rho, price.rich) == (Fraction(2), 4)


def money_at_level_1(ballots: str, costs: str, share: Fraction) -> MoneyClasses:
    money = money_of(ballots, costs, share)
    money.rise_to(1)
    return money


@pytest.mark.parametrize("scale", [Fraction(1, 10**6), Fraction(1), Fraction(10**15), Fraction(10**40, 7)])
def test_the_filter_never_loses_an_affordable_project(scale: Fraction) -> None:
    """From tiny shares to ones beyond 64 bits: whatever the exact price accepts, the filter lets through."""
    for seed in range(150):
        pot, ballots = random_pot(chance_of(seed))
        profile = profile_of(pot, merged(ballots))
        if not profile.ballots:
            continue
        costs = [max(1, int(project.cost * scale)) for project in pot.projects]
        share = max(Fraction(pot.budget * scale, profile.ballots), Fraction(max(costs), profile.ballots))
        money = all_alike(profile, share)
        for level in range(1, profile.longest + 1):
            money.rise_to(level)
            prices = [money.price(project, cost) for project, cost in enumerate(costs)]
            affordable = {project for project, price in enumerate(prices) if price is not None}
            assert affordable <= set(money.may_afford(money.fixed_costs(costs)).tolist())
            if affordable:
                first = min(affordable)
                price = prices[first]
                assert price is not None
                money.pay(first, price)


def test_paying_moves_exactly_the_price() -> None:
    """Over random pots: what the payment says was paid is the cost, to the last fraction."""
    for seed in range(200):
        pot, ballots = random_pot(chance_of(seed))
        profile = profile_of(pot, merged(ballots))
        if not profile.ballots:
            continue
        money = all_alike(profile, Fraction(pot.budget, profile.ballots))
        money.rise_to(1)
        for project, cost in enumerate(each.cost for each in pot.projects):
            price = money.price(project, cost) if cost else None
            if price is None:
                continue
            payment = money.pay(project, price)
            people = zip(payment.classes.tolist(), profile.multiplicity[payment.rows].tolist(), strict=True)
            paid = sum(payment.amounts[each] * number for each, number in people)
            assert Fraction(paid, payment.denominator) == cost


def test_more_classes_than_there_was_room_for() -> None:
    """60 different amounts of money, one for each voter, outgrow the first arrays."""
    ids = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"[:60]
    costs = " ".join(f"{each}{number + 1}" for number, each in enumerate(ids))
    money = money_at_level_1(", ".join(ids), costs, Fraction(100))
    for project in range(len(ids)):
        price = money.price(project, project + 1)
        assert price is not None
        money.pay(project, price)
    assert [money.money_behind(project) for project in range(len(ids))] == [99 - each for each in range(60)]
    assert np.flatnonzero(money.may_afford(money.fixed_costs([200] * 60))).tolist() == []


def test_groups_begin_with_different_money_and_are_asked_for_it_apart() -> None:
    """Each of two voters has 3 and each of four has 3/2; A at 9 takes 3/2 from everybody."""
    rows = Profile.of_arrays(1, np.array([[0], [0]]), multiplicity=np.array([2, 4]), group_of=np.array([0, 1]))
    shares = VoterShares((2, 4), (0, 1), (Fraction(1, 4), Fraction(1, 8)))
    money = MoneyClasses(unmerged_levels(index_of(rows)), divided(shares, 12))
    assert money.left_in(2) == [6, 6]
    money.rise_to(1)
    price = money.price(0, 9)
    assert price is not None
    assert price.rho == Fraction(3, 2)
    money.pay(0, price)
    assert money.left_in(2) == [3, 0]


def test_a_removed_project_may_cost_any_amount() -> None:
    """A withdrawn project of an imported file costs 99,999,999,900: more than the filter's integers hold."""
    projects = tuple(CountedProject(each, cost) for each, cost in (("A", 30), ("B", 30), ("C", 10**15)))
    dear = CountedPot(60, projects, 3, withdrawn=frozenset("C"))
    assert count(dear, ballots_of("2*A>B, B>A"), "ABC").funded == ("A", "B")


def test_a_project_far_over_the_pot_is_removed_and_the_rest_counted() -> None:
    projects = tuple(CountedProject(each, cost) for each, cost in (("A", 30), ("B", 30), ("C", 2**53 - 1)))
    result = count(CountedPot(60, projects, 3), ballots_of("2*A>B, C>B>A"), "ABC")
    assert [removal.id for removal in result.removed] == ["C"]
    assert result.funded == ("A", "B")

"""Who is next: only those are asked again whose old price does not rule them out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from pbvote.tally.contest import Contest
from pbvote.tally.money_classes import MoneyClasses, Price

COSTS = (10, 10, 10)


def price(owed: int, rich: int = 5, behind: int = 20) -> Price:
    return Price(owed=owed, owed_growth=0, rich=rich, money_behind=behind, supporters=rich, denominator=1)


@dataclass
class SetMoney:
    """Prices as a test sets them, and who was asked."""

    prices: dict[int, Price | None]
    asked: list[int] = field(default_factory=list)

    def price(self, project: int, cost: int) -> Price | None:
        assert cost == 10
        self.asked.append(project)
        return self.prices[project]


def contest(prices: Mapping[int, Price | None]) -> tuple[Contest, SetMoney]:
    money = SetMoney(dict(prices))
    found = Contest(cast("MoneyClasses", money), COSTS, sorted(prices), None)
    money.asked.clear()
    return found, money


def first(found: Contest) -> list[int]:
    return [offer.project for offer in found.first()]


def test_the_smallest_payment_for_the_cost_wins_and_nobody_is_asked_twice() -> None:
    found, money = contest({0: price(10), 1: price(8), 2: price(9)})
    assert first(found) == [1]
    assert money.asked == []


def test_what_is_too_dear_is_not_in_it() -> None:
    found, _ = contest({0: None, 1: price(8)})
    assert first(found) == [1]
    found.leave([1])
    assert first(found) == []


def test_after_a_purchase_only_the_next_best_is_asked_again() -> None:
    found, money = contest({0: price(10), 1: price(8), 2: price(9)})
    found.leave([1])
    assert first(found) == [2]
    assert money.asked == [2]


def test_who_fell_back_lets_the_next_one_pass() -> None:
    found, money = contest({0: price(10), 1: price(8), 2: price(9)})
    found.leave([1])
    money.prices[2] = price(11)
    assert first(found) == [0]
    money.prices[0] = None
    found.leave([])
    assert first(found) == [2]


def test_money_behind_decides_between_equal_supports_and_else_it_is_a_tie() -> None:
    found, _ = contest({0: price(10), 1: price(10, behind=21), 2: price(10, behind=21)})
    assert first(found) == [1, 2]
    assert [offer.project for offer in found.others(found.first())] == [0]


def test_supports_closer_than_the_key_can_tell_are_compared_exactly() -> None:
    """They differ by less than 2 to the power of -64."""
    found, _ = contest({0: price(10**30 + 1, rich=10**30), 1: price(10**30, rich=10**30)})
    assert first(found) == [1]

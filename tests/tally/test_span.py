"""For how long one test comes out the same: the bounds one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import pytest

from pbvote.tally.money_classes import MoneyClasses, Price
from pbvote.tally.offer import Offer, offered
from pbvote.tally.span import FOR_EVER, Span


@dataclass(frozen=True)
class SetMoney:
    """Money as a test sets it: behind each project, with its growth, and of the poor of project 0."""

    behind: Mapping[int, tuple[int, int]]
    poor_of_0: tuple[tuple[int, int], ...] = ()
    denominator: int = 1

    def totals(self, project: int) -> tuple[int, int]:
        return self.behind[project]

    def poor(self, project: int, price: Price) -> list[tuple[int, int]]:
        assert project == 0
        assert price.rich
        return list(self.poor_of_0)


def money(behind: Mapping[int, tuple[int, int]], poor: tuple[tuple[int, int], ...] = ()) -> MoneyClasses:
    return cast("MoneyClasses", SetMoney(behind, poor))


def offer(project: int, owed: int, growth: int = 0, rich: int = 5, behind: int = 0) -> Offer:
    price = Price(owed=owed, owed_growth=growth, rich=rich, money_behind=behind, supporters=rich, denominator=1)
    return offered(project, 10, price, 0)


def test_nothing_to_keep_lasts_for_ever_and_what_was_taken_is_forgotten() -> None:
    span = Span()
    span.keep(3)
    span.keep(None)
    assert (span.taken(), span.taken()) == (3, FOR_EVER)


@pytest.mark.parametrize(("total", "growth", "steps"), [(4, 2, 2), (5, 2, 2), (9, 1, 0), (4, 0, FOR_EVER)])
def test_a_project_of_10_is_too_dear_until_its_money_reaches_10(total: int, growth: int, steps: int) -> None:
    span = Span()
    span.keep_too_dear(money({0: (total, growth)}), 0, 10)
    assert span.taken() == steps


@pytest.mark.parametrize(("has", "growth", "steps"), [(1, 1, 1), (1, 0, FOR_EVER), (0, 1, 2)])
def test_who_pays_all_does_so_until_it_is_more_than_rho(has: int, growth: int, steps: int) -> None:
    """Rho is 10 / 5 = 2."""
    span = Span()
    span.keep_the_poor_poor(money({}, ((has, growth),)), 0, offer(0, 10).price)
    assert span.taken() == steps


def test_a_falling_rho_meets_the_poor_earlier() -> None:
    """(10 - d) / 5 against d: at d = 1 the poor have 1 of 9/5, at d = 2 they would have 2 of 8/5."""
    span = Span()
    span.keep_the_poor_poor(money({}, ((0, 1),)), 0, offer(0, 10, -1).price)
    assert span.taken() == 1


@pytest.mark.parametrize(
    ("owed", "growth", "steps"),
    [
        (12, -1, 1),  # effective support 50 / (12 - d) against 50 / 10: equal at d = 2
        (12, 0, FOR_EVER),
        (11, -1, 0),
    ],
)
def test_a_loser_stays_behind_until_the_step_before_it_would_be_level(owed: int, growth: int, steps: int) -> None:
    span = Span()
    span.keep_behind(money({}), offer(0, 10), [offer(1, owed, growth)])
    assert span.taken() == steps


@pytest.mark.parametrize(
    ("behind", "steps"),
    [
        (((30, 2), (20, 5)), 3),  # 30 + 2d > 20 + 5d up to d = 3
        (((30, 2), (21, 5)), 2),  # at d = 3 they would be equal, and a tie
        (((30, 5), (20, 5)), FOR_EVER),
    ],
)
def test_equal_effective_support_is_settled_by_money_behind(behind: tuple[tuple[int, int], ...], steps: int) -> None:
    span = Span()
    span.keep_behind(money(dict(enumerate(behind))), offer(0, 10), [offer(1, 10)])
    assert span.taken() == steps


@pytest.mark.parametrize(("growths"), [(-1, 0), (0, -1), (-1, -1)])
def test_equal_now_but_moving_is_proved_for_no_step(growths: tuple[int, int]) -> None:
    span = Span()
    span.keep_behind(money({0: (9, 1), 1: (8, 1)}), offer(0, 10, growths[0]), [offer(1, 10, growths[1])])
    assert span.taken() == 0


@pytest.mark.parametrize(
    ("growth", "more", "steps"),
    [(0, 1, FOR_EVER), (0, 2, 0), (-1, 1, 0)],
)
def test_a_tie_lasts_while_nothing_in_it_moves_apart(growth: int, more: int, steps: int) -> None:
    span = Span()
    span.keep_level(money({0: (9, 1), 1: (9, more)}), offer(0, 10), [offer(1, 10, growth)])
    assert span.taken() == steps

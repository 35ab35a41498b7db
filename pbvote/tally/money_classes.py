"""Who has how much: voters with the same money are one class, and only classes have fractions.

How many supporters of each project a class has are 64-bit integers; the money of a class is an integer numerator over
one denominator of all classes. A fixed-point copy of the money may rule a project in or out, never decide a close call.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from pbvote.tally.profile import Integers
from pbvote.tally.starting_money import StartingMoney
from pbvote.tally.supporter_index import SupporterIndex

_FIXED_BITS = 61
"""Fixed-point money of all voters together, and one unit a voter, stay below 2 to this power: int64 holds them."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a project costs its supporters: rho = owed / (rich · denominator) for the moment it was asked.

    `money_behind` is a numerator over the same denominator. `rich` supporters pay rho, the others all they have.
    `owed_growth`: how `owed` changes when every share grows by one step and the same supporters pay all they have.
    """

    owed: int
    owed_growth: int
    rich: int
    money_behind: int
    supporters: int
    denominator: int

    @property
    def rho(self) -> Fraction:
        """The payment of those who pay in full, in minor units."""
        return Fraction(self.owed, self.rich * self.denominator)


@dataclass(frozen=True, slots=True)
class Payment:
    """Rows of the profile that paid, the class each was in, and what a voter of that class paid.

    Amounts are numerators over `denominator`.
    """

    rows: Integers
    classes: Integers
    amounts: dict[int, int]
    denominator: int


class MoneyClasses:
    """The money of all voters during one run, and the supporters of each project at the level reached so far.

    Growths in `start` are 0 when nobody asks about further runs. Voters of one class have the same money and would
    have the same more.
    """

    def __init__(self, index: SupporterIndex, start: StartingMoney) -> None:
        profile = index.profile
        self._index, self._level = index, 0
        self._width = profile.project_count + 1
        self._class_of = start.which.copy()
        self._members = np.bincount(start.which, minlength=len(start.amounts)).tolist()
        self._denominator = lcm(*(each.denominator for each in (*start.amounts, *start.growths)))
        self._money = [int(amount * self._denominator) for amount in start.amounts]
        self._growth = [int(growth * self._denominator) for growth in start.growths]
        self._ascending = sorted(range(len(self._money)), key=self._money.__getitem__)
        self._free: list[int] = []
        rows = max(32, 2 * len(self._money))
        self._counts = np.zeros((rows, self._width), dtype=np.int64)
        richest = max(start.amounts)
        self._shift = _FIXED_BITS - (int(richest * profile.ballots) + profile.ballots).bit_length()
        self._fixed = np.zeros(rows, dtype=np.int64)
        self._fixed[: len(self._money)] = [self._in_fixed_point(money) for money in self._money]

    def rise_to(self, level: int) -> None:
        """Count those who rank a project exactly at `level` among its supporters; levels come in order."""
        self._level = level
        ballots, projects = self._index.at_level(level)
        cells = self._class_of[ballots] * self._width + projects
        np.add.at(self._counts.reshape(-1), cells, self._index.profile.multiplicity[ballots])

    def may_afford(self, costs: Integers) -> Integers:
        """Indices of the projects whose supporters' money may reach the cost; the rest surely do not.

        `costs` has shape (projects,), in the unit of `fixed_costs`.
        """
        highest = self._counts.T @ (self._fixed + 1)
        return np.flatnonzero(highest[:-1] >= costs)

    def fixed_costs(self, costs: Iterable[int]) -> Integers:
        """Costs in the fixed-point unit of this run, rounded down.

        A removed project may cost any amount; what no money reaches is cut to the largest integer.
        """
        largest = int(np.iinfo(np.int64).max)
        return np.array([min(_shifted(cost, self._shift), largest) for cost in costs], dtype=np.int64)

    @property
    def denominator(self) -> int:
        """What all numerators stand over at this moment."""
        return self._denominator

    def money_behind(self, project: int) -> Fraction:
        """The exact money of a project's supporters at this level."""
        return Fraction(self.totals(project)[0], self._denominator)

    def totals(self, project: int) -> tuple[int, int]:
        """Numerators of the money behind a project and of its growth by one step."""
        column = self._counts[:, project].tolist()
        classes = [each for each in self._ascending if column[each]]
        return (
            sum(column[each] * self._money[each] for each in classes),
            sum(column[each] * self._growth[each] for each in classes),
        )

    def left_in(self, groups: int) -> list[Fraction]:
        """What the voters of each of so many groups have together; `group_of` of the profile says who is in which."""
        profile, classes = self._index.profile, len(self._money)
        counts = np.zeros(groups * classes, dtype=np.int64)
        np.add.at(counts, profile.group_of * classes + self._class_of, profile.multiplicity)
        return [
            Fraction(sum(number * money for number, money in zip(row, self._money, strict=True)), self._denominator)
            for row in counts.reshape(groups, classes).tolist()
        ]

    def purses(self, project: int) -> list[tuple[int, int]]:
        """What the supporters of a project have at this level: numerators ascending, each with how many have it."""
        column = self._counts[:, project].tolist()
        return [(self._money[each], column[each]) for each in self._ascending if column[each]]

    def poor(self, project: int, price: Price) -> list[tuple[int, int]]:
        """Numerators of money and growth of the classes that would pay all they have for a project."""
        column = self._counts[:, project].tolist()
        return [
            (self._money[each], self._growth[each])
            for each in self._ascending
            if column[each] and self._money[each] * price.rich < price.owed
        ]

    def price(self, project: int, cost: int) -> Price | None:
        """How the supporters would split the cost, as equally as their money allows; None if it does not reach."""
        column = self._counts[:, project].tolist()
        ranks = [(self._money[each], column[each], each) for each in self._ascending if column[each]]
        money_behind = sum(money * count for money, count, _ in ranks)
        owed, owed_growth = cost * self._denominator, 0
        if money_behind < owed:
            return None
        supporters = rich = sum(count for _, count, _ in ranks)
        for money, count, each in ranks:
            if owed <= rich * money:
                break
            owed -= count * money
            owed_growth -= count * self._growth[each]
            rich -= count
        return Price(owed, owed_growth, rich, money_behind, supporters, self._denominator)

    def pay(self, project: int, price: Price) -> Payment:
        """The supporters pay min(their money, rho); who has nothing pays nothing."""
        each, growth = self._charge(price)
        rows = self._index.supporters_of(project, self._level)
        rows = rows[self._has_any()[self._class_of[rows]]]
        before = self._class_of[rows]
        moves = self._moves(np.unique(before).tolist(), each, growth)
        amounts = {old: self._money[old] - self._money[new] for old, new in moves.items()}
        target = np.arange(len(self._money), dtype=np.int64)
        target[list(moves)] = list(moves.values())
        self._shift_counts(rows, before, target[before])
        return Payment(rows, before, amounts, self._denominator)

    def _charge(self, price: Price) -> tuple[int, int]:
        # Numerators of rho and of its growth, once all money stands over a denominator that they fit too.
        factor = price.rich // gcd(price.rich, price.owed, price.owed_growth)
        self._denominator *= factor
        self._money = [money * factor for money in self._money]
        self._growth = [growth * factor for growth in self._growth]
        return price.owed * factor // price.rich, price.owed_growth * factor // price.rich

    def _has_any(self) -> NDArray[np.bool_]:
        # Who has nothing now but would have something in the next run must pay it there.
        return np.array([bool(money or growth) for money, growth in zip(self._money, self._growth, strict=True)])

    def _moves(self, classes: list[int], rho: int, rho_growth: int) -> dict[int, int]:
        # From each class that pays to the class with what is left, made where there is none yet.
        having = {(self._money[known], self._growth[known]): known for known in self._ascending}
        moves = {}
        for old in classes:
            left = (0, 0)
            if self._money[old] >= rho:
                left = self._money[old] - rho, self._growth[old] - rho_growth
            if left not in having:
                having[left] = self._new_class(*left)
            moves[old] = having[left]
        return moves

    def _new_class(self, money: int, growth: int) -> int:
        fresh = self._free.pop() if self._free else len(self._money)
        if fresh == len(self._money):
            self._money.append(money)
            self._growth.append(growth)
            self._members.append(0)
        if fresh == len(self._fixed):
            self._fixed = np.concatenate([self._fixed, np.zeros_like(self._fixed)])
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        self._money[fresh], self._growth[fresh] = money, growth
        self._fixed[fresh] = self._in_fixed_point(money)
        return fresh

    def _shift_counts(self, rows: Integers, before: Integers, after: Integers) -> None:
        profile, flat = self._index.profile, self._counts.reshape(-1)
        ballots, columns = np.nonzero(profile.places[rows] <= self._level)
        projects, weights = profile.projects[rows[ballots], columns], profile.multiplicity[rows[ballots]]
        np.subtract.at(flat, before[ballots] * self._width + projects, weights)
        np.add.at(flat, after[ballots] * self._width + projects, weights)
        self._class_of[rows] = after
        for classes, sign in ((before, -1), (after, 1)):
            for each, number in enumerate(np.bincount(classes).tolist()):
                self._members[each] += sign * number
        alive = [each for each, number in enumerate(self._members) if number]
        self._ascending = sorted(alive, key=self._money.__getitem__)
        self._free = [each for each, number in enumerate(self._members) if not number]
        for each in self._free:
            self._money[each] = self._growth[each] = 0

    def _in_fixed_point(self, money: int) -> int:
        if self._shift >= 0:
            return (money << self._shift) // self._denominator
        return money // (self._denominator << -self._shift)


def _shifted(number: int, shift: int) -> int:
    return number << shift if shift >= 0 else number >> -shift

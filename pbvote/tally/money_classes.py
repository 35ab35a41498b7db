"""Who has how much: voters with the same money are one class, and only classes have fractions.

The money of a class is an integer numerator over one denominator of all classes. A fixed-point copy of the money may
rule a project in or out, never decide a close call.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

from pbvote.tally.class_counts import ClassCounts, Move
from pbvote.tally.fixed_money import FixedMoney
from pbvote.tally.level_index import Level
from pbvote.tally.profile import Integers
from pbvote.tally.starting_money import StartingMoney


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


@dataclass(frozen=True, slots=True)
class _Before:
    """Everything but the counts as it was before a payment, and how that moved the counts."""

    money: list[int]
    growth: list[int]
    denominator: int
    ascending: list[int]
    steps: int
    move: Move


class MoneyClasses:
    """The money of all voters during one run, and the supporters of each project at the level reached so far.

    Growths in `start` are 0 when nobody asks about further runs. Voters of one class have the same money and would
    have the same more. `last_level`: the last place that a ballot uses. With `remembers`, the run can be taken back to
    any moment and on with larger shares.
    """

    def __init__(self, levels: Sequence[Level], start: StartingMoney, *, remembers: bool = False) -> None:
        self._counts = ClassCounts(levels, start.which, len(start.amounts))
        self.last_level, self._voters = len(levels[-1].index.at_place), levels[0].index.profile.ballots
        self._denominator = lcm(*(each.denominator for each in (*start.amounts, *start.growths)))
        self._money = [int(amount * self._denominator) for amount in start.amounts]
        self._growth = [int(growth * self._denominator) for growth in start.growths]
        self._ascending = sorted(range(len(self._money)), key=self._money.__getitem__)
        self._richest, self._steps = (max(start.amounts), max(start.growths)), 0
        self._history: list[_Before | None] | None = [] if remembers else None
        self._fixed = self._in_fixed_point()

    def rise_to(self, level: int) -> None:
        """Count those who rank a project exactly at `level` among its supporters; levels come in order."""
        self._counts.rise_to(level)
        self._sort()
        if self._history is not None:
            self._history.append(None)

    def may_afford(self, costs: Integers) -> Integers:
        """Indices of the projects whose supporters' money may reach the cost; the rest surely do not.

        `costs` has shape (projects,), in the unit of `fixed_costs`.
        """
        return np.flatnonzero(self._fixed.highest(self._counts.table) >= costs)

    def fixed_costs(self, costs: Iterable[int]) -> Integers:
        """Costs in the fixed-point unit of this run, rounded down."""
        return self._fixed.costs(costs)

    @property
    def fixed_shift(self) -> int:
        """As long as this stays the same, `fixed_costs` does too."""
        return self._fixed.shift

    def steps_too_dear(self, costs: Integers, standing: Iterable[int]) -> tuple[list[int], int | None]:
        """Who of those `standing` may be afforded, and for how many further steps the rest surely cannot be.

        `costs` as for `may_afford`; None: for ever.
        """
        room = costs - 1 - self._fixed.highest(self._counts.table)
        maybe = set(np.flatnonzero(room < 0).tolist())
        rest = [project for project in standing if project not in maybe]
        steps = self._fixed.steps_below(self._counts.table, room, rest)
        return [project for project in standing if project in maybe], steps

    @property
    def denominator(self) -> int:
        """What all numerators stand over at this moment."""
        return self._denominator

    def money_behind(self, project: int) -> Fraction:
        """The exact money of a project's supporters at this level."""
        return Fraction(self.totals(project)[0], self._denominator)

    def totals(self, project: int) -> tuple[int, int]:
        """Numerators of the money behind a project and of its growth by one step."""
        total = growth = 0
        for money, more, count, _ in self._ranks(project):
            total += count * money
            growth += count * more
        return total, growth

    def purses(self, project: int) -> list[tuple[int, int]]:
        """What the supporters of a project have at this level: numerators ascending, each with how many have it."""
        return [(money, count) for money, _, count, _ in self._ranks(project)]

    def poor(self, project: int, price: Price) -> list[tuple[int, int]]:
        """Numerators of money and growth of the classes that would pay all they have for a project."""
        return [(money, growth) for money, growth, _, _ in self._ranks(project) if money * price.rich < price.owed]

    def left_in(self, groups: int) -> list[Fraction]:
        """What the voters of each of so many groups have together; `group_of` of the profile says who is in which."""
        profile, classes = self._counts.index.profile, len(self._money)
        counts = np.zeros(groups * classes, dtype=np.int64)
        class_of = self._counts.class_of if self._counts.level else self._counts.class_of[profile.group_of]
        np.add.at(counts, profile.group_of * classes + class_of, profile.multiplicity)
        return [
            Fraction(sum(number * money for number, money in zip(row, self._money, strict=True)), self._denominator)
            for row in counts.reshape(groups, classes).tolist()
        ]

    def price(self, project: int, cost: int) -> Price | None:
        """How the supporters would split the cost, as equally as their money allows; None if it does not reach."""
        ranks = self._ranks(project)
        money_behind = sum(money * count for money, _, count, _ in ranks)
        owed, owed_growth = cost * self._denominator, 0
        if money_behind < owed:
            return None
        supporters = rich = sum(count for _, _, count, _ in ranks)
        for money, growth, count, _ in ranks:
            if owed <= rich * money:
                break
            owed -= count * money
            owed_growth -= count * growth
            rich -= count
        return Price(owed, owed_growth, rich, money_behind, supporters, self._denominator)

    def pay(self, project: int, price: Price) -> Payment:
        """The supporters pay min(their money, rho); who has nothing pays nothing."""
        rows, old = self._payers(project)
        before = self._money, self._growth, self._denominator, self._ascending, self._steps
        moves = self._moves([each for _, _, _, each in self._ranks(project)], *self._charge(price))
        amounts = {each: self._money[each] - self._money[left] for each, left in moves.items()}
        target = np.zeros(len(self._money), dtype=np.int64)
        target[list(moves)] = list(moves.values())
        move = self._counts.move(rows, old, target)
        if self._history is not None:
            self._history.append(_Before(*before, move))
        self._sort()
        return Payment(rows, old, amounts, self._denominator)

    def mark(self) -> int:
        """This moment, for `back_to`."""
        return 0 if self._history is None else len(self._history)

    def back_to(self, mark: int, steps: int) -> None:
        """Back to a moment of this run, as it was with the first shares and so many steps more. Needs `remembers`."""
        history = self._history or []
        while len(history) > mark:
            before = history.pop()
            if before is None:
                self._counts.undo_rise()
                continue
            self._counts.undo(before.move)
            self._money, self._growth, self._denominator = before.money, before.growth, before.denominator
            self._ascending, self._steps = before.ascending, before.steps
        more, self._steps = steps - self._steps, steps
        self._money = [money + more * growth for money, growth in zip(self._money, self._growth, strict=True)]
        self._ascending = sorted(self._ascending, key=self._money.__getitem__)
        self._fixed = self._in_fixed_point()

    def _ranks(self, project: int) -> list[tuple[int, int, int, int]]:
        # Money, its growth, how many supporters, class: of the classes that support a project, the poorest first.
        row, money, growth = self._counts.table[project].tolist(), self._money, self._growth
        return [(money[each], growth[each], row[each], each) for each in self._ascending if row[each]]

    def _sort(self) -> None:
        # The classes that somebody is in, the poorest first.
        alive = np.flatnonzero(self._counts.members).tolist()
        self._ascending = sorted(alive, key=self._money.__getitem__)

    def _charge(self, price: Price) -> tuple[int, int]:
        # Numerators of rho and of its growth, once all money stands over a denominator that they fit too.
        factor = price.rich // gcd(price.rich, price.owed, price.owed_growth)
        self._denominator *= factor
        self._money = [money * factor for money in self._money]
        self._growth = [growth * factor for growth in self._growth]
        return price.owed * factor // price.rich, price.owed_growth * factor // price.rich

    def _payers(self, project: int) -> tuple[Integers, Integers]:
        # The supporters' rows and classes. Who has nothing now but would have something in the next run pays it there.
        rows = self._counts.index.supporters_of(project, self._counts.level)
        old = self._counts.class_of[rows].astype(np.int64)
        nothing = [each for each in self._ascending if not self._money[each] and not self._growth[each]]
        for each in nothing:
            has = old != each
            rows, old = rows[has], old[has]
        return rows, old

    def _moves(self, classes: list[int], rho: int, rho_growth: int) -> dict[int, int]:
        # From each class that pays to the class with what is left, made where there is none yet.
        having = {(self._money[known], self._growth[known]): known for known in self._ascending}
        free = np.flatnonzero(self._counts.members[: len(self._money)] == 0).tolist()
        moves = {}
        for old in classes:
            left = (0, 0)
            if self._money[old] >= rho:
                left = self._money[old] - rho, self._growth[old] - rho_growth
            if left not in having:
                having[left] = self._new_class(*left, free)
            moves[old] = having[left]
        return moves

    def _new_class(self, money: int, growth: int, free: list[int]) -> int:
        fresh = free.pop() if free else len(self._money)
        if fresh == len(self._money):
            self._money.append(money)
            self._growth.append(growth)
            self._counts.make_room(fresh + 1)
        self._money[fresh], self._growth[fresh] = money, growth
        self._fixed.note(fresh, money, growth, self._denominator)
        return fresh

    def _in_fixed_point(self) -> FixedMoney:
        most, most_growth = self._richest
        fixed = FixedMoney(
            self._voters, max(most + self._steps * most_growth, most_growth), self._counts.table.shape[1]
        )
        for each in self._ascending:
            fixed.note(each, self._money[each], self._growth[each], self._denominator)
        return fixed

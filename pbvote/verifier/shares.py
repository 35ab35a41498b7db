"""One run of ranked-equal-shares at a fixed share, exactly (tally.md, section 2.1).

Money is kept per class of voters who hold the same, as integers over one common denominator
that grows when a payment needs it; for each class and project the number of supporters is kept
up to date, so that a test costs additions and no walk over the ballots.
"""

from math import gcd
from typing import NamedTuple, Optional

from .electorate import Electorate
from .pot import Pot

BROKE = 0  # the class of those who have nothing left


class Choice(NamedTuple):
    """A project that a test would fund: what rho is (over `unit`), and what stands behind it."""

    project: int
    rho: int  # rho = rho / (left * denominator)
    left: int
    behind: int  # over the denominator


class Purchase(NamedTuple):
    """One step of a run in integers over `denominator`, before and after the payment."""

    level: int
    project: int
    tied: tuple[int, ...]
    supporters: int
    paid_in_full: int
    behind: int
    rho: int
    money_left: int
    denominator: int


class Run:
    """One run; after `finish()` it holds the purchases and, if watched, what a trace needs."""

    def __init__(self, pot: Pot, electorate: Electorate, out: set[int], share: tuple[int, int]) -> None:
        self.pot = pot
        self.electorate = electorate
        self.ranks = pot.ranks()
        self.denominator = share[1]
        size = electorate.size
        self.money = {BROKE: 0, 1: share[0]}
        self.rows = {BROKE: [0] * size, 1: [0] * size}
        self.population = {BROKE: 0, 1: len(electorate.numbers)}
        self.class_of = [1] * len(electorate.numbers)
        self.totals = [0] * size
        self.needs = [cost * share[1] for cost in pot.costs]
        self.counts = [0] * size
        self.reach: list[list[int]] = [[] for _ in range(size)]
        self.open = [each for each in range(size) if each not in out]
        self.money_left = share[0] * electorate.n
        self.purchases: list[Purchase] = []
        self.level = 0
        self._next_class = 2

    def finish(self) -> None:
        """Go through all levels."""
        for level in range(1, self.electorate.levels + 1):
            self._rise(level)
            while True:
                self.test()
                chosen = self._choose()
                if chosen is None:
                    break
                self._fund(*chosen)

    def test(self) -> None:
        """Meet a test: the watched run looks at the money behind each project here."""

    def pay(self, project: int, payments: dict[int, int]) -> None:
        """Meet a payment for a project, before it is made: what a voter of each class pays."""

    def _rise(self, level: int) -> None:
        self.level = level
        still_open, numbers, class_of = set(self.open), self.electorate.numbers, self.class_of
        for project, arriving in self.electorate.arrivals[level - 1].items():
            if project not in still_open:
                continue
            self.reach[project].extend(arriving)
            found: dict[int, int] = {}
            for ranking in arriving:
                held = class_of[ranking]
                found[held] = found.get(held, 0) + numbers[ranking]
            for held, number in found.items():
                self.rows[held][project] += number
                self.totals[project] += number * self.money[held]
                self.counts[project] += number

    def _choose(self) -> "Optional[tuple[Choice, tuple[int, ...]]]":
        affordable = [each for each in self.open if self.counts[each] and self.totals[each] >= self.needs[each]]
        holders = {each: self.counts[each] - self.rows[BROKE][each] for each in affordable}
        affordable.sort(key=lambda each: -holders[each])
        best: Optional[Choice] = None
        tied: list[int] = []
        for project in affordable:
            # The effective support is never above the number of supporters who have money.
            if best is not None and holders[project] * best.rho < self.needs[best.project] * best.left:
                break
            choice = self._price(project)
            order = 1 if best is None else self._compare(choice, best)
            if order > 0:
                best, tied = choice, [project]
            elif order == 0:
                tied.append(project)
        if best is None:
            return None
        tied.sort(key=lambda each: self.ranks[each])
        winner = self._price(tied[0]) if tied[0] != best.project else best
        return winner, tuple(tied)

    def _price(self, project: int) -> Choice:
        unpaid, left = self.needs[project], 0
        ladder = []
        for held, row in self.rows.items():
            number = row[project]
            if number and held != BROKE:
                ladder.append((self.money[held], number))
                left += number
        ladder.sort()
        for money, number in ladder:
            if unpaid <= money * left:
                break
            unpaid -= money * number
            left -= number
        return Choice(project, unpaid, left, self.totals[project])

    def _compare(self, one: Choice, other: Choice) -> int:
        # cost / rho, then the money behind; both over the same denominator.
        mine = self.pot.costs[one.project] * one.left * other.rho
        theirs = self.pot.costs[other.project] * other.left * one.rho
        if mine != theirs:
            return 1 if mine > theirs else -1
        return (one.behind > other.behind) - (one.behind < other.behind)

    def _fund(self, choice: Choice, tied: tuple[int, ...]) -> None:
        project = choice.project
        shared = gcd(choice.rho, choice.left)
        self._rescale(choice.left // shared)
        rho = choice.rho // shared
        full = sum(row[project] for held, row in self.rows.items() if self.money[held] >= rho)
        behind = self.totals[project]
        self.money_left -= self.needs[project]
        self._charge(project, rho)
        self.purchases.append(
            Purchase(
                self.level,
                project,
                tied,
                self.counts[project],
                full,
                behind,
                rho,
                self.money_left,
                self.denominator,
            )
        )
        gone = self.pot.rivals(project) | {project}
        self.open = [each for each in self.open if each not in gone]

    def _rescale(self, factor: int) -> None:
        if factor == 1:
            return
        self.denominator *= factor
        self.money_left *= factor
        self.money = {held: money * factor for held, money in self.money.items()}
        self.totals = [each * factor for each in self.totals]
        self.needs = [each * factor for each in self.needs]

    def _charge(self, project: int, rho: int) -> None:
        targets, payments = self._targets(project, rho)
        self.pay(project, payments)
        moved = {held: [0] * self.electorate.size for held in targets}
        numbers, class_of = self.electorate.numbers, self.class_of
        prefixes = self.electorate.prefixes[self.level - 1]
        for ranking in self.reach[project]:
            held = class_of[ranking]
            if held == BROKE:
                continue
            class_of[ranking] = targets[held]
            self.population[held] -= 1
            self.population[targets[held]] += 1
            number, row = numbers[ranking], moved[held]
            for each in prefixes[ranking]:
                row[each] += number
        for held, row in moved.items():
            self._move(held, targets[held], row, payments[held])
        for held in targets:
            if not self.population[held]:
                del self.money[held], self.rows[held], self.population[held]

    def _targets(self, project: int, rho: int) -> tuple[dict[int, int], dict[int, int]]:
        by_money = {money: held for held, money in self.money.items()}
        targets, payments = {}, {}
        for held in [each for each, row in self.rows.items() if each != BROKE and row[project]]:
            payments[held] = min(self.money[held], rho)
            rest = self.money[held] - payments[held]
            if rest not in by_money:
                by_money[rest] = self._next_class
                self._open_class(rest)
            targets[held] = by_money[rest]
        return targets, payments

    def _open_class(self, money: int) -> None:
        self.money[self._next_class] = money
        self.rows[self._next_class] = [0] * self.electorate.size
        self.population[self._next_class] = 0
        self._next_class += 1

    def _move(self, held: int, target: int, row: list[int], payment: int) -> None:
        before, after, totals = self.rows[held], self.rows[target], self.totals
        for each, number in enumerate(row):
            if number:
                before[each] -= number
                after[each] += number
                totals[each] -= number * payment

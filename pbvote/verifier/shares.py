"""One run of ranked-equal-shares at a fixed share, exactly (tally.md, section 2.1).

Money is kept per class of voters who hold the same, as integers over one common denominator
that grows when a payment needs it; for each class and project the number of supporters is kept
up to date, so that a test costs additions and no walk over the ballots. Beside each amount
stands its slope: how it grows with the share, which says how long the run would stay as it is.
"""

from math import gcd, lcm
from typing import NamedTuple, Optional

from .electorate import Electorate
from .horizon import Form, Horizon
from .pot import Pot
from .pricing import Choice, Ladder, bound_payers, lead, price

BROKE = 0  # the class of those who have nothing left and would not have with a larger share


class Purchase(NamedTuple):
    """One step of a run, money in integers over `denominator`: behind it before, left after it.

    What a rule has no meaning for is None: the level where it knows none, payments where nobody pays.
    """

    level: Optional[int]
    project: int
    tied: tuple[int, ...]
    supporters: int
    money_left: int
    denominator: int = 1
    paid_in_full: Optional[int] = None
    behind: Optional[int] = None
    rho: Optional[int] = None


class Run:
    """One run in which all voters begin with `money` together; `finish()` makes the purchases and the horizon."""

    def __init__(self, pot: Pot, electorate: Electorate, out: set[int], money: int, step: int) -> None:
        self.pot = pot
        self.electorate = electorate
        self.notional = money
        self.ranks = pot.ranks()
        size = electorate.size
        forms = [(rate * money, rate * electorate.n) for rate in electorate.rates]  # pence of a voter, and their rise
        self.denominator = lcm(*(each.denominator for form in forms for each in form))
        self.money: dict[int, Form] = {BROKE: (0, 0)}
        self.rows = {BROKE: [0] * size}
        self.population = {BROKE: 0}
        self._next_class = 1
        self._hand_out([(int(held * self.denominator), int(rise * self.denominator)) for held, rise in forms])
        self.totals = [0] * size
        self.slopes = [0] * size
        self.needs = [cost * self.denominator for cost in pot.costs]
        self.counts = [0] * size
        self.reach: list[list[int]] = [[] for _ in range(size)]
        self.open = [each for each in range(size) if each not in out]
        self.money_left = money * self.denominator
        self.purchases: list[Purchase] = []
        self.horizon = Horizon(step)
        self.level = 0

    def _hand_out(self, begins: list[Form]) -> None:
        # Homes that hold the same, and always would, are one class from the start.
        opened: dict[Form, int] = {}
        for home, number in self.electorate.residents.items():
            if begins[home] not in opened:
                opened[begins[home]] = self._open_class(begins[home])
            self.population[opened[begins[home]]] += number
        class_of = {home: opened[begins[home]] for home in self.electorate.residents}
        self.class_of = [class_of[home] for home in self.electorate.homes]

    @property
    def quiet(self) -> int:
        """How many runs after this one certainly fund the same."""
        return self.horizon.steps

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
                money, slope = self.money[held]
                self.rows[held][project] += number
                self.totals[project] += number * money
                self.slopes[project] += number * slope
                self.counts[project] += number

    def _affordable(self) -> list[int]:
        found = []
        for each in self.open:
            if not self.counts[each]:
                continue
            room = self.totals[each] - self.needs[each]
            if room >= 0:
                found.append(each)
                self.horizon.stays(room, self.slopes[each])
            else:
                self.horizon.stays_positive(-room, -self.slopes[each])
        return found

    def _choose(self) -> "Optional[tuple[Choice, tuple[int, ...]]]":
        affordable = self._affordable()
        if not affordable:
            return None
        holders = {each: self.counts[each] - self.rows[BROKE][each] for each in affordable}
        affordable.sort(key=lambda each: -holders[each])
        best = self._price(affordable[0])
        priced = [best]
        for project in affordable[1:]:
            # The effective support is never above the number of supporters who have money.
            bound = Choice(project, cost=holders[project], rho=self.denominator, rho_slope=0, left=1, behind=0)
            if lead(best, bound)[0] > 0:
                priced.append(bound)
                break
            priced.append(self._price(project))
            if _comes_first(priced[-1], best):
                best = priced[-1]
        tied = [each for each in priced if lead(best, each)[0] == 0 and each.behind == best.behind]
        tied.sort(key=lambda each: self.ranks[each.project])
        self._bound(tied[0], priced)
        return tied[0], tuple(each.project for each in tied)

    def _bound(self, winner: Choice, priced: list[Choice]) -> None:
        # rho of a loser is convex in the share, so its tangent never promises the loser too little support.
        for each in priced:
            if each is not winner:
                self.horizon.stays_positive(*lead(winner, each))
        bound_payers(self.horizon, winner, self._ladder(winner.project))

    def _ladder(self, project: int) -> Ladder:
        classes = [held for held, row in self.rows.items() if row[project] and held != BROKE]
        return sorted((*self.money[held], self.rows[held][project]) for held in classes)

    def _price(self, project: int) -> Choice:
        cost, need, behind = self.pot.costs[project], self.needs[project], self.totals[project]
        return price(project, cost, need, behind, self._ladder(project))

    def _fund(self, choice: Choice, tied: tuple[int, ...]) -> None:
        project, shared = choice.project, gcd(choice.rho, choice.rho_slope, choice.left)
        self._rescale(choice.left // shared)
        rho = (choice.rho // shared, choice.rho_slope // shared)
        full = sum(row[project] for held, row in self.rows.items() if self.money[held][0] >= rho[0])
        behind = self.totals[project]
        self.money_left -= self.needs[project]
        self._charge(project, rho)
        self.purchases.append(
            Purchase(
                level=self.level,
                project=project,
                tied=tied,
                supporters=self.counts[project],
                paid_in_full=full,
                behind=behind,
                rho=rho[0],
                money_left=self.money_left,
                denominator=self.denominator,
            )
        )
        gone = self.pot.rivals(project) | {project}
        self.open = [each for each in self.open if each not in gone]

    def _rescale(self, factor: int) -> None:
        if factor == 1:
            return
        self.denominator *= factor
        self.money_left *= factor
        self.money = {held: (money * factor, slope * factor) for held, (money, slope) in self.money.items()}
        self.totals = [each * factor for each in self.totals]
        self.slopes = [each * factor for each in self.slopes]
        self.needs = [each * factor for each in self.needs]

    def _charge(self, project: int, rho: Form) -> None:
        payments = {
            held: min(rho, self.money[held], key=lambda form: form[0])
            for held, row in self.rows.items()
            if held != BROKE and row[project]
        }
        self.pay(project, {held: payment for held, (payment, _) in payments.items()})
        targets = self._targets(payments)
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
            if not self.population[held]:
                del self.money[held], self.rows[held], self.population[held]

    def _targets(self, payments: dict[int, Form]) -> dict[int, int]:
        # Classes that hold the same now but would not with a larger share stay apart.
        by_money = {money: held for held, money in self.money.items()}
        targets = {}
        for held, (payment, rise) in payments.items():
            money, slope = self.money[held]
            rest = (money - payment, slope - rise)
            if rest not in by_money:
                by_money[rest] = self._open_class(rest)
            targets[held] = by_money[rest]
        return targets

    def _open_class(self, money: Form) -> int:
        opened = self._next_class
        self._next_class += 1
        self.money[opened] = money
        self.rows[opened] = [0] * self.electorate.size
        self.population[opened] = 0
        return opened

    def _move(self, held: int, target: int, row: list[int], payment: Form) -> None:
        before, after, totals, slopes = self.rows[held], self.rows[target], self.totals, self.slopes
        for each, number in enumerate(row):
            if number:
                before[each] -= number
                after[each] += number
                totals[each] -= number * payment[0]
                slopes[each] -= number * payment[1]


def _comes_first(one: Choice, other: Choice) -> bool:
    """The larger effective support, then the larger money behind."""
    ahead = lead(one, other)[0]
    return ahead > 0 or (ahead == 0 and one.behind > other.behind)

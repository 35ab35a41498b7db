"""One run of the expanding approvals rule, exactly (tally.md, section 2.5).

A voter's weight is a product of factors, one for each funded project that the voter supported when it was funded. Exact
weights grow out of all bounds, so each is kept between two integers over 2^bits; where these do not decide, the
rationals themselves do. With many steps behind, the bounds are made narrower first.
"""

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from .electorate import Electorate
from .pot import Pot
from .shares import Purchase

PRECISIONS = (128, 1024, 8192)  # bits
_FEW_STEPS = 10  # the size of an exact weight doubles with every step

Form = Mapping[int, int]  # how many voters of each class
Bounds = tuple[int, int]


class _TooCloseError(Exception):
    """The bounds do not decide, and the rationals would be too large."""


class _Class(NamedTuple):
    """Voters of equal weight: the class they came from and the step that changed it; the first class has neither."""

    before: int
    step: int


def expand(pot: Pot, electorate: Electorate, out: "set[int]") -> "ExpandingRun":
    """Make the run with bounds as narrow as it needs."""
    for bits in PRECISIONS:
        run = ExpandingRun(pot, electorate, out, bits)
        with suppress(_TooCloseError):
            run.finish()
            return run
    run = ExpandingRun(pot, electorate, out, PRECISIONS[-1], patient=True)
    run.finish()
    return run


class ExpandingRun:
    """One run; after `finish()` it holds the purchases."""

    quiet = 0

    def __init__(self, pot: Pot, electorate: Electorate, out: "set[int]", bits: int, *, patient: bool = False) -> None:
        self.pot, self.electorate = pot, electorate
        self.ranks = pot.ranks()
        self.bits, self.patient = bits, patient
        self.classes = [_Class(0, 0)]
        self.bounds: list[Bounds] = [(1 << bits, 1 << bits)]
        self.weights: dict[int, Fraction] = {0: Fraction(1)}  # exact, by class, where they were needed
        self.factors: dict[int, Fraction] = {}  # exact, by step, where they were needed
        self.supports: list[tuple[dict[int, int], Fraction]] = []  # by step: who supported, and the quota
        self.class_of = [0] * len(electorate.numbers)
        self.forms: list[dict[int, int]] = [{} for _ in pot.ids]
        self.reach: list[list[int]] = [[] for _ in pot.ids]
        self.open = [each for each in range(len(pot.ids)) if each not in out]
        self.left = pot.budget
        self.purchases: list[Purchase] = []

    def finish(self) -> None:
        """Go through all levels."""
        for level in range(1, self.electorate.levels + 1):
            self._rise(level)
            while True:
                tied = self._choose()
                if not tied:
                    break
                self._fund(level, tied)

    def _rise(self, level: int) -> None:
        for project, arriving in self.electorate.arrivals[level - 1].items():
            self.reach[project].extend(arriving)
            form = self.forms[project]
            for ranking in arriving:
                held = self.class_of[ranking]
                form[held] = form.get(held, 0) + self.electorate.numbers[ranking]

    def _quota(self, project: int) -> Fraction:
        return Fraction(self.electorate.n * self.pot.costs[project], self.pot.budget)

    def _choose(self) -> "list[int]":
        best: list[int] = []
        for project in self.open:
            fits = self.pot.costs[project] <= self.left
            if not fits or not self.forms[project] or self._against_quota(project) < 0:
                continue
            order = 1 if not best else self._compare(project, best[0])
            if order > 0:
                best = [project]
            elif order == 0:
                best.append(project)
        cheapest = min((self.pot.costs[each] for each in best), default=0)
        return sorted((each for each in best if self.pot.costs[each] == cheapest), key=self.ranks.__getitem__)

    def _against_quota(self, project: int) -> int:
        quota = self._quota(project)
        low, high = self._between(self.forms[project])
        need = quota.numerator << self.bits
        if low * quota.denominator >= need:
            return 1
        if high * quota.denominator < need:
            return -1
        return _sign(self._weight_of(self.forms[project]) - quota)

    def _compare(self, one: int, other: int) -> int:
        mine, theirs = self.forms[one], self.forms[other]
        low, high = self._between(mine)
        least, most = self._between(theirs)
        if low > most or high < least:
            return 1 if low > most else -1
        if mine == theirs:
            return 0
        return _sign(self._weight_of(mine) - self._weight_of(theirs))

    def _between(self, form: Form) -> Bounds:
        low = sum(number * self.bounds[held][0] for held, number in form.items())
        high = sum(number * self.bounds[held][1] for held, number in form.items())
        return low, high

    def _weight_of(self, form: Form) -> Fraction:
        if len(self.supports) > _FEW_STEPS and not self.patient:
            raise _TooCloseError
        return sum((number * self._weight(held) for held, number in form.items()), Fraction(0))

    def _weight(self, held: int) -> Fraction:
        if held not in self.weights:
            before, step = self.classes[held]
            self.weights[held] = self._weight(before) * self._factor(step)
        return self.weights[held]

    def _factor(self, step: int) -> Fraction:
        if step not in self.factors:
            form, quota = self.supports[step]
            self.factors[step] = 1 - Fraction(quota, sum(number * self._weight(held) for held, number in form.items()))
        return self.factors[step]

    def _fund(self, level: int, tied: "list[int]") -> None:
        project, step = tied[0], len(self.supports)
        quota, form = self._quota(project), dict(self.forms[project])
        shrunk = self._shrink(self._between(form), quota)
        self.supports.append((form, quota))
        self._move(project, level, self._open_classes(form, step, shrunk))
        self.left -= self.pot.costs[project]
        supporters = sum(form.values())
        self.purchases.append(Purchase(level, project, tuple(tied), supporters, self.left))
        gone = self.pot.rivals(project) | {project}
        self.open = [each for each in self.open if each not in gone]

    def _shrink(self, support: Bounds, quota: Fraction) -> Bounds:
        """Give the bounds of the factor 1 - quota / support, over 2^bits."""
        need, one = quota.numerator << 2 * self.bits, 1 << self.bits
        low = one + -need // (support[0] * quota.denominator) if support[0] else 0
        high = one - need // (support[1] * quota.denominator)
        return max(low, 0), high

    def _open_classes(self, form: Form, step: int, factor: Bounds) -> "dict[int, int]":
        opened = {}
        for held in form:
            low, high = self.bounds[held]
            opened[held] = len(self.classes)
            self.classes.append(_Class(held, step))
            self.bounds.append((low * factor[0] >> self.bits, -(-high * factor[1] >> self.bits)))
        return opened

    def _move(self, project: int, level: int, targets: "dict[int, int]") -> None:
        prefixes, numbers = self.electorate.prefixes[level - 1], self.electorate.numbers
        for ranking in self.reach[project]:
            held = self.class_of[ranking]
            target = self.class_of[ranking] = targets[held]
            for each in prefixes[ranking]:
                form = self.forms[each]
                form[target] = form.get(target, 0) + numbers[ranking]
                form[held] -= numbers[ranking]
                if not form[held]:
                    del form[held]


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)

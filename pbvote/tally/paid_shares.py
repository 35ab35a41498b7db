"""What each voter has left in a run of the Method of Equal Shares, exactly and without a fraction for every voter.

Who paid in full for a project paid its rho times their utility, and who could not paid all they had. So the money of a
voter is the share less whole multiples of the rhos of the run, or nothing: sums of it are sums of whole numbers, and
only the rhos are fractions. A fixed-point copy decides who has less than what, unless it is close: then the rhos do.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray

from pbvote.tally.money_classes import Payment
from pbvote.tally.profile import Integers
from pbvote.tally.utilities import Utilities

Booleans = NDArray[np.bool_]

_FIXED_BITS = 61
"""Fixed-point money of all voters together stays below 2 to this power: int64 holds it."""


@dataclass(frozen=True, slots=True)
class SplitCost:
    """How supporters split a cost: those who pay in full pay owed / (shares · denominator) for each unit of `values`.

    `shares`: the sum of their values. `owed_growth`: how `owed` changes when every share grows by one step and the same
    supporters pay all they have. `in_full` is how many pay in full.
    """

    owed: int
    owed_growth: int
    shares: int
    denominator: int
    in_full: int


@dataclass(frozen=True, slots=True)
class _Paying:
    """The supporters of a project who have anything: their cells, values, and who of them pays all they have."""

    rows: Integers
    columns: Integers
    values: Integers
    poor: Booleans


class PaidShares:
    """The voters' money during one run. `growth` (minor units): how much more the share is in the next run."""

    def __init__(self, utilities: Utilities, share: Fraction, growth: int) -> None:
        self._utilities, self._profile = utilities, utilities.profile
        self.denominator = share.denominator
        self._share, self._growth = share.numerator, growth * share.denominator
        self._rates = [0] * self._profile.project_count  # payments for each unit of value, over the denominator
        self._rate_growths = [0] * self._profile.project_count
        self._in_full = np.zeros(utilities.values.shape, dtype=np.bool_)
        self._broke = np.zeros(len(utilities.values), dtype=np.bool_)
        most = (int(share) + growth + 1) * max(1, self._profile.ballots)
        self._shift = _FIXED_BITS - most.bit_length()
        self._near = np.full(len(utilities.values), self._fixed(self._share, self.denominator), dtype=np.int64)
        self._near_growth = np.full_like(self._near, self._fixed(self._growth, self.denominator))
        self._slack = 1  # so many fixed-point units, at most, lie between the copy and the truth
        self._paying: dict[int, _Paying] = {}

    def split(self, project: int, cost: int) -> SplitCost | None:
        """How the supporters would split the cost with the smallest rho; None if their money does not reach."""
        paying = self._asked(project)
        if not self._reaches(paying, cost):
            return None
        while True:
            split = self._split(paying, cost)
            poor = self._is_poorer(paying, split)
            if (poor == paying.poor).all():
                self._paying[project] = paying
                return split
            # Whoever pays all at this rho does so at the right one, which is larger: each turn comes nearer from below.
            paying = _Paying(paying.rows, paying.columns, paying.values, poor)

    def total(self, project: int) -> tuple[int, int]:
        """Numerators of the money behind a project, and of its growth by one step."""
        return self._sum(self._asked(project).rows)

    def steps_while_poor(self, project: int, split: SplitCost) -> int | None:
        """For how many further steps the poor surely stay poor when a project just split is paid; None: for ever."""
        paying = self._paying[project]
        rows, values = paying.rows[paying.poor], paying.values[paying.poor]
        if not len(rows):
            return None
        rho, growth = self._fixed_rho(split.owed, split), self._fixed_rho(split.owed_growth, split)
        ahead = rho - (self._near[rows] + self._slack) // values - 1
        closing = (self._near_growth[rows] + self._slack) // values + 1 - growth
        return max(0, int((ahead // closing).min()))

    def payment(self, project: int, split: SplitCost) -> Payment:
        """What everybody who has something would pay for a project just split."""
        paying = self._paying[project]
        scale = split.shares // gcd(split.owed, split.shares)
        money, which = self._distinct_money(paying.rows)
        pairs = np.stack([np.where(paying.poor, which, -1), np.where(paying.poor, 0, paying.values)], axis=1)
        kinds, classes = np.unique(pairs, axis=0, return_inverse=True)
        amounts = {
            each: money[kind][0] * scale if kind >= 0 else split.owed * scale // split.shares * value
            for each, (kind, value) in enumerate(kinds.tolist())
        }
        return Payment(paying.rows, classes.reshape(-1).astype(np.int64), amounts, self.denominator * scale)

    def pay(self, project: int, split: SplitCost) -> None:
        """The supporters pay for a project just split."""
        rate, growth = self._rate(split)
        paying = self._paying.pop(project)
        self._rates[project], self._rate_growths[project] = rate, growth
        rows, columns, values = (each[~paying.poor] for each in (paying.rows, paying.columns, paying.values))
        self._in_full[rows, columns] = True
        kinds, which = np.unique(values, return_inverse=True)
        self._near[rows] -= self._fixed_payments(rate, kinds)[which]
        self._near_growth[rows] -= self._fixed_payments(growth, kinds)[which]
        self._slack += 1
        broke = paying.rows[paying.poor]
        self._broke[broke], self._near[broke], self._near_growth[broke] = True, 0, 0

    def _rate(self, split: SplitCost) -> tuple[int, int]:
        # The payment for a unit of value and its growth, once everything stands over a denominator that they fit too.
        factor = split.shares // gcd(split.shares, split.owed, split.owed_growth)
        self.denominator *= factor
        self._share, self._growth = self._share * factor, self._growth * factor
        self._rates = [rate * factor for rate in self._rates]
        self._rate_growths = [growth * factor for growth in self._rate_growths]
        return split.owed * factor // split.shares, split.owed_growth * factor // split.shares

    def _asked(self, project: int) -> _Paying:
        known = self._paying.get(project)
        if known is None:
            rows, columns = self._utilities.cells_of(project)
            known = _Paying(rows, columns, self._utilities.values[rows, columns], np.zeros(len(rows), dtype=np.bool_))
        has = ~self._broke[known.rows]
        return _Paying(known.rows[has], known.columns[has], known.values[has], known.poor[has])

    def _reaches(self, paying: _Paying, cost: int) -> bool:
        weights = self._profile.multiplicity[paying.rows]
        near, slack = int((self._near[paying.rows] * weights).sum()), self._slack * int(weights.sum())
        wanted = self._fixed(cost, 1)
        if near - slack > wanted:
            return True
        return near + slack >= wanted and self._sum(paying.rows)[0] >= cost * self.denominator

    def _split(self, paying: _Paying, cost: int) -> SplitCost:
        money, growth = self._sum(paying.rows[paying.poor])
        rich = ~paying.poor
        weights = self._profile.multiplicity[paying.rows[rich]]
        shares, in_full = int((paying.values[rich] * weights).sum()), int(weights.sum())
        return SplitCost(cost * self.denominator - money, -growth, shares, self.denominator, in_full)

    def _is_poorer(self, paying: _Paying, split: SplitCost) -> Booleans:
        # Who has less than rho for each unit of value.
        rho, near = self._fixed_rho(split.owed, split), self._near[paying.rows]
        poorer: Booleans = (near + self._slack) // paying.values < rho
        unsure = np.flatnonzero(~poorer & ((near - self._slack) // paying.values <= rho))
        if len(unsure):
            money, which = self._distinct_money(paying.rows[unsure])
            values = paying.values[unsure].tolist()
            has = (money[kind][0] * split.shares for kind in which.tolist())
            poorer[unsure] = [mine < split.owed * value for mine, value in zip(has, values, strict=True)]
        return poorer

    def _sum(self, rows: Integers) -> tuple[int, int]:
        # Of the money and its growth of all voters in these rows, none of them broke.
        weights = self._profile.multiplicity[rows]
        units = np.zeros(self._profile.project_count + 1, dtype=np.int64)
        paid, columns = np.nonzero(self._in_full[rows])
        cells = rows[paid], columns
        np.add.at(units, self._profile.projects[cells], self._utilities.values[cells] * weights[paid])
        return self._less(int(weights.sum()), {int(each): int(units[each]) for each in np.flatnonzero(units)})

    def _less(self, voters: int, units: dict[int, int]) -> tuple[int, int]:
        money = voters * self._share - sum(number * self._rates[each] for each, number in units.items())
        growth = voters * self._growth - sum(number * self._rate_growths[each] for each, number in units.items())
        return money, growth

    def _distinct_money(self, rows: Integers) -> tuple[list[tuple[int, int]], Integers]:
        # Numerators for each distinct history of payments, and which of them each row has.
        in_full = self._in_full[rows]
        projects = np.where(in_full, self._profile.projects[rows], -1)
        values = np.where(in_full, self._utilities.values[rows], 0)
        width = projects.shape[1]
        histories, which = np.unique(np.concatenate([projects, values], axis=1), axis=0, return_inverse=True)
        money = [
            self._less(1, {each: value for each, value in zip(history[:width], history[width:], strict=True) if value})
            for history in histories.tolist()
        ]
        return money, which.reshape(-1).astype(np.int64)

    def _fixed_rho(self, owed: int, split: SplitCost) -> int:
        return self._fixed(owed, split.shares * split.denominator)

    def _fixed_payments(self, rate: int, values: Integers) -> Integers:
        return np.array([self._fixed(rate * value, self.denominator) for value in values.tolist()], dtype=np.int64)

    def _fixed(self, numerator: int, denominator: int) -> int:
        if self._shift >= 0:
            return (numerator << self._shift) // denominator
        return numerator // (denominator << -self._shift)

"""One run of the Method of Equal Shares at a fixed share, exactly (tally.md, section 2.4).

Each distinct ballot has its money as an integer over one common denominator, which grows when a payment needs it.
Money only falls, so the price rho of a project per unit of utility only rises: an old one is a lower bound.
"""

from fractions import Fraction
from math import gcd, lcm
from typing import Optional

from .pot import Pot
from .shares import Purchase
from .wishes import Wishes


class EqualRun:
    """One run in which every voter begins with `share` pence; `finish()` makes the purchases."""

    quiet = 0  # how many runs after this one certainly fund the same

    def __init__(self, pot: Pot, wishes: Wishes, out: "set[int]", share: Fraction, n: int) -> None:
        self.pot = pot
        self.wishes = wishes
        self.out = out
        self.ranks = pot.ranks()
        self.denominator = share.denominator
        self.money = [share.numerator] * len(wishes.numbers)
        self.money_left = share.numerator * n
        self.open = {each for each in range(len(pot.ids)) if each not in out and wishes.voters[each]}
        self.bounds = {each: Fraction(pot.costs[each], wishes.eagerness[each]) for each in self.open}
        self.purchases: list[Purchase] = []

    def finish(self) -> None:
        """Fund what is affordable, the smallest rho first, until nothing is."""
        while True:
            tied = self._choose()
            if not tied:
                return
            self._fund(tied)

    def pay(self, payments: "dict[int, int]") -> None:
        """Meet a payment before it is made: what a voter of each distinct ballot pays."""

    def _choose(self) -> "list[int]":
        best: Optional[Fraction] = None
        priced = []
        for project in sorted(self.open, key=self.bounds.__getitem__):
            if best is not None and self.bounds[project] > best:
                break
            rho = self._price(project)
            if rho is None:
                self.open.discard(project)  # its supporters never have more again
                continue
            self.bounds[project] = rho
            priced.append(project)
            best = rho if best is None else min(best, rho)
        cheapest = [each for each in priced if self.bounds[each] == best]
        most = max((self.wishes.voters[each] for each in cheapest), default=0)
        return sorted((each for each in cheapest if self.wishes.voters[each] == most), key=self.ranks.__getitem__)

    def _price(self, project: int) -> Optional[Fraction]:
        """Walk up by money per unit of utility: who has less than rho asks pays all, the others share the rest."""
        classes = self._classes(project)
        unpaid = self.pot.costs[project] * self.denominator
        if sum(money * number for (money, _), number in classes.items()) < unpaid:
            return None
        spread = lcm(*(utility for _, utility in classes))
        weight = self.wishes.eagerness[project]
        for (money, utility), number in sorted(classes.items(), key=lambda each: each[0][0] * (spread // each[0][1])):
            if unpaid * utility <= money * weight:
                break
            unpaid -= money * number
            weight -= utility * number
        return Fraction(unpaid, weight * self.denominator)

    def _classes(self, project: int) -> "dict[tuple[int, int], int]":
        found: dict[tuple[int, int], int] = {}
        for ballot, utility in self.wishes.fans[project]:
            held = (self.money[ballot], utility)
            found[held] = found.get(held, 0) + self.wishes.numbers[ballot]
        return found

    def _fund(self, tied: "list[int]") -> None:
        project, rho = tied[0], self.bounds[tied[0]]
        self._rescale(rho.denominator // gcd(rho.denominator, self.denominator))
        unit = rho.numerator * (self.denominator // rho.denominator)
        payments, behind, full = {}, 0, 0
        for ballot, utility in self.wishes.fans[project]:
            money, number = self.money[ballot], self.wishes.numbers[ballot]
            payments[ballot] = min(money, unit * utility)
            behind += money * number
            full += number if money >= unit * utility else 0
        self.pay(payments)
        for ballot, payment in payments.items():
            self.money[ballot] -= payment
        self.money_left -= self.pot.costs[project] * self.denominator
        self._record(tied, behind, unit, full)
        self.open -= self.pot.rivals(project) | {project}

    def _rescale(self, factor: int) -> None:
        if factor > 1:
            self.denominator *= factor
            self.money_left *= factor
            self.money = [each * factor for each in self.money]

    def _record(self, tied: "list[int]", behind: int, rho: int, full: int) -> None:
        self.purchases.append(
            Purchase(
                level=None,
                project=tied[0],
                tied=tuple(tied),
                supporters=self.wishes.voters[tied[0]],
                money_left=self.money_left,
                denominator=self.denominator,
                paid_in_full=full,
                behind=behind,
                rho=rho,
            )
        )


class WatchedEqualRun(EqualRun):
    """A run that remembers for each step what the ballots that rank a project paid: `paid[s][c]`, if any want it.

    `best[c]`: the money behind project c at the first test, when it was largest, and 0 for the steps before it; None
    if it was out before the run, or if no ballot ranks anything that is left.
    """

    best: "list[Optional[tuple[Fraction, int]]]"
    paid: "list[dict[int, Fraction]]"

    def finish(self) -> None:
        """Fund what is affordable, watching."""
        share = Fraction(self.money[0], self.denominator) if self.money else Fraction(0)
        stood = [each not in self.out and bool(self.money) for each in range(len(self.pot.ids))]
        self.best = [(self.wishes.voters[each] * share, 0) if stands else None for each, stands in enumerate(stood)]
        self.paid = []
        super().finish()

    def pay(self, payments: "dict[int, int]") -> None:
        """Add up what the ballots that rank each project pay in this step."""
        sums: dict[int, int] = {}
        for ballot, payment in payments.items():
            for other in self.wishes.ranked[ballot]:
                if self.wishes.voters[other]:
                    sums[other] = sums.get(other, 0) + payment * self.wishes.numbers[ballot]
        self.paid.append({each: Fraction(money, self.denominator) for each, money in sums.items()})

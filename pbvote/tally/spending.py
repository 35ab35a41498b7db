"""Where the voting money of the people behind each project went, step by step."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.tally.money_classes import Payment
from pbvote.tally.profile import Integers, Profile

_MOST_STEPS = 3
"""As many steps as a sentence can hold."""

_SHIFT = 8
"""Bits behind the point in rounded amounts. The cost of a step is below 2 to the power of 53: sums fit 64 bits."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """One step: how many supporters of each project paid each of the amounts (numerators over `denominator`).

    `counts` has shape (amounts, projects); `low`: for each project what they paid, rounded down for each of `voters`.
    """

    step: int
    amounts: list[int]
    denominator: int
    counts: Integers
    low: Integers
    voters: Integers

    def by(self, project: int) -> Fraction:
        """What the supporters of a project paid, in minor units."""
        column = self.counts[:, project].tolist()
        paid = sum(number * amount for number, amount in zip(column, self.amounts, strict=True) if number)
        return Fraction(paid, self.denominator)


class SpendingLedger:
    """What the supporters of each project, at any place, paid together at each step of one run."""

    def __init__(self, profile: Profile) -> None:
        self._profile, self._columns = profile, np.ascontiguousarray(profile.projects.T)
        self._weights = profile.weights
        self._paid: list[_Paid] = []

    def note(self, step: int, payment: Payment) -> None:
        """Remember one payment of the run."""
        amounts = sorted({amount for amount in payment.amounts.values() if amount})
        counts = self._counts(payment, amounts)
        rounded = np.array([(amount << _SHIFT) // payment.denominator for amount in amounts], dtype=np.int64)
        self._paid.append(_Paid(step, amounts, payment.denominator, counts, rounded @ counts, counts.sum(axis=0)))

    def payments_of(self, project: int) -> list[tuple[int, Fraction, int]]:
        """Of each step to which the project's supporters paid: its number, minor units, how many of them paid."""
        return [(paid.step, paid.by(project), int(paid.voters[project])) for paid in self._paid if paid.voters[project]]

    def spent_most_on(self, project: int) -> tuple[int, ...]:
        """The steps, at most three, to which the project's supporters paid most, ascending."""
        paid = [each for each in self._paid if each.voters[project]]
        least = sorted((int(each.low[project]) for each in paid), reverse=True)[:_MOST_STEPS]
        maybe = [each for each in paid if each.low[project] + each.voters[project] >= least[-1]]
        most = sorted((-each.by(project), each.step) for each in maybe)[:_MOST_STEPS]
        return tuple(sorted(step for _, step in most))

    def _counts(self, payment: Payment, amounts: list[int]) -> Integers:
        # How many supporters of each project paid each of these amounts.
        which = {amount: number for number, amount in enumerate(amounts)}
        of_class = np.zeros(max(payment.amounts, default=0) + 1, dtype=np.int64)
        for each, amount in payment.amounts.items():
            of_class[each] = which.get(amount, len(amounts))
        counts = np.zeros((len(amounts) + 1, self._profile.project_count + 1), dtype=np.int64)
        cells = np.take(self._columns, payment.rows, axis=1) + of_class[payment.classes] * counts.shape[1]
        weights = self._weights
        if not isinstance(weights, int):
            weights = np.broadcast_to(weights[payment.rows], cells.shape).reshape(-1)
        np.add.at(counts.reshape(-1), cells.reshape(-1), weights)
        return counts[:-1, :-1]

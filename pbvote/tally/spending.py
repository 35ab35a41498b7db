"""Where the voting money of the people behind each project went, step by step."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from pbvote.tally.money_classes import Payment
from pbvote.tally.profile import Profile

_MOST_STEPS = 3
"""As many steps as a sentence can hold."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """One step: for each project what its supporters paid (numerators over `denominator`), and how many paid."""

    step: int
    sums: list[int]
    voters: list[int]
    denominator: int


class SpendingLedger:
    """What the supporters of each project, at any place, paid together at each step of one run."""

    def __init__(self, profile: Profile) -> None:
        self._profile, self._columns = profile, np.ascontiguousarray(profile.projects.T)
        self._paid: list[_Paid] = []

    def note(self, step: int, payment: Payment) -> None:
        """Remember one payment of the run."""
        profile, classes = self._profile, max(payment.amounts, default=0) + 1
        counts = np.zeros((classes, profile.project_count + 1), dtype=np.int64)
        cells = np.take(self._columns, payment.rows, axis=1) + payment.classes * counts.shape[1]
        weights = np.broadcast_to(profile.multiplicity[payment.rows], cells.shape).reshape(-1)
        np.add.at(counts.reshape(-1), cells.reshape(-1), weights)
        paid = _Paid(step, [0] * profile.project_count, [0] * profile.project_count, payment.denominator)
        for each, amount in payment.amounts.items():
            for project in np.flatnonzero(counts[each, :-1]).tolist():
                number = int(counts[each, project])
                paid.sums[project] += number * amount
                paid.voters[project] += number if amount else 0
        self._paid.append(paid)

    def payments_of(self, project: int) -> list[tuple[int, Fraction, int]]:
        """Of each step to which the project's supporters paid: its number, minor units, how many of them paid."""
        return [
            (paid.step, Fraction(paid.sums[project], paid.denominator), paid.voters[project])
            for paid in self._paid
            if paid.sums[project]
        ]

    def spent_most_on(self, project: int) -> tuple[int, ...]:
        """The steps, at most three, to which the project's supporters paid most, ascending."""
        last = self._paid[-1].denominator if self._paid else 1
        # Every denominator divides the last one, so that the sums compare as integers.
        paid = [(-each.sums[project] * (last // each.denominator), each.step) for each in self._paid]
        most = sorted(entry for entry in paid if entry[0] < 0)[:_MOST_STEPS]
        return tuple(sorted(step for _, step in most))

"""Which steps took the money of the people who wanted something else."""

from collections.abc import Mapping

import numpy as np

from pbvote.tally.money_classes import Payment
from pbvote.tally.profile import Profile

_MOST_STEPS = 3
"""As many steps as a sentence can hold."""


class SpendingLedger:
    """What the supporters of each project, at any place, paid together at each step of one run."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._paid: list[tuple[int, list[int], int]] = []

    def note(self, step: int, payment: Payment) -> None:
        """Remember one payment of the run."""
        profile, classes = self._profile, max(payment.amounts, default=0) + 1
        counts = np.zeros((classes, profile.project_count + 1), dtype=np.int64)
        cells = payment.classes[:, None] * counts.shape[1] + profile.projects[payment.rows]
        weights = np.broadcast_to(profile.multiplicity[payment.rows][:, None], cells.shape)
        np.add.at(counts.reshape(-1), cells, weights)
        sums = [0] * profile.project_count
        for each, amount in payment.amounts.items():
            for project in np.flatnonzero(counts[each, :-1]).tolist():
                sums[project] += int(counts[each, project]) * amount
        self._paid.append((step, sums, payment.denominator))

    def spent_most_on(self, project: int) -> tuple[int, ...]:
        """The steps, at most three, to which the project's supporters paid most, ascending."""
        last = self._paid[-1][2] if self._paid else 1
        # Every denominator divides the last one, so that the sums compare as integers.
        paid = [(-sums[project] * (last // denominator), step) for step, sums, denominator in self._paid]
        most = sorted(entry for entry in paid if entry[0] < 0)[:_MOST_STEPS]
        return tuple(sorted(step for _, step in most))


def spent_most(ledger: SpendingLedger, projects: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """For each project id, given with its index, the steps its supporters spent most on."""
    return {project: ledger.spent_most_on(index) for project, index in projects.items()}

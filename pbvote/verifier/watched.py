"""The kept run once more, watched: the most money that stood behind each project, and who paid what."""

from fractions import Fraction
from typing import Optional

from .shares import BROKE, Run


class WatchedRun(Run):
    """A run that remembers for each project its best test, and for each step what its supporters paid.

    `best[c]` is the money (a Fraction of pence) and how many purchases came before that test; None
    if the project never stood to be chosen. `paid[s][c]`: what the ballots that rank c paid in step s, and
    `payers[s][c]` how many of them paid more than nothing.
    """

    begun: list[Fraction]  # what a voter of each ranking held before the first payment
    best: list[Optional[tuple[Fraction, int]]]
    paid: list[dict[int, Fraction]]
    payers: list[dict[int, int]]

    def finish(self) -> None:
        """Go through all levels, watching."""
        self.best = [None] * self.electorate.size
        self.paid, self.payers = [], []
        unit = self.denominator
        held_by = {held: Fraction(money, unit) for held, (money, _) in self.money.items()}
        self.begun = [held_by[held] for held in self.class_of]
        super().finish()

    def test(self) -> None:
        """Look at the money behind every project that stands to be chosen."""
        for project in self.open:
            behind = Fraction(self.totals[project], self.denominator)
            best = self.best[project]
            if best is None or behind > best[0]:
                self.best[project] = (behind, len(self.purchases))

    def pay(self, project: int, payments: dict[int, int]) -> None:
        """Add up what the supporters of every project, at any place, pay in this step."""
        everywhere = self.electorate.prefixes[-1]
        voters: dict[int, dict[int, int]] = {held: {} for held in payments}
        for ranking in self.reach[project]:
            held = self.class_of[ranking]
            if held == BROKE:
                continue
            found = voters[held]
            for other in everywhere[ranking]:
                found[other] = found.get(other, 0) + self.electorate.numbers[ranking]
        sums: dict[int, int] = {}
        payers: dict[int, int] = {}
        for held, numbers in voters.items():
            if not payments[held]:
                continue  # who has nothing left, but would have with a larger share
            for other, number in numbers.items():
                sums[other] = sums.get(other, 0) + number * payments[held]
                payers[other] = payers.get(other, 0) + number
        self.payers.append(payers)
        self.paid.append({each: Fraction(money, self.denominator) for each, money in sums.items()})

    def money_of(self, project: int) -> Fraction:
        """Give what the ballots that rank a project held together before the first payment."""
        ranked_by, numbers = self.electorate.ranked_by[project], self.electorate.numbers
        return sum((numbers[each] * self.begun[each] for each in ranked_by), Fraction(0))

    def paid_by(self, home: int) -> Fraction:
        """Give what all voters of a home paid in the whole run."""
        paid = Fraction(0)
        for ranking, number in enumerate(self.electorate.numbers):
            if self.electorate.homes[ranking] == home:
                left = Fraction(self.money[self.class_of[ranking]][0], self.denominator)
                paid += number * (self.begun[ranking] - left)
        return paid


def largest_payments(paid: list[dict[int, Fraction]], project: int) -> list[int]:
    """Give the steps, at most three, on which a project's supporters spent most, by position ascending."""
    sums = [(-sums[project], position) for position, sums in enumerate(paid) if sums.get(project)]
    return sorted(position for _, position in sorted(sums)[:3])

"""One run of the Method of Equal Shares at a given share of money.

Money only shrinks, so the rho of a project only rises during a run, and one that nobody can afford stays out: an old
rho is a bound, and a project is asked anew only when its bound is the smallest of all.
Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush

from pbvote.tally.choice import still_open
from pbvote.tally.paid_shares import PaidShares, SplitCost
from pbvote.tally.prepared import Prepared
from pbvote.tally.share_run import Run
from pbvote.tally.spending import SpendingLedger
from pbvote.tally.steady import Steady, UtilityOffer
from pbvote.tally.utilities import Utilities


@dataclass(frozen=True, slots=True)
class Bought:
    """A project that its supporters bought; `tied` in tie order, itself first. Amounts in minor units."""

    project: int
    tied: tuple[int, ...]
    rho: Fraction
    money_behind: Fraction
    paid_in_full: int


class EqualSharesRun:
    """One run. `share` and `growth` (how much more it would be in the next run) in minor units; 0 when nobody asks.

    `bought` in order, kept only when there is a ledger. `steady`: for how many further steps it comes out the same.
    """

    def __init__(self, prepared: Prepared, utilities: Utilities, share: Fraction, growth: int = 0) -> None:
        self._prepared, self._utilities, self._share, self._growth = prepared, utilities, share, growth
        self._money = PaidShares(utilities, share, growth)
        self._waiting: list[UtilityOffer] = []
        self._out: set[int] = set()
        self.steady = Steady()
        self.bought: list[Bought] = []

    def finish(self, order: Sequence[int], free: Sequence[int], ledger: SpendingLedger | None = None) -> Run:
        """Buy until nothing is affordable. `free`: what was funded at cost 0 before. `ledger` is told who paid."""
        wanted = [each for each in still_open(self._prepared, order, free) if self._utilities.supporters[each]]
        for position, project in enumerate(wanted):
            self._offer_at_first(project, position)
        funded, ties = list(free), list[tuple[int, tuple[int, ...]]]()
        while tied := self._smallest(len(funded)):
            winner, projects = tied[0], tuple(offer.project for offer in tied)
            funded.append(winner.project)
            if len(projects) > 1:
                ties.append((winner.project, projects))
            if ledger is not None:
                self._note(winner, projects, len(funded), ledger)
            self._buy(winner)
        return Run(tuple(funded), tuple(ties), tuple(project for project in wanted if project not in self._out))

    def _offer_at_first(self, project: int, position: int) -> None:
        # Everybody has the same money: whether it reaches is clear, and rho is at least what it is if all pay in full.
        supporters, cost = self._utilities.supporters[project], self._prepared.costs[project]
        missing = cost - supporters * self._share
        if missing > 0:
            self.steady.keep_too_dear(missing.numerator, supporters * self._growth * missing.denominator)
        else:
            split = SplitCost(cost, 0, self._utilities.sums[project], 1, supporters)
            heappush(
                self._waiting, UtilityOffer(project, split, self._utilities.weights[project], supporters, position, -1)
            )

    def _smallest(self, bought: int) -> list[UtilityOffer]:
        # The offers with the smallest rho and, of these, the most supporters, in tie order; none when all is too dear.
        tied: list[UtilityOffer] = []
        while self._waiting and not (tied and tied[0].ahead_of(self._waiting[0]) > 0):
            offer = heappop(self._waiting)
            if offer.project in self._out:
                continue
            if offer.asked == bought:
                tied.append(offer)
            else:
                self._ask(offer, bought)
        for offer in tied[1:]:
            heappush(self._waiting, offer)
        return tied

    def _ask(self, offer: UtilityOffer, bought: int) -> None:
        project = offer.project
        cost = self._prepared.costs[project]
        split = self._money.split(project, cost)
        if split is not None:
            heappush(
                self._waiting, UtilityOffer(project, split, offer.weight, offer.supporters, offer.position, bought)
            )
        elif self._growth:
            total, growth = self._money.total(project)
            self.steady.keep_too_dear(cost * self._money.denominator - total, growth)

    def _buy(self, winner: UtilityOffer) -> None:
        if self._growth:
            self.steady.keep_first(winner, (offer for offer in self._waiting if offer.project not in self._out))
            self.steady.keep(self._money.steps_while_poor(winner.project, winner.split))
        self._out |= self._prepared.rivals[winner.project] | {winner.project}
        self._money.pay(winner.project, winner.split)

    def _note(self, winner: UtilityOffer, tied: tuple[int, ...], step: int, ledger: SpendingLedger) -> None:
        behind = Fraction(self._money.total(winner.project)[0], self._money.denominator)
        rho = Fraction(winner.split.owed, winner.unit)
        self.bought.append(Bought(winner.project, tied, rho, behind, winner.split.in_full))
        ledger.note(step, self._money.payment(winner.project, winner.split))

"""One run of ranked equal shares at a given voting money, from the first level to the last.

Source: Aziz and Lee, AAAI 2021 (arXiv 1911.00864), with payments as equal as possible as in Peters, Pierczyński
and Skowron, NeurIPS 2021 (arXiv 2008.13276).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from pbvote.tally.choice import still_open
from pbvote.tally.contest import Contest
from pbvote.tally.money_classes import MoneyClasses, Price
from pbvote.tally.offer import Offer
from pbvote.tally.prepared import Prepared
from pbvote.tally.span import Span  # noqa: TC001 - as everywhere in this room, types are plain imports
from pbvote.tally.spending import SpendingLedger


@dataclass(frozen=True, slots=True)
class Purchase:
    """A project that its supporters bought at a level; `tied` in tie order, itself among them."""

    project: int
    level: int
    tied: tuple[int, ...]
    price: Price


@dataclass(frozen=True, slots=True)
class Run:
    """What one run funded, in order, cost 0 first; `left_open`: candidates neither funded nor shut out.

    `ties`: of each tied purchase the chosen project and all that were level. Small, for there may be thousands.
    """

    funded: tuple[int, ...]
    ties: tuple[tuple[int, tuple[int, ...]], ...]
    left_open: tuple[int, ...]

    def falls_the_same(self, position: Mapping[int, int]) -> bool:
        """Whether a tie order, given as the position of each project, would choose the same everywhere."""
        return all(min(tied, key=position.__getitem__) == chosen for chosen, tied in self.ties)


class Watcher(Protocol):
    """Looks on at a run, test by test."""

    def test(self, money: MoneyClasses, standing: Sequence[int], winner: int | None) -> None:
        """One test, before anybody pays: what stands to be chosen, in tie order, and what is (None: nothing)."""


class ShareRun:
    """One run: money classes, what is still open, and what was bought.

    `purchases` in order. `best`, only when there is a ledger: for each project that still stood at some test, the
    largest money behind it and how many purchases came before the first test with that money.
    """

    def __init__(self, prepared: Prepared, money: MoneyClasses, order: Sequence[int], free: Sequence[int]) -> None:
        self._prepared, self._money, self._free = prepared, money, tuple(free)
        self._fixed_costs = money.fixed_costs(prepared.costs)
        self._open = still_open(prepared, order, free)  # in tie order, and stays so
        self._unranked = _unranked_still_standing(prepared, free)
        self._ledger: SpendingLedger | None = None
        self._watcher: Watcher | None = None
        self._span: Span | None = None
        self.purchases: list[Purchase] = []
        self.best: dict[int, tuple[Fraction, int]] = {}

    def finish(self, ledger: SpendingLedger | None = None, watcher: Watcher | None = None) -> Run:
        """Run through all levels; `ledger` is told who paid, and `watcher` sees every test."""
        self._ledger, self._watcher = ledger, watcher
        return self._finish_from(1)

    def left_in(self, groups: int) -> list[Fraction]:
        """What the voters of each group have together, in minor units."""
        return self._money.left_in(groups)

    def _finish_from(self, first: int) -> Run:
        for level in range(first, self._money.last_level + 1):
            self._money.rise_to(level)
            if self._ledger is not None:
                self._note_best()
            self._buy_all(level)
        funded = (*self._free, *(purchase.project for purchase in self.purchases))
        ties = tuple((each.project, each.tied) for each in self.purchases if len(each.tied) > 1)
        return Run(funded, ties, tuple(self._open))

    def _note_best(self) -> None:
        # Money behind a project grows only when the level rises: the first test of a level sees its largest.
        for project in (*self._open, *self._unranked):
            money = self._money.money_behind(project)
            if project not in self.best or money > self.best[project][0]:
                self.best[project] = money, len(self.purchases)

    def _buy_all(self, level: int) -> None:
        contest = Contest(self._money, self._prepared.costs, self._candidates(), self._span)
        while first := contest.first():
            tied = self._in_tie_order(first)
            self._tested(level, tied, contest.others(first) if self._span is not None else [])
            contest.leave(self._buy(Purchase(tied[0].project, level, tuple(o.project for o in tied), tied[0].price)))
        self._tested(level, [], [])

    def _candidates(self) -> list[int]:
        maybe = set(self._money.may_afford(self._fixed_costs).tolist())
        return [project for project in self._open if project in maybe]

    def _in_tie_order(self, tied: list[Offer]) -> list[Offer]:
        return sorted(tied, key=lambda offer: self._open.index(offer.project)) if len(tied) > 1 else tied

    def _tested(self, level: int, first: list[Offer], others: list[Offer]) -> None:  # noqa: ARG002 - for RepeatedRun
        if self._watcher is not None:
            self._watcher.test(self._money, self._open, first[0].project if first else None)

    def _buy(self, purchase: Purchase) -> frozenset[int]:
        payment = self._money.pay(purchase.project, purchase.price)
        self.purchases.append(purchase)
        out = self._prepared.rivals[purchase.project] | {purchase.project}
        self._open = [project for project in self._open if project not in out]
        self._unranked = [project for project in self._unranked if project not in out]
        if self._ledger is not None:
            self._ledger.note(len(self._free) + len(self.purchases), payment)
        return out


def _unranked_still_standing(prepared: Prepared, free: Sequence[int]) -> list[int]:
    shut_out = {rival for project in free for rival in prepared.rivals[project]}
    return sorted(prepared.eligible - prepared.candidates - shut_out)

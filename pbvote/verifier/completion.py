"""Completion by add1: runs with a growing share until more than the pot is spent (tally.md, section 2.2)."""

from typing import NamedTuple

from .electorate import Electorate
from .pot import Pot
from .shares import Purchase, Run


class Hall(NamedTuple):
    """What all runs of one count share: the electorate, what is out before them, and the money per step."""

    pot: Pot
    electorate: Electorate
    free: tuple[int, ...]  # funded at cost 0
    out: frozenset[int]  # removed, funded at cost 0, or shut out by it
    wanted: frozenset[int]  # eligible and ranked: what the runs try to fund
    step: int  # pence a voter

    def money(self, k: int) -> int:
        """Give the notional budget of run k, in pence: what all voters together hold."""
        return self.pot.budget + k * self.electorate.n * self.step

    def run(self, k: int) -> Run:
        """Make run k from the start."""
        run = Run(self.pot, self.electorate, set(self.out), self.money(k), self.step)
        run.finish()
        return run


class Attempt(NamedTuple):
    """What one run funded: the k, the purchases, their sum in pence, and how many runs after it do the same."""

    k: int
    purchases: tuple[Purchase, ...]
    spent: int
    quiet: int

    @property
    def funded(self) -> tuple[int, ...]:
        """The projects in order of funding."""
        return tuple(each.project for each in self.purchases)


class Completed(NamedTuple):
    """The kept attempt, the attempts that the trace lists, and every tie that any run met."""

    kept: Attempt
    listed: tuple[Attempt, ...]
    contests: frozenset[tuple[int, ...]]


def complete(hall: Hall) -> Completed:
    """Run once, or with add1 until a run overspends or has funded all that can be."""
    first = attempt(hall, 0)
    contests = _contests(first)
    if hall.pot.completion == "none":
        return Completed(first, (), contests)
    kept, listed = first, [first]
    while not _is_all_funded(hall, kept):
        kept = kept._replace(k=kept.k + kept.quiet)
        latest = attempt(hall, kept.k + 1)
        contests |= _contests(latest)
        if latest.funded != kept.funded:
            listed.append(latest)
        if latest.spent > hall.pot.budget:
            break
        kept = latest
    if listed[-1].k < kept.k:
        listed.append(kept)
    return Completed(attempt(hall, kept.k), tuple(listed), contests)


def attempt(hall: Hall, k: int) -> Attempt:
    """Make run k and add up what it spends."""
    run = hall.run(k)
    spent = sum(hall.pot.costs[each.project] for each in run.purchases)
    return Attempt(k, tuple(run.purchases), spent, run.horizon.steps)


def _contests(found: Attempt) -> frozenset[tuple[int, ...]]:
    return frozenset(each.tied for each in found.purchases if len(each.tied) > 1)


def _is_all_funded(hall: Hall, found: Attempt) -> bool:
    done = set(found.funded)
    for each in found.funded:
        done |= hall.pot.rivals(each)
    return hall.wanted <= done

"""Completion by add1: runs with a growing share until more than the pot is spent (tally.md, sections 2.2 and 2.4)."""

from fractions import Fraction
from typing import NamedTuple, Optional, Union

from .electorate import Electorate
from .equal_shares import EqualRun, WatchedEqualRun
from .expanding import ExpandingRun, expand
from .pot import EQUAL_SHARES, SHARES, Pot
from .shares import Purchase, Run
from .watched import WatchedRun
from .wishes import Wishes


def voting_money(pot: Pot, n: int, step: int, k: int) -> Fraction:
    """Give what each of n voters holds in run k, in pence, where all hold the same."""
    if pot.rule in EQUAL_SHARES and pot.completion != "none":
        return Fraction(step * (pot.budget // (step * n) + k))
    return Fraction(pot.budget, n) + k * step


class Hall(NamedTuple):
    """What all runs of one count share: the ballots, what is out before them, and the money per step."""

    pot: Pot
    electorate: Electorate
    wishes: Optional[Wishes]  # only in both equal-shares rules
    out: frozenset[int]  # removed, funded at cost 0, or shut out by it
    wanted: frozenset[int]  # what the runs try to fund: eligible and ranked, by utilities above 0 where these count
    step: int  # pence a voter

    def share(self, k: int) -> Fraction:
        """Give what each voter holds in run k, in pence, where all hold the same."""
        return voting_money(self.pot, self.electorate.n, self.step, k)

    def money(self, k: int) -> Fraction:
        """Give what all voters together hold in run k, in pence."""
        return self.share(k) * self.electorate.n

    def run(self, k: int) -> "Union[Run, EqualRun, ExpandingRun]":
        """Make run k from the start."""
        run: Union[Run, EqualRun]
        if self.pot.rule == SHARES:
            run = Run(self.pot, self.electorate, set(self.out), int(self.money(k)), self.step)
        elif self.wishes is not None:
            run = EqualRun(self.pot, self.wishes, set(self.out), self.share(k), self.electorate.n)
        else:
            return expand(self.pot, self.electorate, set(self.out))
        run.finish()
        return run

    def watch(self, k: int) -> "Union[WatchedRun, WatchedEqualRun, None]":
        """Make run k from the start and watch it; None where nobody pays."""
        run: Union[WatchedRun, WatchedEqualRun, None] = None
        if self.pot.rule == SHARES:
            run = WatchedRun(self.pot, self.electorate, set(self.out), int(self.money(k)), self.step)
        elif self.wishes is not None:
            run = WatchedEqualRun(self.pot, self.wishes, set(self.out), self.share(k), self.electorate.n)
        if run is not None:
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
    return Attempt(k, tuple(run.purchases), spent, run.quiet)


def _contests(found: Attempt) -> frozenset[tuple[int, ...]]:
    return frozenset(each.tied for each in found.purchases if len(each.tied) > 1)


def _is_all_funded(hall: Hall, found: Attempt) -> bool:
    done = set(found.funded)
    for each in found.funded:
        done |= hall.pot.rivals(each)
    return hall.wanted <= done

"""How long the analysis and the comparison of a large pot take: `python -m benchmarks.comparing [PROJECTS [BALLOTS]]`.

An invented pot of 400 projects and 50,000 practice ballots, with a fifth of the money that all would cost. The ratios
are to one count by ranked equal shares with its default completion. Last, what the board's page shows in its time.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from benchmarks.results import BALLOTS, PROJECTS, RANKS, invented_projects
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.practice import Practice, practice_ballots
from pbvote.domain.rules import CountMethod
from pbvote.services.compare_apart import LONGEST, TooLongToCompareError, compare_apart
from pbvote.tally import count
from pbvote.tally.analysis import analyse
from pbvote.tally.compare import rule_counts
from pbvote.tally.merging import profile_of

Answer = TypeVar("Answer")

METHOD = CountMethod()
PART = 5


def timed(name: str, act: Callable[[], Answer], to: float = 0.0) -> tuple[Answer, float]:
    """Do it, and print how long it took and how many times `to` that is."""
    since = time.perf_counter()
    answer = act()
    took = time.perf_counter() - since
    print(f"{name:<44}{took:8.2f} s" + (f"{took / to:8.2f}" if to else ""), flush=True)
    return answer, took


def invented_pot(projects: int) -> CountedPot:
    """A pot with a fifth of the money that all its projects would cost."""
    listed = invented_projects(projects, random.Random(7))  # noqa: S311 - nothing here is secret
    money = sum(each.cost for each in listed) // PART
    return CountedPot(money, tuple(CountedProject(each.id, each.cost) for each in listed), RANKS)


def compare_each(pot: CountedPot, cast: Counter[Ballot], one: float) -> None:
    """Every rule by itself, with how much more money would fund something."""
    counts = rule_counts(pot, profile_of(pot, cast), pot.ids, METHOD)
    while True:
        since = time.perf_counter()
        found = next(counts, None)
        if found is None:
            return
        outcome = found.outcome()
        took = time.perf_counter() - since
        print(f"{outcome.rule + ' ' + outcome.completion:<44}{took:8.2f} s{took / one:8.2f}", flush=True)
        timed("  and how much more money", found.more_money, one)


def compare_in_time(pot: CountedPot, cast: Counter[Ballot]) -> None:
    """What the page has after LONGEST seconds."""
    try:
        found = compare_apart(pot, cast, pot.ids, METHOD)
    except TooLongToCompareError as error:
        print(error)
        return
    rules = ", ".join(each.rule for each in found.comparison.outcomes)
    print(f"within {LONGEST} s: {rules}; left out: {', '.join(found.missing) or 'no rule'}")
    print(f"how much more money would be needed: {'all of it' if found.is_whole else 'not all of it'}")


def main(projects: int, ballots: int) -> None:
    """Invent, count, analyse, compare."""
    pot = invented_pot(projects)
    invented, _ = timed("invent the ballots", lambda: practice_ballots(pot, Practice(ballots, "benchmark")))
    cast = Counter(invented)
    print(f"{projects:,} projects, {ballots:,} ballots, {len(cast):,} different ones")
    result, one = timed("one count, completed", lambda: count(pot, cast, pot.ids, METHOD))
    print(f"{len(result.funded)} funded, {len(result.completion_runs)} runs told, kept k = {result.kept_k}")
    timed("analysis", lambda: analyse(pot, cast, pot.ids, result, method=METHOD), one)
    compare_each(pot, cast, one)
    timed("the page", lambda: compare_in_time(pot, cast))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*given, *(PROJECTS, BALLOTS)[len(given) :])

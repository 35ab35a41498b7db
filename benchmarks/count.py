"""How long the rules take, and how much longer than counting points: `python benchmarks/count.py [FILE.pb ...]`.

For a file it also says how long reading it and merging its ballots takes: the floor under every count of it. Without
a file it counts an invented pot: 10,000 rankings of up to five out of 60 projects, always the same.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import POINTS_GREEDY, RANKED_EQUAL_SHARES, CountMethod
from pbvote.formats.pabulib import read_pabulib
from pbvote.services.tally_file import counted_pot, rankings
from pbvote.tally.counting import count

METHODS = [
    CountMethod(POINTS_GREEDY.rule_id),
    *(CountMethod(RANKED_EQUAL_SHARES.rule_id, completion) for completion in reversed(RANKED_EQUAL_SHARES.completions)),
]
VOTERS, PROJECTS, RANKS, RUNS = 10_000, 60, 5, 3
Work = Callable[[], object]


def invented_pot() -> tuple[CountedPot, dict[Ranking, int]]:
    """A few projects liked by many, many liked by few."""
    dice = random.Random(2026)  # noqa: S311 - the same pot every time is the point
    projects = tuple(CountedProject(f"p{each}", dice.randint(1, 40) * 50_000) for each in range(PROJECTS))
    pot = CountedPot(budget=20_000_000, projects=projects, max_ranks=RANKS)
    cast: dict[Ranking, int] = {}
    for _ in range(VOTERS):
        liked = {int(dice.paretovariate(1)) % PROJECTS for _ in range(dice.randint(1, RANKS))}
        ranking = Ranking.of(projects[each].id for each in dice.sample(sorted(liked), len(liked)))
        cast[ranking] = cast.get(ranking, 0) + 1
    return pot, cast


def seconds(work: Work) -> float:
    """The quickest of some runs: the others were disturbed."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def report(name: str, pot: CountedPot, cast: dict[Ranking, int]) -> None:
    """One line for each rule."""
    print(f"{name}: {sum(cast.values())} ballots, {len(cast)} of them different, {len(pot.projects)} projects")
    times = [(method, seconds(partial(count, pot, cast, pot.ids, method))) for method in METHODS]
    for method, taken in times:
        title = f"{method.rule} {method.chosen_completion}"
        print(f"  {title:28} {taken:8.3f} s {taken / times[0][1]:7.1f} x")


def _read_and_merge(path: Path) -> dict[Ranking, int]:
    return rankings(read_pabulib(path))


def main() -> None:
    """Count the named files, or the invented pot."""
    for name in sys.argv[1:]:
        path = Path(name)
        file = read_pabulib(path)
        report(path.stem, counted_pot(file), rankings(file))
        print(f"  {'(reading and merging)':28} {seconds(partial(_read_and_merge, path)):8.3f} s")
    if not sys.argv[1:]:
        report("invented pot", *invented_pot())


if __name__ == "__main__":
    main()

"""Completion: the whole run again and again with larger voting money, until the pot is spent.

The outcome is that of trying k = 0, 1, 2 … one by one. Spending is not monotone in k, so a k is skipped only when it is
proved to come out like the one before (span.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pbvote.domain.result import CompletionRun
from pbvote.tally.known_runs import Attempt
from pbvote.tally.share_run import Run

OnRun: TypeAlias = Callable[[CompletionRun], None]
"""Is told each run of a completion as soon as it is made: so that who waits for a long count sees it move."""


def nobody_waits(_: CompletionRun) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The kept run, its k, and the runs worth showing."""

    kept: Run
    kept_k: int
    runs: tuple[CompletionRun, ...]


def complete(
    attempt_at: Callable[[int], Attempt], costs: Sequence[int], budget: int, on_run: OnRun = nobody_waits
) -> Completion:
    """Keep the last run that costs at most `budget`; stop past it, or when nothing is left open (then keep that)."""
    k, attempt = 0, attempt_at(0)
    shown = [_shown(0, attempt.run, costs)]
    on_run(shown[0])
    while attempt.run.left_open:
        before, k = attempt, attempt.last + 1
        attempt = attempt_at(k)
        line = _shown(k, attempt.run, costs)
        on_run(line)
        if line.spent > budget or attempt.run.funded != before.run.funded:  # nothing left open is a new list
            shown.append(line)
        if line.spent > budget:
            return Completion(before.run, k - 1, tuple(shown))
    return Completion(attempt.run, k, tuple(shown))


def _shown(k: int, run: Run, costs: Sequence[int]) -> CompletionRun:
    return CompletionRun(k, sum(costs[project] for project in run.funded), len(run.funded))

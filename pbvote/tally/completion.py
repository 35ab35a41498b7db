"""Completion: the whole run again and again with larger voting money, until the pot is spent.

The outcome is that of trying k = 0, 1, 2 … one by one. Spending is not monotone in k, so nothing is skipped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pbvote.domain.result import CompletionRun
from pbvote.tally.share_run import Run


@dataclass(frozen=True, slots=True)
class Completion:
    """The kept run, its k, and the runs worth showing."""

    kept: Run
    kept_k: int
    runs: tuple[CompletionRun, ...]


def complete(run_at: Callable[[int], Run], costs: Sequence[int], budget: int) -> Completion:
    """Keep the last run that costs at most `budget`; stop past it, or when nothing is left open (then keep that)."""
    k, kept = 0, run_at(0)
    tried, shown = kept, [_shown(0, kept, costs)]
    while tried.left_open:
        k, before = k + 1, tried
        tried = run_at(k)
        line = _shown(k, tried, costs)
        if line.spent > budget or tried.funded != before.funded:  # a run that leaves nothing open is a new list
            shown.append(line)
        if line.spent > budget:
            return Completion(kept, k - 1, tuple(shown))
        kept = tried
    return Completion(kept, k, tuple(shown))


def _shown(k: int, run: Run, costs: Sequence[int]) -> CompletionRun:
    return CompletionRun(k, sum(costs[project] for project in run.funded), len(run.funded))

"""How the programs of this folder take the time."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer], runs: int = 1) -> tuple[Answer, float]:
    """The answer, and seconds of processor time of the quickest of some runs: the others were disturbed."""
    taken, answer = [], None
    for _ in range(runs):
        start = time.process_time()
        answer = work()
        taken.append(time.process_time() - start)
    assert answer is not None  # noqa: S101 - there is one run at least, and nobody works for nothing
    return answer, min(taken)

"""Doing things at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from pbvote.domain.errors import PbvoteError

Answer = TypeVar("Answer")


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer | PbvoteError]:
    """Do all at the same moment in threads of their own; the answers, or the facts that stopped them."""
    start = Barrier(len(acts))

    def do(act: Callable[[], Answer]) -> Answer | PbvoteError:
        start.wait()
        try:
            return act()
        except PbvoteError as fact:
            return fact

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))

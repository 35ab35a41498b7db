"""A progress bar on a terminal; silent where the output is no terminal."""

import sys
import time
from typing import Self

_CELLS = 40
_PAUSE = 0.1
"""Seconds between two lines of `say`: a terminal over a slow line must not hold up the work."""


class Progress:
    """One line on stderr that is drawn over itself and gone at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._is_terminal = sys.stderr.isatty()
        self._percent = -1
        self._next = time.monotonic() + _PAUSE  # what is done at once shows nothing

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()

    def show(self, done: int, total: int) -> None:
        """Draw how far it is; only when the percentage changes."""
        percent = 100 * done // total
        if self._is_terminal and percent != self._percent:
            self._percent = percent
            cells = _CELLS * done // total
            bar = "#" * cells + "." * (_CELLS - cells)
            print(f"\r{self._what} [{bar}] {done:,} of {total:,}", end="", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Draw a line of words where nobody knows how much is still to come."""
        if self._is_terminal and time.monotonic() >= self._next:
            self._percent, self._next = 0, time.monotonic() + _PAUSE
            print(f"\r\x1b[K{self._what}: {text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar off the screen."""
        if self._is_terminal and self._percent >= 0:
            self._percent = -1
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

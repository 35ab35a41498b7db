"""A progress bar on a terminal; silent where the output is no terminal."""

import sys
from typing import Self

_CELLS = 40


class Progress:
    """One line on stderr that is drawn over itself and gone at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._is_terminal = sys.stderr.isatty()
        self._percent = -1

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

    def clear(self) -> None:
        """Take the bar off the screen."""
        if self._is_terminal and self._percent >= 0:
            self._percent = -1
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

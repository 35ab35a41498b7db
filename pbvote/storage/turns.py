"""Turns: one holder at a time, in the order in which they asked.

threading.Lock lets anyone in who happens to be awake; under load one voter of eight got no turn in a second.
"""

from collections import deque
from threading import Lock


class Turns:
    """A lock that serves first come, first served."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def acquire(self, timeout: float) -> bool:
        """Wait for a turn, `timeout` seconds at most; whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()  # released by whoever hands the turn over
            self._waiting.append(turn)
        if turn.acquire(timeout=timeout):
            return True
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it was handed over just as the time ran out

    def release(self) -> None:
        """Hand the turn to whoever waits longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

"""Passwords of the staff and of members: argon2id, a few at a time, with the same work for a name that nobody has."""

import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from pbvote.domain.staff import TooManyAtOnceError

AT_ONCE, WAITING = 2, 6
"""So many hashes run, 64 MiB each, and so many more wait. Who comes on top is asked to press again: the threads that
take ballots never all wait here."""

MEMBERS_MEMORY, MEMBERS_PASSES = 19 * 1024, 2
"""KiB and passes of a member's password: OWASP's smallest, since thousands may sign in on a small server."""


class Passwords:
    """Hashes and compares. `hasher` is given only by tests, whose passwords protect nothing."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._hasher = hasher or PasswordHasher()
        self._dummy = _dummy(self._hasher)
        self._running = BoundedSemaphore(at_once)
        self._most = at_once + waiting
        self._present = 0
        self._guard = Lock()

    def hash(self, password: str) -> str:
        """The text to keep. Raises TooManyAtOnceError."""
        with self._turn():
            return self._hasher.hash(password)

    def is_right(self, stored: str | None, password: str) -> bool:
        """Whether it is the password of `stored`; None takes as long and is never right. Raises TooManyAtOnceError."""
        with self._turn():
            try:
                self._hasher.verify(stored or self._dummy, password)
            except VerifyMismatchError:
                return False
        return stored is not None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._guard:
            if self._present >= self._most:
                raise TooManyAtOnceError
            self._present += 1
        try:
            with self._running:
                yield
        finally:
            with self._guard:
                self._present -= 1


def members_passwords() -> Passwords:
    """Those of members, who wait for one another and never for the staff."""
    return Passwords(PasswordHasher(time_cost=MEMBERS_PASSES, memory_cost=MEMBERS_MEMORY, parallelism=1))


def _dummy(hasher: PasswordHasher) -> str:
    """A hash of nobody's password with the same cost, made without the cost."""
    salt, digest = (_unpadded(secrets.token_bytes(size)) for size in (hasher.salt_len, hasher.hash_len))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _unpadded(raw: bytes) -> str:
    return b64encode(raw).decode().rstrip("=")

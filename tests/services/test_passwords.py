"""Hashing passwords: a few at a time, and as much work for nobody's as for somebody's."""

from threading import Event, Thread
from time import sleep
from typing import Literal

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from pbvote.domain.staff import TooManyAtOnceError
from pbvote.services.passwords import Passwords
from tests.factories import QUICK_PASSWORDS


class SlowHasher(PasswordHasher):
    """One that works until it is told to stop, and counts."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.go = Event()
        self.running = self.most = self.calls = 0
        self.entered = Event()

    def verify(self, *_: object) -> Literal[True]:  # it looks at neither
        self.calls += 1
        self.running += 1
        self.most = max(self.most, self.running)
        self.entered.set()
        self.go.wait(10)
        self.running -= 1
        raise VerifyMismatchError


def test_a_password_is_right_or_wrong() -> None:
    passwords = QUICK_PASSWORDS
    stored = passwords.hash("nine stones")
    assert passwords.is_right(stored, "nine stones")
    assert not passwords.is_right(stored, "Nine stones")
    assert "nine" not in stored


def test_a_password_is_compared_as_it_was_typed() -> None:
    """ASVS 5.0, 6.2.8: no cutting off, no change of case, no trimming."""
    passwords = QUICK_PASSWORDS
    stored = passwords.hash(" Nine Stones " + "x" * 100)
    for other in ("Nine Stones " + "x" * 100, " nine stones " + "x" * 100, " Nine Stones " + "x" * 99):
        assert not passwords.is_right(stored, other)


def test_the_defaults_are_those_for_officers() -> None:
    """64 MiB, three passes: argon2-cffi's own; a stolen table costs its thief as much for each guess."""
    stored = Passwords().hash("x")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a41_nobodys_password_costs_the_same_and_is_never_right() -> None:
    passwords = Passwords()
    dummy = passwords._dummy  # noqa: SLF001 - its costs are the promise
    assert dummy.split("$")[:4] == passwords.hash("x").split("$")[:4]
    assert [len(part) for part in dummy.split("$")] == [len(part) for part in passwords.hash("x").split("$")]
    assert not passwords.is_right(None, "x")


@pytest.mark.parametrize("stored", [None, QUICK_PASSWORDS.hash("nine stones")], ids=["nobody", "somebody"])
def test_a41_the_work_is_done_whether_or_not_there_is_somebody(stored: str | None) -> None:
    """Once, and over a hash; a name that nobody has is not answered sooner."""
    hasher = SlowHasher()
    hasher.go.set()
    assert not Passwords(hasher).is_right(stored, "x")
    assert hasher.calls == 1


def test_a42_few_hashes_run_at_once_and_few_wait() -> None:
    """64 MiB each: the memory is bounded, and the ninth is told to come again instead of waiting in line."""
    hasher = SlowHasher()
    passwords = Passwords(hasher, at_once=2, waiting=3)
    threads = [Thread(target=passwords.is_right, args=(None, "x")) for _ in range(5)]
    for thread in threads:
        thread.start()
    hasher.entered.wait(10)
    while passwords._present < 5:  # noqa: SLF001 - until all five have come
        sleep(0.01)
    with pytest.raises(TooManyAtOnceError):
        passwords.is_right(None, "x")
    hasher.go.set()
    for thread in threads:
        thread.join(10)
    assert (hasher.most, hasher.calls) == (2, 5)
    assert not passwords.is_right(None, "x"), "afterwards there is room again"

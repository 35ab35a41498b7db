"""Writers take turns in the order in which they asked."""

import time
from threading import Thread

from pbvote.storage.turns import Turns


def test_turns_come_in_the_order_of_asking() -> None:
    turns, served = Turns(), list[int]()

    def ask(number: int) -> None:
        assert turns.acquire(10)
        served.append(number)
        turns.release()

    assert turns.acquire(1)
    threads = [Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    assert served == []
    turns.release()
    for thread in threads:
        thread.join()
    assert served == list(range(8))


def test_whoever_lets_go_and_asks_again_comes_after_those_who_wait() -> None:
    """The defect of a plain lock: its last holder is awake, and takes it again and again."""
    turns, served = Turns(), list[str]()

    def ask() -> None:
        assert turns.acquire(10)
        served.append("waited")
        turns.release()

    assert turns.acquire(1)
    thread = Thread(target=ask)
    thread.start()
    time.sleep(0.05)
    turns.release()
    assert turns.acquire(10)
    served.append("again")
    turns.release()
    thread.join()
    assert served == ["waited", "again"]


def test_a_turn_that_does_not_come_in_time_is_refused_and_leaves_no_trace() -> None:
    turns = Turns()
    assert turns.acquire(1)
    assert not turns.acquire(0.05)
    turns.release()
    assert turns.acquire(0.05)
    assert not turns.acquire(0.05)

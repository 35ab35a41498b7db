"""A08: a real process is killed with a real SIGKILL, before and after its commit."""

from pathlib import Path

import pytest

from pbvote.domain.round import GRACE
from pbvote.services.lease import LEASE
from pbvote.services.my_pots import my_receipt
from pbvote.services.tick import tick
from tests.attacks.database_rows import all_rows
from tests.attacks.processes import killed_at_pause
from tests.factories import CLOSES, World
from tests.log_entries import checkpoint_sizes, entries, numbers
from tests.services.verified import verified


def test_a08_killed_between_insert_and_commit(world: World) -> None:
    """Nothing of the cast is there, not a byte; the retry is a first cast."""
    before = all_rows(world.office.database)
    assert killed_at_pause(world, members=[world.members[0]], pause="before the commit") == []
    assert all_rows(world.office.database) == before
    assert not world.cast(0, "bike", "quiet", key="one form 0").repeated
    world.close()
    assert (numbers(world)["added"], numbers(world)["marked"]) == (1, 1)


def test_a08_killed_between_commit_and_answer(world: World) -> None:
    """All of the cast is there; the retry gives the receipt that the killed process could not give."""
    assert killed_at_pause(world, members=[world.members[0]], pause="after the commit") == []
    stored = my_receipt(world.office, world.seat(0), "youth")
    again = world.cast(0, "bike", "quiet", key="one form 0")
    assert stored is not None
    assert (again.note, again.changes, again.repeated) == (stored.note, 0, True)
    world.close()
    assert (numbers(world)["added"], numbers(world)["marked"]) == (1, 1)


@pytest.mark.parametrize("pause", ["before the commit", "after the commit"])
def test_a08_a_change_is_killed(world: World, pause: str) -> None:
    """The earlier vote stands, or the later one does; the mark agrees with the envelope, and one ballot counts."""
    first = world.cast(0, "games", key="first")
    killed_at_pause(world, members=[world.members[0]], pause=pause)
    stored = my_receipt(world.office, world.seat(0), "youth")
    assert stored is not None
    assert (stored.note == first.note) == (pause == "before the commit")
    again = world.cast(0, "bike", "quiet", key="one form 0")
    assert (again.repeated, again.changes) == (pause == "after the commit", 1)
    world.close()
    assert (numbers(world)["added"], numbers(world)["superseded"], numbers(world)["current"]) == (2, 1, 1)


LEASE_TAKEN, CLOSING_BEGUN, CLOSED = range(3)
"""The commits of a closing in their order; the checkpoint's is the fourth."""


@pytest.mark.parametrize(
    ("pause", "commits_before"),
    [
        ("before the commit", CLOSING_BEGUN),
        ("before the commit", CLOSED),
        ("after the commit", CLOSING_BEGUN),
        ("after the commit", CLOSED),
    ],
)
def test_a08_a_closing_is_killed(world: World, tmp_path: Path, pause: str, commits_before: int) -> None:
    """Wherever the closing dies, the next tick brings it to its one end, and the bundles verify."""
    world.cast(0, "bike")
    world.cast(2, "quiet")
    world.move(CLOSES + GRACE)
    killed_at_pause(world, pause=pause, skip=commits_before)
    world.move(CLOSES + GRACE + 2 * LEASE)  # the killed process held the lease, perhaps taken late
    tick(world.office)
    assert len(entries(world, "round.closed")) == 1
    assert checkpoint_sizes(world)[-1] == len(entries(world))
    assert numbers(world)["current"] == 2
    world.publish()
    verified(world, tmp_path)

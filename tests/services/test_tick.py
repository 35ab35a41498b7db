"""Time alone decides: one process at a time, and one round that fails stops no other."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.errors import BalanceFailedError, KeyUnreadableError
from pbvote.domain.round import RoundState
from pbvote.services import lease
from pbvote.services.enrol_members import enrol_members
from pbvote.services.lease import LEASE
from pbvote.services.plan_round import plan_round
from pbvote.services.tick import tick
from pbvote.storage.queries.rounds import round_row, state_of
from tests.attacks.at_once import at_once
from tests.attacks.database_rows import all_rows, change
from tests.attacks.processes import other_process
from tests.factories import CLOSES, OPENS, PLAN, ROUND, World, member, new_world, open_world, sealed_world
from tests.log_entries import entries

OVER = CLOSES + timedelta(minutes=3)


def state(world: World, round_id: str = ROUND) -> RoundState:
    with world.office.database.read() as db:
        return state_of(round_row(db, round_id))


def test_ticking_again_does_nothing(world: World) -> None:
    before = entries(world)
    for _ in range(3):
        assert tick(world.office)
    assert entries(world) == before


def test_a_round_that_was_asleep_over_its_whole_time_opens_and_closes(sealed: World) -> None:
    """The server was off from before the opening until after the close."""
    sealed.at(OVER)
    sealed.at(OVER)
    assert [entry["kind"] for entry in entries(sealed)[-2:]] == ["round.opened", "round.closed"]


def test_one_process_at_a_time(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another takes over when the lease has run out."""
    world = sealed_world(tmp_path / "data", database_url)
    world.move(OPENS)
    with other_process(world) as other:
        assert other.stdout is not None
        assert other.stdout.read() == "done\n"
    assert state(world) is RoundState.OPEN
    assert not tick(world.office)
    world.move(OPENS + 2 * LEASE)  # the other process may have been slow to take it
    assert tick(world.office)
    monkeypatch.setattr(lease, "_HOLDER", "another process")
    assert not tick(world.office)
    world.office.database.close()


def test_two_first_ticks_at_once(tmp_path: Path, database_url: str) -> None:
    """Before there is any lease both try to make it, and none of them crashes."""
    world = new_world(tmp_path / "data", database_url)
    assert at_once([lambda: tick(world.office)] * 6).count(True) == 6  # one process: it holds its own lease
    world.office.database.close()


@pytest.fixture
def two(tmp_path: Path, sqlite_url: str) -> World:
    """Two rounds that are open at the same time and close together."""
    world = open_world(tmp_path / "data", sqlite_url)
    plan_round(world.office, replace(PLAN, id="second", schedule=replace(PLAN.schedule, opens_at=OPENS + LEASE)))
    for act in ("approve the schedule", "freeze", "seal the roll"):
        if act == "freeze":
            enrol_members(world.office, "second", [member(0)])
        world.agree(act, "second")
    world.at(OPENS + LEASE)
    assert state(world, "second") is RoundState.OPEN
    return world


def test_a_round_that_does_not_balance_stops_no_other(two: World) -> None:
    """The older one fails and waits for two officers; the younger one closes in the same tick."""
    statement = "UPDATE mark SET marked = :marked WHERE round_id = :round AND pot_id = 'youth'"
    change(two.office.database, statement, marked=True, round=ROUND)
    two.move(OVER)
    with pytest.raises(BalanceFailedError, match=ROUND):
        tick(two.office)
    assert tick(two.office)
    assert (state(two), state(two, "second")) == (RoundState.CLOSING, RoundState.CLOSED)
    change(two.office.database, statement, marked=False, round=ROUND)
    tick(two.office)
    assert state(two) is RoundState.CLOSING
    two.agree("close again")
    tick(two.office)
    assert state(two) is RoundState.CLOSED


def test_two_rounds_that_fail_are_said_once_each(two: World) -> None:
    change(two.office.database, "UPDATE mark SET marked = :marked WHERE pot_id = 'youth'", marked=True)
    two.move(OVER)
    with pytest.raises(BalanceFailedError):
        tick(two.office)
    assert tick(two.office)
    assert [each["round"] for each in entries(two, "incident.recorded")] == [ROUND, "second"]


def test_a_close_without_the_round_key_waits_for_it(two: World) -> None:
    """It is said, the other round closes, and with the key the round closes too."""
    two.cast(0, "bike")
    key = two.office.keys.folder / f"round-{ROUND}.key"
    away = key.rename(key.with_suffix(".away"))
    two.move(OVER)
    with pytest.raises(KeyUnreadableError):
        tick(two.office)
    assert (state(two), state(two, "second")) == (RoundState.CLOSING, RoundState.CLOSED)
    assert [(each["class"], each["round"]) for each in entries(two, "incident.recorded")] == [("key-unreadable", ROUND)]
    away.rename(key)
    tick(two.office)
    assert state(two) is RoundState.CLOSED


def test_before_its_time_nothing_moves(sealed: World) -> None:
    sealed.at(OPENS - timedelta(seconds=2))
    before = all_rows(sealed.office.database)
    before.pop("lease")
    tick(sealed.office)
    after = all_rows(sealed.office.database)
    after.pop("lease")
    assert after == before

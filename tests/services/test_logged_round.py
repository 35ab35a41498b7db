"""A round that somebody changed behind the services' backs does not close, count or publish."""

from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.round import RoundState
from pbvote.domain.times import format_time
from pbvote.services.suspend_round import suspend_round
from pbvote.services.tick import tick
from pbvote.storage.queries.rounds import round_row
from tests.attacks.database_rows import change
from tests.factories import CLOSES, OPENS, ROUND, World, open_world
from tests.log_entries import entries
from tests.services.verified import verified

CHANGES = {
    "a cost": "UPDATE project SET cost = cost + 1 WHERE id = 'bike'",
    "a title": "UPDATE project SET title = 'Another' WHERE id = 'bike'",
    "a project taken off": "UPDATE project SET withdrawn = true WHERE id = 'bike'",
    "the minimum": "UPDATE pot SET minimum_supporters = 3 WHERE id = 'youth'",
    "the tier": "UPDATE pot SET tier = 'T0' WHERE id = 'youth'",
    "the budget": "UPDATE pot SET budget = budget + 1 WHERE id = 'youth'",
    "a group on the roll": "UPDATE roll SET \"group\" = 'other'",
    "a salt on the roll": "UPDATE roll SET salt = member_key",
    "the agreed close": "UPDATE round SET agreed_close = latest_close",
}


def state(world: World) -> str:
    with world.office.database.read() as db:
        return round_row(db, ROUND).state


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_round_does_not_close(tmp_path: Path, what: str) -> None:
    """It stays closed to votes, an incident stands in the log, and after a repair it closes."""
    if what == "a salt on the roll":
        statement, values = "UPDATE roll SET salt = :salt", {"salt": b"0" * 32}
    else:
        statement, values = CHANGES[what], {}
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    world.cast(0, "bike")
    assert change(world.office.database, statement, **values)
    with pytest.raises(BalanceFailedError, match=r"not as the log has it"):
        world.close()
    assert state(world) == RoundState.CLOSING
    assert entries(world)[-1]["class"] == "balance-failed"
    world.office.database.close()


def test_after_the_repair_it_closes(tmp_path: Path) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    change(world.office.database, CHANGES["a cost"])
    with pytest.raises(BalanceFailedError):
        world.close()
    change(world.office.database, "UPDATE project SET cost = cost - 1 WHERE id = 'bike'")
    world.agree("close again")
    assert tick(world.office)
    assert state(world) == RoundState.CLOSED
    world.office.database.close()


def test_a_member_who_left_the_roll_stops_the_close(tmp_path: Path) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    mine = {"key": world.members[1]}
    for table in ("envelope", "mark", "code", "roll"):
        change(world.office.database, f"DELETE FROM {table} WHERE member_key = :key", **mine)  # noqa: S608 - our tables
    with pytest.raises(BalanceFailedError, match="its roll of voters"):
        world.close()
    world.office.database.close()


def test_a_changed_cost_stops_the_count(tmp_path: Path) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    world.close()
    world.agree("draw", seed="1 2 3")
    change(world.office.database, CHANGES["a cost"])
    with pytest.raises(BalanceFailedError, match="rules, projects and costs"):
        world.agree("count")
    assert state(world) == RoundState.DRAWN
    world.office.database.close()


def test_a_changed_draw_stops_the_count(tmp_path: Path) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    world.close()
    world.agree("draw", seed="1 2 3")
    change(world.office.database, "UPDATE round SET seed = '3 2 1'")
    with pytest.raises(BalanceFailedError, match="its draw"):
        world.agree("count")
    world.office.database.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE result SET trace = public", "UPDATE result SET public = trace", "DELETE FROM ballot"],
    ids=["trace", "public result", "ballots"],
)
def test_what_changed_since_the_count_is_not_published(tmp_path: Path, statement: str) -> None:
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}")
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    change(world.office.database, statement)
    with pytest.raises(BalanceFailedError, match="not as it was counted"):
        world.agree("publish")
    assert state(world) == RoundState.COUNTED
    world.office.database.close()


def test_a_round_that_was_suspended_extended_and_lost_a_project_is_verified(tmp_path: Path, database_url: str) -> None:
    """The frozen file keeps the close that was agreed, whatever is extended later."""
    world = open_world(tmp_path, database_url, members=80)
    for number in range(0, 80, 2):
        world.cast(number, "bike", "quiet")
    world.move(OPENS + timedelta(days=1))
    suspend_round(world.office, "officer-3", ROUND, "technical")
    world.agree("resume")
    world.agree("withdraw a project", pot="youth", project="quiet", reason="safety")
    later = CLOSES + timedelta(days=2)
    world.agree("extend", closes_at=format_time(later), reason="technical")
    world.at(later + timedelta(seconds=121))
    world.publish()
    assert verified(world, tmp_path / "bundles")
    world.office.database.close()


def test_an_envelope_rolled_back_over_a_batch_stops_the_close_with_an_incident(tmp_path: Path) -> None:
    """What waited then is in the log already: it cannot be added again."""
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'x.db'}", members=120)
    for number in range(0, 120, 2):
        world.cast(number, "bike")
    with world.office.database.writer.connect() as connection:
        query = "SELECT version, sealed FROM envelope WHERE pot_id = ? AND member_key = ?"
        old = connection.exec_driver_sql(query, ("youth", world.members[0]))
        version, sealed = old.first() or (0, b"")
    world.at(OPENS.replace(hour=6, minute=1) + timedelta(days=1))
    change(
        world.office.database,
        "UPDATE envelope SET version = :version, sealed = :sealed WHERE member_key = :key AND pot_id = 'youth'",
        version=version,
        sealed=sealed,
        key=world.members[0],
    )
    with pytest.raises(BalanceFailedError):
        world.close()
    assert entries(world)[-1]["class"] == "balance-failed"
    assert state(world) == RoundState.CLOSING
    world.office.database.close()

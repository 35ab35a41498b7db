"""The close to the millisecond, and a close while casts keep coming: A07 and A62."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.errors import RoundClosedError, RoundNotYetOpenError
from pbvote.domain.round import Schedule
from pbvote.services.tick import tick
from pbvote.storage.clock import Clock
from pbvote.storage.tables import BallotRow
from tests.attacks.database_rows import all_rows
from tests.attacks.processes import other_process
from tests.factories import CLOSES, OPENS, PLAN, World, open_world, sealed_world
from tests.log_entries import entries, numbers

MILLISECOND = timedelta(milliseconds=1)
GRACE = timedelta(seconds=120)
TWO_SECONDS = 2


class StoppedClock(Clock):
    """A clock that stands still, so that a millisecond can be met."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self, db: Session) -> datetime:
        del db
        return self.moment


def stop_at(world: World, moment: datetime) -> None:
    """Let it be exactly `moment` from now on."""
    world.office = replace(world.office, clock=StoppedClock(moment))


def stored_commitments(world: World) -> set[str]:
    """The commitments of the ballots in the box."""
    with world.office.database.read() as db:
        return set(db.scalars(select(BallotRow.commitment)))


@dataclass(frozen=True, slots=True)
class Night:
    """A close, and the schedule that leads to it."""

    closes: datetime

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.closes - timedelta(days=10), self.closes, self.closes, "Europe/London")


NIGHTS = {
    "an afternoon": Night(CLOSES),
    "just after the clocks go forward": Night(datetime(2027, 3, 28, 1, 2, tzinfo=UTC)),
    "just before the clocks go forward": Night(datetime(2027, 3, 28, 0, 58, tzinfo=UTC)),
    "just before the hour that comes twice": Night(datetime(2027, 10, 30, 23, 58, tzinfo=UTC)),
    "just after the hour that comes twice": Night(datetime(2027, 10, 31, 2, 2, tzinfo=UTC)),
}


@pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
@pytest.mark.parametrize("wrong", [-5, 0, 5], ids="clock of the server {:+d} s".format)
def test_a07_votes_count_until_two_minutes_after_the_close(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, night: Night, wrong: int
) -> None:
    """By the database's clock, on every night, whatever the server's own clock says."""
    told = time.time
    monkeypatch.setattr(time, "time", lambda: told() + wrong)
    plan = replace(PLAN, schedule=night.schedule)
    world = sealed_world(tmp_path / "data", sqlite_url, plan=plan)
    world.at(plan.schedule.opens_at)
    last = night.closes + GRACE
    for number, moment in ((0, night.closes - MILLISECOND), (2, night.closes), (4, last - MILLISECOND)):
        stop_at(world, moment)
        tick(world.office)
        world.cast(number, "bike")
    assert entries(world, "round.closed") == []
    for moment in (last, last + MILLISECOND, last + timedelta(seconds=5)):
        stop_at(world, moment)
        before = all_rows(world.office.database)
        with pytest.raises(RoundClosedError):
            world.cast(6, "bike")
        assert all_rows(world.office.database) == before
    tick(world.office)
    with pytest.raises(RoundClosedError):
        world.cast(6, "bike")
    assert (numbers(world)["current"], numbers(world)["entitled"]) == (3, 4)
    assert entries(world, "round.closed")[0]["effective_at"] == night.closes.strftime("%Y-%m-%dT%H:%M:%SZ")
    world.office.database.close()


def test_a07_the_databases_clock_decides(world: World) -> None:
    """The office asks the database, not the machine that it runs on."""
    world.move(CLOSES + GRACE - timedelta(seconds=3))
    world.cast(0, "bike")
    world.move(CLOSES + GRACE)
    with pytest.raises(RoundClosedError):
        world.cast(2, "bike")


def test_a07_nothing_counts_before_the_opening(tmp_path: Path, database_url: str) -> None:
    """A millisecond before the opening, and after it as long as no tick has opened the round: refused."""
    world = sealed_world(tmp_path / "data", database_url)
    stop_at(world, OPENS - MILLISECOND)
    tick(world.office)
    with pytest.raises(RoundNotYetOpenError):
        world.cast(0, "bike")
    stop_at(world, OPENS)
    with pytest.raises(RoundNotYetOpenError):
        world.cast(0, "bike")
    tick(world.office)
    world.cast(0, "bike")
    world.office.database.close()


def test_a07_a_cast_that_began_in_time_counts(world: World) -> None:
    """The closing waits for it, and takes it along."""
    begun, go_on = Event(), Event()

    def wait(_: object) -> None:
        begun.set()
        go_on.wait(10)

    world.move(CLOSES + GRACE - timedelta(seconds=1))
    event.listen(world.office.database.writer, "commit", wait, once=True)
    cast = Thread(target=lambda: world.cast(0, "bike"))
    cast.start()
    assert begun.wait(10)
    world.office.clock.offset += timedelta(seconds=1)
    closing = Thread(target=lambda: tick(world.office))
    closing.start()
    time.sleep(0.2)
    go_on.set()
    cast.join()
    closing.join()
    assert numbers(world)["current"] == 1


def test_a62_a_close_while_threads_keep_casting(world: World) -> None:
    """It closes within two seconds, each cast counts or is refused with words, and nothing acknowledged is lost."""
    world.move(CLOSES + GRACE - timedelta(seconds=1))
    kept: dict[int, str] = {}
    refused: list[str] = []

    def keep_casting(number: int) -> None:
        for turn in range(30):
            try:
                receipt = world.cast(number, "lamps", pot="everybody", key=str(turn))
            except RoundClosedError as fact:
                refused.append(str(fact))
                return
            kept[number] = parse_receipt(receipt.note).commitment

    _close_while(world, [Thread(target=keep_casting, args=[number]) for number in range(8)])
    assert len(kept) == 8
    assert numbers(world, "everybody")["current"] == 8
    assert set(refused) <= {"Voting has closed. Votes can no longer be cast or changed."}
    assert stored_commitments(world) == set(kept.values())


def _close_while(world: World, threads: list[Thread]) -> None:
    """Let all cast, let the time of the close come, and measure how long the closing takes."""
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    world.office.clock.offset += timedelta(seconds=1)
    started = time.monotonic()
    tick(world.office)
    assert time.monotonic() - started < TWO_SECONDS
    for thread in threads:
        thread.join()
    assert len(entries(world, "round.closed")) == 1


def test_a62_a_close_while_other_processes_keep_casting(tmp_path: Path, database_url: str) -> None:
    """The same with voters on two other processes, whose casts change the same votes again and again."""
    world = open_world(tmp_path / "data", database_url, members=16)
    world.move(CLOSES + GRACE - timedelta(seconds=4))
    halves = (world.members[0:8:2], world.members[8:16:2])
    task = {"turns": 30, "ranking": ["quiet"]}
    with (
        other_process(world, members=halves[0], **task) as one,
        other_process(world, members=halves[1], **task) as two,
    ):
        assert one.stdout is not None
        assert two.stdout is not None
        said = [one.stdout.readline(), two.stdout.readline()]  # both have begun
        world.move(CLOSES + GRACE)
        # The others' clocks come there by themselves a little later; the closing is the database's, not theirs.
        started = time.monotonic()
        tick(world.office)
        took = time.monotonic() - started
        said += [*one.stdout, *two.stdout]
    assert took < TWO_SECONDS
    kept = {line.split()[1]: line.split()[2] for line in said if line.startswith("kept")}
    assert stored_commitments(world) == set(kept.values())
    assert (numbers(world)["current"], numbers(world)["marked"]) == (len(kept), len(kept))
    assert [line for line in said if not line.startswith(("kept", "refused Voting has closed.", "done"))] == []
    world.office.database.close()

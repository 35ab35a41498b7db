"""The morning's batch: at six, from fifty members on, and without a trace of who waited."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pbvote.auditlog.receipt import parse_receipt
from pbvote.domain.events import BallotsBatched
from pbvote.services.batch_ballots import FEWEST_MEMBERS, MOST_IN_AN_ENTRY, Waiting, batch_events
from pbvote.services.current_commitments import current_commitments
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.storage.tables import EnvelopeRow
from tests.attacks.database_rows import change
from tests.factories import CLOSES, ROUND, World, open_world
from tests.log_entries import checkpoint_sizes, entries, numbers

FIRST_MORNING = datetime(2027, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def crowd(tmp_path: Path, sqlite_url: str) -> World:
    """An open round with sixty young members (and sixty who are not)."""
    return open_world(tmp_path / "data", sqlite_url, members=120)


def cast(world: World, young: int, first: int = 0) -> list[str]:
    """So many young members vote; their commitments."""
    voters = range(2 * first, 2 * (first + young), 2)
    return [parse_receipt(world.cast(number, "bike", key=f"form {number}").note).commitment for number in voters]


def batches(world: World) -> list[dict[str, Any]]:
    return entries(world, "ballots.batched")


def versions(world: World, pot: str = "youth") -> list[int]:
    with world.office.database.read() as db:
        query = select(EnvelopeRow.version).where(EnvelopeRow.pot_id == pot).order_by(EnvelopeRow.member_key)
        return list(db.scalars(query))


def test_forty_nine_members_wait(crowd: World) -> None:
    cast(crowd, FEWEST_MEMBERS - 1)
    crowd.at(FIRST_MORNING)
    assert batches(crowd) == []


def test_a_broken_envelope_is_an_incident_and_keeps_no_other_pot_from_its_batch(crowd: World) -> None:
    cast(crowd, FEWEST_MEMBERS)
    for number in range(60):
        crowd.cast(number, "pond", pot="everybody")
    change(
        crowd.office.database,
        "UPDATE envelope SET version = version + 1 WHERE pot_id = 'youth' AND member_key = :key",
        key=crowd.members[0],
    )
    crowd.at(FIRST_MORNING)
    crowd.at(FIRST_MORNING + timedelta(minutes=2))
    assert [batch["pot"] for batch in batches(crowd)] == ["everybody"]
    assert [entry["class"] for entry in entries(crowd, "incident.recorded")] == ["balance-failed"]


def test_fifty_members_make_a_batch(crowd: World) -> None:
    """Sorted, signed at once, and every receipt's commitment is in it."""
    commitments = cast(crowd, FEWEST_MEMBERS)
    crowd.at(FIRST_MORNING)
    [batch] = batches(crowd)
    assert batch["added"] == sorted(commitments)
    assert (batch["part"], batch["parts"], batch["pot"]) == (1, 1, "youth")
    assert checkpoint_sizes(crowd)[-1] == len(entries(crowd))


def test_members_count_and_not_their_changes(crowd: World) -> None:
    """Two voters with many changes around one other would show that one."""
    cast(crowd, 10)
    for turn in range(8):
        for number in range(0, 20, 2):
            crowd.cast(number, "quiet", key=f"turn {turn}")
    crowd.at(FIRST_MORNING)
    assert batches(crowd) == []


@pytest.mark.parametrize(
    "moment",
    [
        FIRST_MORNING - timedelta(seconds=2),
        FIRST_MORNING + timedelta(minutes=10),
        FIRST_MORNING + timedelta(hours=2),
        datetime(2027, 3, 1, 23, 59, tzinfo=UTC),
    ],
)
def test_a_missed_six_oclock_waits_for_the_next(crowd: World, moment: datetime) -> None:
    """At another time it would say when the fiftieth voted."""
    cast(crowd, 55)
    crowd.at(moment)
    assert batches(crowd) == []
    crowd.at(datetime(2027, 3, 3, 6, 5, tzinfo=UTC))
    assert len(batches(crowd)) == 1


def test_six_oclock_is_the_rounds_own(crowd: World) -> None:
    """After the clocks have gone forward it comes an hour earlier in UTC."""
    crowd.agree("extend", closes_at="2027-03-21T17:00:00Z", reason="access")
    local = datetime(2027, 3, 2, 6, 0, tzinfo=UTC)
    cast(crowd, 55)
    crowd.at(local - timedelta(hours=1))
    assert batches(crowd) == []
    crowd.at(local)
    assert len(batches(crowd)) == 1


def test_a_second_look_the_same_morning_does_nothing(crowd: World) -> None:
    """Forty-nine at six and one more at two minutes past: it would show that one."""
    cast(crowd, 49)
    crowd.at(FIRST_MORNING)
    cast(crowd, 5, first=49)
    crowd.at(FIRST_MORNING + timedelta(minutes=2))
    assert batches(crowd) == []
    crowd.at(FIRST_MORNING + timedelta(days=1))
    assert len(batches(crowd)[0]["added"]) == 54


def test_all_envelopes_are_sealed_anew(crowd: World) -> None:
    """Those that waited cannot be told from those that did not."""
    cast(crowd, 50)
    before = versions(crowd)
    others = versions(crowd, "everybody")
    crowd.at(FIRST_MORNING)
    assert versions(crowd) == [version + 1 for version in before]
    assert versions(crowd, "everybody") == others


def test_changes_and_withdrawals_stand_in_their_lists(crowd: World) -> None:
    """What was replaced before the batch stands there as added and superseded; each thing is said once."""
    first = cast(crowd, 55)
    changed = [parse_receipt(crowd.cast(number, "quiet", key="again").note).commitment for number in (0, 2)]
    withdraw_ballot(crowd.office, crowd.seat(4), "youth")
    crowd.at(FIRST_MORNING)
    [batch] = batches(crowd)
    assert batch["added"] == sorted([*first, *changed])
    assert batch["superseded"] == sorted(first[:2])
    assert (batch["withdrawn"], batch["annulled"]) == ([first[2]], [])
    later = parse_receipt(crowd.cast(6, "quiet", key="again").note).commitment
    crowd.close()
    assert [(each["added"], each["superseded"]) for each in batches(crowd)[1:]] == [([later], [first[3]])]
    with crowd.office.database.read() as db:
        current = current_commitments(db, ROUND, "youth")
    assert current == {*first, *changed, later} - {*first[:2], first[2], first[3]}
    found = numbers(crowd)
    assert (found["added"], found["superseded"], found["withdrawn"], found["current"]) == (58, 3, 1, 54)


def test_a_batch_is_cut_into_entries_of_five_hundred() -> None:
    """Filled from `added` on, each list sorted over the whole batch."""
    lists = {
        "added": [f"{number:064x}" for number in reversed(range(700))],
        "superseded": [f"{number:064x}" for number in reversed(range(400))],
        "withdrawn": [f"{number:064x}" for number in (7, 5)],
        "annulled": [],
    }
    parts = batch_events(ROUND, "youth", Waiting(700, lists))
    assert [_sizes(part) for part in parts] == [(500, 0, 0, 0), (200, 300, 0, 0), (0, 100, 2, 0)]
    assert [(part.part, part.parts) for part in parts] == [(1, 3), (2, 3), (3, 3)]
    assert [each for part in parts for each in part.added] == sorted(lists["added"])
    assert [each for part in parts for each in part.superseded] == sorted(lists["superseded"])
    assert batch_events(ROUND, "youth", Waiting()) == []


def _sizes(part: BallotsBatched) -> tuple[int, int, int, int]:
    assert sum(map(len, (part.added, part.superseded, part.withdrawn, part.annulled))) <= MOST_IN_AN_ENTRY
    return len(part.added), len(part.superseded), len(part.withdrawn), len(part.annulled)


def test_other_pots_are_left_alone_and_a_quiet_close_writes_no_batch(crowd: World) -> None:
    cast(crowd, 50)
    crowd.at(FIRST_MORNING)
    crowd.move(CLOSES)
    crowd.close()
    assert [each["pot"] for each in batches(crowd)] == ["youth"]
    assert numbers(crowd, "everybody")["added"] == 0

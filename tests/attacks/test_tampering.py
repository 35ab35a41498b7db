"""Someone with the database in hand changes it: A11, A12, A13 and A19."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from pbvote.auditlog.checkpoint import Checkpoint, sign_unchecked
from pbvote.auditlog.merkle import Frontier, leaf_hash
from pbvote.domain.errors import BalanceFailedError, HistoryChangedError, RoundClosedError
from pbvote.domain.round import RoundState
from pbvote.services.sign_log import sign_log
from pbvote.services.suspend_round import suspend_round
from pbvote.services.tick import tick
from pbvote.storage.queries.rounds import round_row, state_of
from pbvote.storage.tables import BallotRow, EnvelopeRow
from tests.attacks.database_rows import change, change_log
from tests.factories import CLOSES, ORIGIN, ROUND, World, open_world
from tests.log_entries import checkpoint_sizes, entries, numbers
from tests.services.verified import findings, verified, written

GHOST = (
    'INSERT INTO ballot (id, round_id, pot_id, "group", ranking, salt, commitment) '
    "VALUES (:id, 'spring-2027', 'youth', 'all', '[\"boat\"]', :id, :commitment)"
)


def state(world: World) -> RoundState:
    """Where the round is."""
    with world.office.database.read() as db:
        return state_of(round_row(db, ROUND))


def drawn(world: World) -> World:
    """Two young votes, closed and drawn: only the count is to come."""
    world.cast(0, "bike", "quiet")
    world.cast(2, "games")
    world.close()
    world.agree("draw", seed="4 17 23")
    return world


def commitments(world: World) -> list[str]:
    """Those in the box."""
    with world.office.database.read() as db:
        return sorted(db.scalars(select(BallotRow.commitment)))


def refuses_to_count(world: World, words: str) -> None:
    """The count names what is wrong and writes nothing."""
    size = len(entries(world))
    with pytest.raises(BalanceFailedError, match=words):
        world.agree("count")
    assert (state(world), len(entries(world))) == (RoundState.DRAWN, size)


def test_a11_a_ballot_is_deleted_from_the_box(world: World) -> None:
    """The count refuses and names its commitment."""
    gone = commitments(drawn(world))[0]
    assert change(world.office.database, "DELETE FROM ballot WHERE commitment = :gone", gone=gone) == 1
    refuses_to_count(world, gone)


def test_a11_a_ballot_is_deleted_from_the_box_and_from_the_index(world: World) -> None:
    """The index of commitments is no witness: the log is."""
    gone = commitments(drawn(world))[0]
    for statement in (
        "DELETE FROM ballot WHERE commitment = :gone",
        "DELETE FROM commitment WHERE commitment = :gone",
    ):
        assert change(world.office.database, statement, gone=gone) == 1
    refuses_to_count(world, gone)


def test_a11_the_verifier_names_the_missing_ballot(tmp_path: Path, sqlite_url: str) -> None:
    """Whoever deletes it after the count, so that the bundle lacks it, is found by the auditor."""
    world = drawn(open_world(tmp_path / "data", sqlite_url))
    world.agree("count")
    world.agree("publish")
    verified(world, tmp_path)
    gone = commitments(world)[0]
    change(world.office.database, "DELETE FROM ballot WHERE commitment = :gone", gone=gone)
    code, found = findings(*written(world, tmp_path))
    assert code == 1
    assert [each for each in found if each["state"] == "FAIL" and gone in each["what"] + each["where"]]
    world.office.database.close()


def test_a12_a_ranking_is_edited_in_the_box(world: World) -> None:
    """It no longer opens its commitment, and the count refuses and names it."""
    edited = commitments(drawn(world))[0]
    statement = "UPDATE ballot SET ranking = '[\"boat\"]' WHERE commitment = :edited"
    assert change(world.office.database, statement, edited=edited) == 1
    refuses_to_count(world, f"does not open its commitment {edited}")


@pytest.mark.parametrize(
    ("statement", "value"),
    [("UPDATE ballot SET salt = :value", b"\x07" * 32), ('UPDATE ballot SET "group" = :value', "old")],
)
def test_a12_a_salt_or_a_group_is_edited_in_the_box(world: World, statement: str, value: object) -> None:
    """They are part of what was promised too."""
    change(drawn(world).office.database, statement, value=value)
    refuses_to_count(world, "does not open its commitment")


def test_a12_two_ballots_swap_their_rankings(world: World) -> None:
    """The totals would stay as they are; the openings do not."""
    drawn(world)
    change(
        world.office.database,
        'UPDATE ballot SET ranking = CASE ranking WHEN \'["games"]\' THEN \'["bike","quiet"]\' ELSE \'["games"]\' END',
    )
    refuses_to_count(world, "does not open its commitment")


def test_a13_a_ghost_enters_the_box_after_the_close(world: World) -> None:
    """A ballot that the log does not know: the count refuses."""
    drawn(world)
    change(world.office.database, GHOST, id=b"\x01" * 32, commitment="a" * 64)
    refuses_to_count(world, "does not open|differ")


def test_a13_a_ghost_waits_in_the_box_before_the_close(world: World) -> None:
    """The close fails, says so once in the log, takes no more votes, and ends well after the repair."""
    world.cast(0, "bike")
    change(world.office.database, GHOST, id=b"\x01" * 32, commitment="a" * 64)
    stays_closing(world, lambda: change(world.office.database, "DELETE FROM ballot"))


def sealed(world: World, number: int) -> bytes:
    """The stored envelope of a member."""
    with world.office.database.read() as db:
        return db.get_one(EnvelopeRow, (ROUND, "youth", world.members[number])).sealed


def put_envelope(world: World, number: int, content: bytes) -> None:
    """Put bytes into the place of a member's envelope."""
    statement = "UPDATE envelope SET sealed = :sealed WHERE member_key = :key AND pot_id = 'youth'"
    assert change(world.office.database, statement, sealed=content, key=world.members[number]) == 1


def flipped_envelope(world: World) -> Callable[[], object]:
    """One bit of a sealed envelope flips; how to put it right."""
    before = sealed(world, 0)
    put_envelope(world, 0, bytes([before[0] ^ 1]) + before[1:])
    return lambda: put_envelope(world, 0, before)


def flipped_mark(world: World) -> Callable[[], object]:
    """Somebody who did not vote is marked; how to put it right."""
    key = world.members[2]
    statement = "UPDATE mark SET marked = :marked WHERE member_key = :key AND pot_id = 'youth'"
    change(world.office.database, statement, marked=True, key=key)
    return lambda: change(world.office.database, statement, marked=False, key=key)


def missing_mark(world: World) -> Callable[[], object]:
    """The mark of the voter is cleared; how to put it right."""
    key = world.members[0]
    statement = "UPDATE mark SET marked = :marked WHERE member_key = :key AND pot_id = 'youth'"
    change(world.office.database, statement, marked=False, key=key)
    return lambda: change(world.office.database, statement, marked=True, key=key)


def swapped_envelopes(world: World) -> Callable[[], object]:
    """Two members' envelopes change places; how to put it right."""
    one, two = sealed(world, 0), sealed(world, 2)

    def put(first: bytes, second: bytes) -> None:
        put_envelope(world, 0, first)
        put_envelope(world, 2, second)

    put(two, one)
    return lambda: put(one, two)


@pytest.mark.parametrize("fault", [flipped_envelope, flipped_mark, missing_mark, swapped_envelopes])
def test_a13_marks_and_envelopes_must_agree(world: World, fault: Callable[[World], Callable[[], object]]) -> None:
    """Whatever was changed of them before the close: it fails, is said, and can be repeated after the repair."""
    world.cast(0, "bike")
    stays_closing(world, fault(world))


def stays_closing(world: World, repair: Callable[[], object]) -> None:
    """The close of a world with one vote fails as long as it is not repaired, and then succeeds."""
    world.move(CLOSES.replace(minute=2))
    with pytest.raises(BalanceFailedError):
        tick(world.office)
    for _ in range(2):
        assert tick(world.office)
        assert state(world) is RoundState.CLOSING
    incident = entries(world)[-1]
    assert (incident["kind"], incident["class"], incident["round"]) == ("incident.recorded", "balance-failed", ROUND)
    assert len(entries(world, "incident.recorded")) == 1
    assert entries(world, "ballots.batched") == []
    with pytest.raises(RoundClosedError):
        world.cast(4, "bike")
    repair()
    world.agree("close again")
    tick(world.office)
    assert state(world) is RoundState.CLOSED
    assert (numbers(world)["added"], numbers(world)["marked"]) == (1, 1)


def flip(world: World, index: int) -> None:
    """Change one bit of a stored line: a letter becomes another one."""
    with world.office.database.read() as db:
        line = bytes(
            db.execute(text('SELECT line FROM log_entry WHERE "index" = :index'), {"index": index}).scalar_one()
        )
    place = line.index(b'"kind"') + 9
    changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
    assert change_log(
        world.office.database, 'UPDATE log_entry SET line = :line WHERE "index" = :i', line=changed, i=index
    )


@pytest.mark.parametrize("index", [0, 3, -2, -1])
def test_a19_a_bit_of_a_stored_leaf_flips(world: World, index: int) -> None:
    """The signer refuses and records one incident, however often it is asked; after the repair it signs on."""
    if index < 0:
        world.agree("print codes")  # entries that no checkpoint covers yet
        world.agree("print codes")
    index %= len(entries(world))
    sizes = checkpoint_sizes(world)
    flip(world, index)
    for _ in range(3):
        with pytest.raises(HistoryChangedError):
            suspend_round(world.office, "officer-1", ROUND, "security")
    assert checkpoint_sizes(world) == sizes
    assert [each["class"] for each in entries(world, "incident.recorded")] == ["history-changed"]
    flip(world, index)
    sign_log(world.office)
    assert len(checkpoint_sizes(world)) == len(sizes) + 1
    world.agree("resume")
    assert checkpoint_sizes(world)[-1] == len(entries(world))


def test_a19_the_copy_outside_the_database_is_a_witness(world: World) -> None:
    """Whoever changes a signed entry, its checkpoint and the head together still meets the checkpoint on the disk."""
    size, seed = checkpoint_sizes(world)[-1], world.office.keys.log_seed()
    flip(world, size - 1)
    with world.office.database.write() as uow:
        edge = Frontier().extended(map(leaf_hash, uow.log.lines()))
        forged = sign_unchecked(Checkpoint(ORIGIN, size, edge.root()), seed).decode()
    change_log(world.office.database, "UPDATE checkpoint SET note = :note WHERE size = :size", note=forged, size=size)
    change(world.office.database, "UPDATE log_head SET edge = :edge", edge=b"".join(edge.nodes))
    with pytest.raises(HistoryChangedError):
        world.agree("extend", closes_at="2027-03-15T17:00:00Z", reason="access")
    assert checkpoint_sizes(world)[-1] == size


def test_a19_the_store_refuses_to_change_a_line(world: World) -> None:
    """Without switching the triggers off nobody changes or deletes an entry or a checkpoint."""
    for statement in (
        "UPDATE log_entry SET line = line",
        "DELETE FROM log_entry",
        "UPDATE checkpoint SET note = note",
        "DELETE FROM checkpoint",
    ):
        with pytest.raises(DBAPIError, match="only ever added to"):
            change(world.office.database, statement)

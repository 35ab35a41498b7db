"""Changing the roll: who comes may vote, who leaves may not, and every number follows in the log."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import select

from pbvote.domain.errors import CodeStoppedError, IllegalMoveError, NotEligibleError
from pbvote.services import batch_ballots
from pbvote.services.change_roll import ListOutdatedError
from pbvote.services.eligibility import hide_birthday
from pbvote.services.enrol_members import enrol_members
from pbvote.services.my_pots import my_receipt
from pbvote.services.plan_round import plan_round
from pbvote.services.roll_lists import list_removal
from pbvote.services.seal_roll import root_of_roll
from pbvote.services.sealed_rows import sealer
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.voter_session import voter_seat
from pbvote.storage.tables import CodeRow, EnvelopeRow, MarkRow, MemberRow, RollRow
from tests.attacks.database_rows import all_rows
from tests.factories import CLOSES, OPENS, PLAN, ROUND, World, member, open_world
from tests.log_entries import entries, numbers
from tests.services.roll_changes import addition, list_additions
from tests.services.verified import verified


@pytest.fixture
def frozen(new: World) -> World:
    """A round whose rules are fixed, with eight members and codes, and whose roll is open still."""
    plan_round(new.office, PLAN)
    new.agree("approve the schedule")
    new.members = enrol_members(new.office, ROUND, [member(number) for number in range(8)])
    new.agree("freeze")
    new.agree("print codes")
    return new


def remove(world: World, number: int, reason: str = "moved-away") -> None:
    """Take member `number` off the roll by two officers."""
    listed = list_removal(world.office, "officer-3", ROUND, world.members[number], reason)
    world.agree("change the roll", list=str(listed))


def add(world: World, name: str, key: str | None = None, pots: tuple[str, ...] = ("everybody", "youth")) -> str:
    """Put a new member on the roll by two officers; their key."""
    change = addition(world, name, key=key, pots=pots)
    listed = list_additions(world, [change])
    world.agree("change the roll", list=str(listed))
    return change.member_key


def test_who_is_added_may_vote(world: World) -> None:
    """The log gets numbers, a reason and the new root; the round closes and verifies."""
    key = add(world, "Late")
    world.members = (*world.members, key)
    world.cast(8, "bike")
    [entry] = entries(world, "roll.changed")
    assert entry["pots"] == [
        {"added": 1, "id": "youth", "removed": 0},
        {"added": 1, "id": "everybody", "removed": 0},
    ]
    assert (entry["reason"], entry["roles"]) == ("moved-in", ["officer-1", "officer-2"])
    with world.office.database.read() as db:
        assert entry["root"] == root_of_roll(db, ROUND)
    world.close()
    assert (numbers(world)["entitled"], numbers(world)["current"]) == (5, 1)


def test_who_is_removed_may_not_vote(world: World) -> None:
    """The mark goes, the session ends, the code stops; the seat of an open page finds no pot."""
    assert world.codes is not None
    token = sign_in_voter(world.office, SignInVoter(world.codes[world.members[0]], 14, 2, "x")).token
    world.cast(0, "bike")
    remove(world, 0)
    assert voter_seat(world.office, token) is None
    with pytest.raises(CodeStoppedError):
        sign_in_voter(world.office, SignInVoter(world.codes[world.members[0]], 14, 2, "x"))
    with pytest.raises(NotEligibleError):
        world.cast(0, "quiet", key="another")
    with pytest.raises(NotEligibleError):
        my_receipt(world.office, world.seat(0), "youth")


def test_their_ballot_is_cancelled_and_everything_balances(world: World, tmp_path: Path) -> None:
    world.cast(0, "bike")
    world.cast(0, "pond", pot="everybody")
    world.cast(2, "quiet")
    world.cast(1, "bench", pot="everybody")
    remove(world, 0)
    assert entries(world, "ballots.batched") == []
    world.close()
    youth = numbers(world)
    assert (youth["entitled"], youth["added"], youth["annulled"], youth["current"]) == (3, 2, 1, 1)
    assert numbers(world, "everybody")["annulled"] == 1
    world.publish()
    verified(world, tmp_path / "bundles")


def test_a_ballot_that_was_in_the_log_is_cancelled_by_the_next_batch(world: World, tmp_path: Path) -> None:
    with patch.object(batch_ballots, "FEWEST_MEMBERS", 2):
        for number in (0, 2):
            world.cast(number, "bike")
        world.at((OPENS + timedelta(days=1)).replace(hour=6))
        remove(world, 0)
        world.cast(4, "quiet")
        world.at((OPENS + timedelta(days=2)).replace(hour=6))
        assert len(entries(world, "ballots.batched")) == 1  # one other member is too few
        world.cast(6, "games")
        world.at((OPENS + timedelta(days=3)).replace(hour=6))
    first, second = entries(world, "ballots.batched")
    assert len(second["annulled"]) == 1
    assert set(second["annulled"]) <= set(first["added"])
    world.close()
    world.publish()
    verified(world, tmp_path / "bundles")


def test_a29_nobody_hides_behind_members_who_left(world: World) -> None:
    """Two who voted and were removed do not make up a batch with one who stays."""
    with patch.object(batch_ballots, "FEWEST_MEMBERS", 2):
        for number in (0, 2, 4):
            world.cast(number, "bike")
        remove(world, 0)
        remove(world, 2)
        world.at((OPENS + timedelta(days=1)).replace(hour=6))
    assert entries(world, "ballots.batched") == []


def test_the_database_does_not_say_whether_who_left_had_voted(world: World) -> None:
    """One voted and one did not: the rows that stay of them differ in nothing but keys, salts and ciphertexts."""
    world.cast(0, "bike")
    for number in (0, 2):
        remove(world, number)
    left = world.members[0], world.members[2]
    with world.office.database.read() as db:
        assert list(db.scalars(select(MarkRow).where(MarkRow.member_key.in_(left)))) == []
        rows = list(db.scalars(select(EnvelopeRow).where(EnvelopeRow.member_key.in_(left))))
        assert {(row.member_key, row.pot_id, len(row.sealed)) for row in rows} == {
            (member, pot, 4096) for member in left for pot in ("youth", "everybody")
        }
        assert [row.state for row in db.scalars(select(CodeRow).where(CodeRow.member_key.in_(left)))] == ["stopped"] * 2


def test_who_was_removed_by_mistake_comes_back_and_votes_again(world: World, tmp_path: Path) -> None:
    """With a new leaf and a new code; the cancelled ballot stays cancelled."""
    world.cast(0, "bike")
    with world.office.database.read() as db:
        before = db.get_one(RollRow, (ROUND, world.members[0])).salt
    remove(world, 0, "mistake")
    add(world, "Member 0", key=world.members[0])
    with world.office.database.read() as db:
        assert db.get_one(RollRow, (ROUND, world.members[0])).salt != before
    world.agree("print codes", member=world.members[0])
    world.cast(0, "quiet", key="again")
    world.close()
    youth = numbers(world)
    assert (youth["entitled"], youth["added"], youth["annulled"], youth["current"]) == (4, 2, 1, 1)
    assert [entry["reason"] for entry in entries(world, "roll.changed")] == ["mistake", "moved-in"]
    world.publish()
    verified(world, tmp_path / "bundles")


def test_who_comes_back_may_vote_in_fewer_pots(world: World, tmp_path: Path) -> None:
    """Their envelope in the other pot stays, with the ballot that was cancelled in it."""
    world.cast(0, "bike")
    remove(world, 0)
    add(world, "Member 0", key=world.members[0], pots=("everybody",))
    world.cast(0, "pond", pot="everybody", key="again")
    world.close()
    assert (numbers(world)["annulled"], numbers(world)["entitled"]) == (1, 3)
    world.publish()
    verified(world, tmp_path / "bundles")


def test_before_the_sealing_a_list_enrols_and_the_log_is_silent(frozen: World) -> None:
    key = add(frozen, "Early")
    with frozen.office.database.read() as db:
        assert db.get(RollRow, (ROUND, key)) is not None
        assert db.get_one(MemberRow, key).name == "Early"
    assert entries(frozen, "roll.changed") == []
    remove(frozen, 0)
    with frozen.office.database.read() as db:
        assert db.get(RollRow, (ROUND, frozen.members[0])) is None
    frozen.agree("seal the roll")
    assert [pot["entitled"] for pot in entries(frozen, "roll.sealed")[0]["pots"]] == [4, 8]


def test_the_reason_of_a_mixed_list_is_several(world: World) -> None:
    listed = list_removal(world.office, "officer-1", ROUND, world.members[0], "died")
    assert list_removal(world.office, "officer-1", ROUND, world.members[1], "moved-away") == listed
    world.agree("change the roll", list=str(listed))
    [entry] = entries(world, "roll.changed")
    assert entry["reason"] == "several"
    assert [pot["removed"] for pot in entry["pots"]] == [1, 2]


def test_somebody_who_is_on_the_roll_meanwhile_stops_the_list(world: World) -> None:
    """All or nothing: neither a second mark nor half of the list."""
    changes = [addition(world, "New"), addition(world, "Member 0", key=world.members[0])]
    listed = list_additions(world, changes)
    with pytest.raises(ListOutdatedError):
        world.agree("change the roll", list=str(listed))
    with world.office.database.read() as db:
        assert db.get(MemberRow, changes[0].member_key) is None


def test_a47_the_same_child_from_two_schools_comes_in_once(world: World) -> None:
    """Two lists know nothing of each other; the key of the person does."""
    for name in ("One", "Two"):
        change = addition(world, name, identity=b"the same child")
        listed = list_additions(world, [change])
        if name == "One":
            world.agree("change the roll", list=str(listed))
    with pytest.raises(ListOutdatedError):
        world.agree("change the roll", list=str(listed))


@pytest.mark.parametrize("moment", [CLOSES, CLOSES + timedelta(seconds=60)])
def test_the_roll_is_fixed_once_the_close_has_come(world: World, moment: object) -> None:
    """Or a ballot could be cancelled between the last cast and the count."""
    listed = list_removal(world.office, "officer-3", ROUND, world.members[0], "died")
    world.move(moment)  # type: ignore[arg-type] # the parameters are moments
    with pytest.raises(IllegalMoveError):
        world.agree("change the roll", list=str(listed))


def test_balances_hold_on_both_databases(tmp_path: Path, database_url: str) -> None:
    world = open_world(tmp_path / "data", database_url)
    for number in range(8):
        world.cast(number, "pond", pot="everybody")
    for number in (1, 2):
        remove(world, number)
    world.members = (*world.members, add(world, "Late"))
    world.cast(8, "lamps", pot="everybody")
    world.close()
    found = numbers(world, "everybody")
    assert (found["entitled"], found["added"], found["annulled"], found["current"]) == (7, 9, 2, 7)
    world.publish()
    verified(world, tmp_path / "bundles")
    world.office.database.close()


def test_their_birthday_is_a_keyed_hash(world: World) -> None:
    key = add(world, "Late")
    with world.office.database.read() as db:
        assert db.get_one(RollRow, (ROUND, key)).birthday_hash == hide_birthday(world.office, key, 14, 2)


def test_an_envelope_that_does_not_open_stops_a_removal(world: World) -> None:
    """Or the ballot in it could never be cancelled, and nobody would know."""
    box = sealer(world.office, ROUND)
    with world.office.database.write() as uow:
        row = uow.db.get_one(EnvelopeRow, (ROUND, "youth", world.members[0]))
        assert box.open(row).ballot is None
        row.sealed = bytes(4096)
        uow.commit()
    before = all_rows(world.office.database)["roll"]
    listed = list_removal(world.office, "officer-3", ROUND, world.members[0], "died")
    with pytest.raises(Exception, match="does not open"):
        world.agree("change the roll", list=str(listed))
    assert all_rows(world.office.database)["roll"] == before

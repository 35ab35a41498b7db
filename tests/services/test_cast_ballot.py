"""A vote, its changes, and what a round or a sign-in allows of them. Replays and races stand in tests/attacks."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.auditlog.envelope import MAX_CHANGES
from pbvote.auditlog.receipt import verify_receipt
from pbvote.domain.errors import (
    ChangeNeedsSignInError,
    ChangeNotAllowedError,
    DatabaseBusyError,
    KeyReusedError,
    KeyUnreadableError,
    LaterVoteError,
    NothingToWithdrawError,
    RoundClosedError,
    TooManyChangesError,
)
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.my_pots import my_pots, my_receipt
from pbvote.services.receipts import Receipt
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.voter_session import voter_seat
from pbvote.services.withdraw_ballot import withdraw_ballot
from tests.attacks.database_rows import all_rows
from tests.factories import PLAN, World, open_world
from tests.log_entries import numbers


def take_back(world: World, number: int) -> None:
    withdraw_ballot(world.office, world.seat(number), "youth")


def test_a_vote_is_marked_and_its_receipt_kept(world: World) -> None:
    receipt = world.cast(0, "bike", "quiet")
    assert [mine.voted for mine in my_pots(world.office, world.seat(0))] == [True, False]
    assert my_receipt(world.office, world.seat(0), "youth") == receipt
    assert my_receipt(world.office, world.seat(0), "everybody") is None
    assert (receipt.changed, receipt.repeated) == (False, False)


def test_a_blank_vote_is_a_vote(world: World) -> None:
    world.cast(0)
    world.close()
    assert (numbers(world)["current"], numbers(world)["marked"]) == (1, 1)


def test_a_change_supersedes(world: World) -> None:
    first, second = world.cast(0, "bike"), world.cast(0, "quiet")
    assert (second.changes, second.changed) == (1, True)
    assert first.check_code != second.check_code


def test_the_same_choices_with_a_new_form_are_a_new_vote(world: World) -> None:
    """Nothing tells the server that a voter did not mean it."""
    assert world.cast(0, "bike", key="one").check_code != world.cast(0, "bike", key="two").check_code


def test_one_form_with_two_rankings_is_refused(world: World) -> None:
    world.cast(0, "bike", "quiet", key="form")
    for ranking in (("quiet", "bike"), ("bike",), ()):
        with pytest.raises(KeyReusedError):
            world.cast(0, *ranking, key="form")


def test_an_older_form_is_told_of_the_later_vote(world: World) -> None:
    """And is given its receipt; after taking back there is none to give."""
    world.cast(0, "bike", key="old")
    later = world.cast(0, "quiet", key="new")
    with pytest.raises(LaterVoteError) as told:
        world.cast(0, "bike", key="old")
    assert isinstance(told.value.receipt, Receipt)
    assert told.value.receipt.note == later.note
    take_back(world, 0)
    with pytest.raises(LaterVoteError) as told:
        world.cast(0, "quiet", key="new")
    assert told.value.receipt is None


def test_thirty_changes_and_no_more(world: World) -> None:
    """With the longest history an envelope still opens, closes and counts."""
    for number in range(MAX_CHANGES + 1):
        world.cast(0, "bike", "quiet", "games", key=str(number))
    before = all_rows(world.office.database)
    with pytest.raises(TooManyChangesError):
        world.cast(0, "boat", key="one more")
    with pytest.raises(TooManyChangesError):
        take_back(world, 0)
    assert all_rows(world.office.database) == before
    world.close()
    assert (numbers(world)["added"], numbers(world)["superseded"]) == (MAX_CHANGES + 1, MAX_CHANGES)


def test_taking_back_clears_the_mark(world: World) -> None:
    """There is nothing to take back twice, and a new vote can be cast."""
    world.cast(0, "bike")
    take_back(world, 0)
    assert my_receipt(world.office, world.seat(0), "youth") is None
    assert not my_pots(world.office, world.seat(0))[0].voted
    with pytest.raises(NothingToWithdrawError):
        take_back(world, 0)
    world.cast(0, "quiet")
    world.close()
    found = numbers(world)
    assert (found["added"], found["withdrawn"], found["current"], found["marked"]) == (2, 1, 1, 1)


def test_changing_needs_a_new_sign_in(world: World) -> None:
    """A first vote does not; neither does the same form once more."""
    seat = replace(world.seat(0), may_change=False)
    first = cast_ballot(world.office, seat, CastBallot("youth", ("bike",), "one"))
    assert cast_ballot(world.office, seat, CastBallot("youth", ("bike",), "one")).note == first.note
    with pytest.raises(ChangeNeedsSignInError):
        cast_ballot(world.office, seat, CastBallot("youth", ("quiet",), "two"))
    with pytest.raises(ChangeNeedsSignInError):
        withdraw_ballot(world.office, seat, "youth")


def test_a_cast_ends_the_freshness_of_every_session_of_the_voter(world: World) -> None:
    """The next child at another tablet, where the voter is still signed in, cannot change the vote."""
    token = _sign_in(world, 0)
    other = voter_seat(world.office, token)
    assert other is not None
    assert other.may_change
    world.cast(0, "bike")
    stale = voter_seat(world.office, token)
    assert stale is not None
    with pytest.raises(ChangeNeedsSignInError):
        cast_ballot(world.office, stale, CastBallot("youth", ("quiet",), "another form"))
    again = voter_seat(world.office, _sign_in(world, 0))
    assert again is not None
    withdraw_ballot(world.office, again, "youth")
    stale = voter_seat(world.office, token)
    assert stale is not None
    assert not stale.may_change


def test_voting_again_after_taking_back_replaces_nothing(world: World) -> None:
    world.cast(0, "bike")
    withdraw_ballot(world.office, world.seat(0), "youth")
    receipt = world.cast(0, "quiet")
    assert (receipt.changed, receipt.changes) == (False, 1)
    assert world.cast(0, "games").changed


def _sign_in(world: World, number: int) -> str:
    code = (world.codes or {})[world.members[number]]
    return sign_in_voter(world.office, SignInVoter(code, 14, 2, "127.0.0.1")).token


def test_a_round_without_changes(tmp_path: Path, sqlite_url: str) -> None:
    world = open_world(tmp_path / "data", sqlite_url, plan=replace(PLAN, change_allowed=False))
    first = world.cast(0, "bike", key="one")
    with pytest.raises(ChangeNotAllowedError):
        world.cast(0, "quiet", key="two")
    with pytest.raises(ChangeNotAllowedError):
        take_back(world, 0)
    assert world.cast(0, "bike", key="one").note == first.note
    world.office.database.close()


def test_nothing_is_taken_back_after_the_close(world: World) -> None:
    world.cast(0, "bike")
    world.close()
    with pytest.raises(RoundClosedError):
        take_back(world, 0)


def test_a_receipt_opens_with_the_receipt_key_alone(world: World) -> None:
    """It is a promise for this pot until a time that says nothing of when it was cast."""
    _, key = world.office.keys.verifier_keys(world.office.origin)
    one, two = (verify_receipt(world.cast(number, "bike").note, key) for number in (0, 2))
    assert (one.round_id, one.pot_id, one.in_log_by) == ("spring-2027", "youth", "2027-03-22T17:00:00Z")
    assert one.in_log_by == two.in_log_by
    assert one.commitment != two.commitment


@pytest.mark.parametrize("mode", [0o000, 0o644, None])
@pytest.mark.parametrize("name", ["round-spring-2027.key", "receipt.key"])
def test_nothing_is_cast_when_a_key_cannot_be_read(world: World, name: str, mode: int | None) -> None:
    """Missing, damaged, or open to others: refused, nothing written; and it goes on when the key is back."""
    file = world.office.keys.folder / name
    content = file.read_bytes()
    before = all_rows(world.office.database)
    if mode is None:
        file.unlink()
    elif mode == 0:
        file.write_bytes(content[:-1])
    else:
        file.chmod(mode)
    with pytest.raises(KeyUnreadableError):
        world.cast(0, "bike")
    assert all_rows(world.office.database) == before
    file.write_bytes(content)
    file.chmod(0o600)
    world.cast(0, "bike")


def test_a_database_that_is_held_by_another_is_busy(tmp_path: Path, sqlite_url: str) -> None:
    """The voter is asked to press again; nothing was written, and pressing again works."""
    world = open_world(tmp_path / "data", sqlite_url)
    other = sqlite3.connect(tmp_path / "pbvote.db", isolation_level=None)
    with world.office.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusyError):
        world.cast(0, "bike")
    other.execute("ROLLBACK")
    other.close()
    assert not world.cast(0, "bike").repeated
    world.office.database.close()

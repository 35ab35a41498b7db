"""One officer stops voting; two let it go on, or 24 hours do."""

from datetime import timedelta

import pytest

from pbvote.domain.errors import IllegalMoveError, RoundSuspendedError, UnknownOfficerError
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.services.suspend_round import REASONS, suspend_round
from pbvote.services.withdraw_ballot import withdraw_ballot
from tests.factories import CLOSES, OPENS, ROUND, World
from tests.log_entries import checkpoint_sizes, entries, numbers


def test_one_officer_stops_voting_and_it_is_logged_and_signed(world: World) -> None:
    suspend_round(world.office, "officer-2", ROUND, "security")
    entry = entries(world)[-1]
    assert (entry["kind"], entry["reason"], entry["roles"]) == ("round.suspended", "security", ["officer-2"])
    assert checkpoint_sizes(world)[-1] == len(entries(world))


def test_nothing_is_taken_while_voting_is_stopped(world: World) -> None:
    """No cast, no change, no withdrawal, no draft; the receipt of an earlier vote is still given."""
    first = world.cast(0, "bike", key="first")
    suspend_round(world.office, "officer-1", ROUND, "technical")
    with pytest.raises(RoundSuspendedError):
        world.cast(2, "bike")
    with pytest.raises(RoundSuspendedError):
        world.cast(0, "quiet", key="second")
    with pytest.raises(RoundSuspendedError):
        withdraw_ballot(world.office, world.seat(0), "youth")
    with pytest.raises(RoundSuspendedError):
        change_draft(world.office, world.seat(2), "youth", DraftChange("add", "bike"))
    assert world.cast(0, "bike", key="first").note == first.note


def test_two_officers_let_it_go_on(world: World) -> None:
    suspend_round(world.office, "officer-1", ROUND, "technical")
    world.agree("resume")
    assert entries(world)[-1]["roles"] == ["officer-1", "officer-2"]
    assert checkpoint_sizes(world)[-1] == len(entries(world))
    world.cast(0, "bike")


def test_it_ends_by_itself_after_24_hours(world: World) -> None:
    """Not a minute earlier, and in the name of the system."""
    suspend_round(world.office, "officer-1", ROUND, "technical")
    world.at(OPENS + timedelta(hours=23, minutes=59))
    assert entries(world)[-1]["kind"] == "round.suspended"
    world.at(OPENS + timedelta(hours=24, minutes=1))
    assert (entries(world)[-1]["kind"], entries(world)[-1]["roles"]) == ("round.resumed", ["system"])
    world.cast(0, "bike")


def test_a_suspended_round_still_closes(world: World) -> None:
    """A suspension never outlives the close."""
    world.cast(0, "bike")
    world.move(CLOSES - timedelta(hours=1))
    suspend_round(world.office, "officer-1", ROUND, "legal")
    world.close()
    assert numbers(world)["current"] == 1
    assert entries(world)[-1]["kind"] == "round.closed"


@pytest.mark.parametrize("reason", ["", "because", "Technical"])
def test_a_reason_is_one_of_five(world: World, reason: str) -> None:
    assert len(REASONS) == 5
    with pytest.raises(IllegalMoveError):
        suspend_round(world.office, "officer-1", ROUND, reason)


def test_only_an_officer_and_only_an_open_round(sealed: World) -> None:
    with pytest.raises(IllegalMoveError):
        suspend_round(sealed.office, "officer-1", ROUND, "legal")
    sealed.at(OPENS)
    with pytest.raises(UnknownOfficerError):
        suspend_round(sealed.office, "officer-4", ROUND, "legal")
    suspend_round(sealed.office, "officer-1", ROUND, "legal")
    with pytest.raises(IllegalMoveError):
        suspend_round(sealed.office, "officer-2", ROUND, "legal")

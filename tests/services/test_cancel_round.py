"""A round that two officers give up: votes stop, nothing is counted, and the log says why."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from pbvote.domain.errors import (
    ActIncompleteError,
    IllegalMoveError,
    RoundCancelledError,
    RoundNotOpenError,
)
from pbvote.services.keep_draft import DraftChange, change_draft
from pbvote.services.plan_round import plan_round
from pbvote.services.protected_acts import prepare_act
from pbvote.services.suspend_round import REASONS, suspend_round
from pbvote.services.tick import tick
from pbvote.storage.tables import BallotRow, DraftRow
from tests.factories import CLOSES, PLAN, ROUND, World
from tests.log_entries import checkpoint_sizes, entries


def test_no_vote_is_taken_after_it(world: World) -> None:
    """It is signed at once, and voters are told so in words of its own."""
    world.cast(0, "bike")
    world.agree("cancel", reason="legal")
    assert checkpoint_sizes(world)[-1] == len(entries(world))
    with pytest.raises(RoundCancelledError):
        world.cast(2, "bike")


def test_it_never_closes_and_its_ballots_are_never_opened(world: World) -> None:
    """Time goes on, and nothing of the round follows."""
    world.cast(0, "bike")
    world.agree("cancel", reason="security")
    size = len(entries(world))
    world.at(CLOSES + timedelta(days=1))
    tick(world.office)
    assert len(entries(world)) == size
    with world.office.database.read() as db:
        assert db.scalar(select(func.count()).select_from(BallotRow)) == 0


def test_drafts_go_with_it(world: World) -> None:
    """What somebody had begun to choose is nobody's business."""
    change_draft(world.office, world.seat(0), "youth", DraftChange("add", "bike"))
    world.agree("cancel", reason="other")
    with world.office.database.read() as db:
        assert db.scalar(select(func.count()).select_from(DraftRow)) == 0


def test_a_paused_round_can_be_cancelled(world: World) -> None:
    suspend_round(world.office, "officer-3", ROUND, "technical")
    world.agree("cancel", reason="technical")
    world.at(CLOSES - timedelta(days=1))
    assert entries(world, "round.resumed") == []


def test_a_sealed_round_can_be_cancelled_and_never_opens(sealed: World) -> None:
    sealed.agree("cancel", reason="legal")
    sealed.at(CLOSES - timedelta(days=1))
    assert entries(sealed, "round.opened") == []
    with pytest.raises(RoundNotOpenError):
        sealed.cast(0, "bike")


def test_an_approved_draft_can_be_cancelled_and_another_round_takes_its_place(new: World) -> None:
    plan_round(new.office, PLAN)
    new.agree("approve the schedule")
    new.agree("cancel", reason="legal")
    with pytest.raises(IllegalMoveError):
        new.agree("freeze")


def test_a_draft_that_is_not_in_the_log_is_not_cancelled_in_the_log(new: World) -> None:
    plan_round(new.office, PLAN)
    with pytest.raises(IllegalMoveError):
        new.agree("cancel", reason="legal")
    assert entries(new, "round.cancelled") == []


@pytest.mark.parametrize("last", ["closed", "drawn", "counted", "published", "cancelled"])
def test_it_is_too_late_after_the_close(world: World, last: str) -> None:
    """A result that officers do not like cannot be made to go away."""
    if last == "cancelled":
        world.agree("cancel", reason="legal")
    else:
        world.close()
        acts = {"closed": 0, "drawn": 1, "counted": 2, "published": 3}[last]
        for act, given in (("draw", {"seed": "4 17"}), ("count", {}), ("publish", {}))[:acts]:
            world.agree(act, **given)
    before = len(entries(world, "round.cancelled"))
    with pytest.raises(IllegalMoveError):
        world.agree("cancel", reason="legal")
    assert len(entries(world, "round.cancelled")) == before


def test_a_reason_is_one_of_the_list(world: World) -> None:
    assert "technical" in REASONS
    with pytest.raises(IllegalMoveError):
        world.agree("cancel", reason="the wrong side wins")
    with pytest.raises(ActIncompleteError):
        prepare_act(world.office, "officer-1", ROUND, "cancel")

"""The clock of a rehearsal, moved by an officer; a real installation has no such page."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from pbvote.services.office import office_at
from pbvote.services.sign_log import sign_log
from pbvote.storage.clock import Clock
from pbvote.storage.tables import InstallationRow
from tests.factories import CLOSES, World
from tests.log_entries import entries
from tests.web.board.test_acts import token
from tests.web.staff import StaffVisitor

AFTER = {"day": "14", "month": "3", "year": "2027", "clock": "17:05"}


@pytest.fixture
def mei(staffed: World) -> StaffVisitor:
    """Officer 1, at the page of the clock."""
    visitor = StaffVisitor(staffed, "officer-1")
    visitor.get("/board/clock")
    return visitor


def test_moving_it_past_the_close_closes_the_round(mei: StaffVisitor) -> None:
    """What is due happens at once, and the officer stays signed in: their session goes by the true time."""
    mei.press("/board/clock", **AFTER)
    assert "5:05pm on 14 March 2027" in mei.page.words
    assert len(entries(mei.world, "round.closed")) == 1


def test_another_process_sees_it_moved(mei: StaffVisitor) -> None:
    """Its own offset is the same as before; what was added stands in the database."""
    mei.press("/board/clock", **AFTER)
    office = mei.world.office
    clock = Clock(office.clock.offset)
    other = office_at(office.data, office.database.url.render_as_string(hide_password=False), office.origin, clock)
    with other.database.read() as db:
        assert timedelta() <= clock.now(db) - CLOSES - timedelta(minutes=5) < timedelta(minutes=1)
    sign_log(other)
    other.database.close()


@pytest.mark.parametrize(
    "typed", [{"month": "2"}, {"year": "2026"}, {"year": "2029"}, {"day": "0"}, {"clock": ""}, {"clock": "25:00"}]
)
def test_it_goes_forward_only_and_to_a_time_that_there_is(mei: StaffVisitor, typed: dict[str, str]) -> None:
    mei.press("/board/clock", 422, **{**AFTER, **typed})
    assert entries(mei.world, "round.closed") == []


def test_the_night_in_which_the_clocks_change_has_no_half_past_one(mei: StaffVisitor) -> None:
    mei.press("/board/clock", 422, **{**AFTER, "day": "28", "clock": "01:30"})
    assert "no clock shows that time" in mei.page.words


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_move_it(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, role)
    visitor.get("/board/clock", 403)
    visitor.post("/board/clock", {**token(visitor), **AFTER}, 403)
    assert entries(staffed, "round.closed") == []


def test_a_real_installation_has_no_such_page(mei: StaffVisitor) -> None:
    """Neither the page nor a form that somebody makes up."""
    with mei.world.office.database.write() as uow:
        uow.db.execute(update(InstallationRow).values(clock="true"))
        uow.commit()
    mei.get("/board/clock", 404)
    mei.post("/board/clock", {**token(mei), **AFTER}, 404)
    assert entries(mei.world, "round.closed") == []

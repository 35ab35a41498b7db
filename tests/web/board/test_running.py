"""A round while it runs: turnout and nothing else, one officer who pauses, two who do the rest."""

from datetime import timedelta

import pytest

from pbvote.services.protected_acts import prepare_act
from tests.factories import CLOSES, ROUND, World
from tests.log_entries import entries
from tests.web.board.test_acts import token
from tests.web.staff import StaffVisitor

RUNNING = f"/board/rounds/{ROUND}/running"
SUSPEND = f"/board/rounds/{ROUND}/suspend"


def test_it_says_where_we_are_and_what_officers_can_do(staffed: World) -> None:
    """Every act leads to the page that prepares it."""
    page = StaffVisitor(staffed, "officer-1").get(RUNNING)
    assert "Open" in page.words
    found = {link.rpartition("/")[2] for link in page.links() if "/acts/" in link}
    assert {"extend", "withdraw-a-project", "cancel"} <= found
    assert "resume" not in found


def test_turnout_is_people_for_each_pot_and_nothing_else(staffed: World) -> None:
    """No page of the board shows a ranking, a blank vote or a partial total while voting is open."""
    for number, ranking in ((0, ("bike",)), (2, ("boat", "bike")), (4, ())):
        staffed.cast(number, *ranking)
    visitor = StaffVisitor(staffed, "officer-1")
    before = visitor.get(RUNNING).words
    assert "3 of 40" in before
    staffed.cast(2, "games", "quiet", "bike", key="again")
    after = visitor.get(RUNNING).words
    assert after == before
    assert not any(title in after for title in ("Bike repair shed", "Quiet room", "A boat for all"))


def test_one_officer_pauses_and_two_let_it_go_on(staffed: World) -> None:
    """The reason stands in the log."""
    mei = StaffVisitor(staffed, "officer-1")
    mei.get(SUSPEND)
    mei.press(SUSPEND, reason="security")
    assert "Paused" in mei.page.words
    assert entries(staffed, "round.suspended")[0]["reason"] == "security"
    resume = f"/board/rounds/{ROUND}/acts/resume"
    mei.get(resume)
    mei.press(resume)
    rhys = StaffVisitor(staffed, "officer-2")
    rhys.get(mei.page.path)
    rhys.press(mei.page.path)
    assert len(entries(staffed, "round.resumed")) == 1


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_only_officers_pause(staffed: World, role: str) -> None:
    """Others see the page, without buttons."""
    visitor = StaffVisitor(staffed, role)
    assert SUSPEND not in visitor.get(RUNNING).links()
    visitor.get(SUSPEND, 403)
    visitor.post(SUSPEND, {**token(visitor), "reason": "security"}, 403)
    assert entries(staffed, "round.suspended") == []


def test_pausing_needs_a_reason_and_a_fresh_second_factor(staffed: World) -> None:
    mei = StaffVisitor(staffed, "officer-1")
    mei.get(SUSPEND)
    mei.press(SUSPEND, 422, reason="")
    mei.grow_stale()
    mei.press(SUSPEND, reason="security")
    assert "Show that it is you" in mei.page.heading
    mei.press(SUSPEND, 403, second_factor="123456")
    assert entries(staffed, "round.suspended") == []


@pytest.mark.parametrize("reason", ["spite", "<b>"])
def test_a_reason_that_is_not_on_the_list_pauses_nothing(staffed: World, reason: str) -> None:
    mei = StaffVisitor(staffed, "officer-1")
    mei.get(SUSPEND)
    mei.press(SUSPEND, 409, reason=reason)
    assert entries(staffed, "round.suspended") == []


def test_a_cancelled_round_takes_no_votes_and_says_so(staffed: World) -> None:
    """On the board and to a voter who is in the middle of it."""
    voter = StaffVisitor(staffed, "officer-1", signed_in=False)
    voter.sign_in(0)
    voter.choose("bike")
    voter.get("/vote/youth/check")
    form = voter.page.form("/vote/youth/cast")
    number = prepare_act(staffed.office, "officer-1", ROUND, "cancel", reason="legal")
    rhys = StaffVisitor(staffed, "officer-2")
    rhys.get(f"/board/acts/{number}")
    rhys.press(f"/board/acts/{number}")
    assert "Cancelled" in rhys.get(RUNNING).words
    voter.post("/vote/youth/cast", {**form}, 409)
    assert "was cancelled" in voter.page.words
    staffed.at(CLOSES + timedelta(minutes=3))
    assert entries(staffed, "round.closed") == []


def test_a_round_that_nobody_knows_is_not_found(staffed: World) -> None:
    StaffVisitor(staffed, "officer-1").get("/board/rounds/autumn/running", 404)

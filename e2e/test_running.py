"""Officers look after a running round: one pauses, two decide, and every page of it holds on phone and desk."""

import re

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.desk import sign_in
from e2e.page_rules import look_at
from pbvote.services.protected_acts import prepare_act
from tests.factories import ROUND

RUNNING = f"/board/rounds/{ROUND}/running"
LATER = {"closes_at": "2027-03-15T17:00:00Z", "reason": "access"}


@pytest.fixture
def board(village: Village) -> Village:
    """A round that is open; its staff can sign in, and two people have voted."""
    village.world.enrol()
    for number in (0, 2):
        village.world.cast(number, "bike")
    return village


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_one_officer_pauses_and_two_let_it_go_on(board: Village, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    mei, rhys = sign_in(board, "officer-1", script=script), sign_in(board, "officer-2", script=script)
    mei.open(RUNNING)
    mei.page.get_by_role("button", name="Pause voting").click()
    mei.page.get_by_label("Something may not be safe").check()
    mei.press("Pause voting now")
    expect(mei.page.locator(".pb-state__word")).to_have_text("Paused")
    mei.page.get_by_role("button", name="Prepare: Let voting go on").click()
    mei.press("Prepare this")
    expect(mei.page.get_by_text("You prepared this")).to_be_visible()
    rhys.open("/board")
    rhys.page.get_by_role("button", name=re.compile("^Look and confirm")).click()
    rhys.press("Let voting go on")
    expect(rhys.page.get_by_text("Done. Both people agreed.")).to_be_visible()
    rhys.open(RUNNING)
    expect(rhys.page.locator(".pb-state__word")).to_have_text("Open")


def test_a_later_close_is_typed_looked_at_and_confirmed(board: Village) -> None:
    """A wrong date is told at its field; the second officer sees the date in words."""
    mei, rhys = sign_in(board, "officer-1"), sign_in(board, "officer-2")
    mei.open(f"/board/rounds/{ROUND}/acts/extend")
    mei.press("Prepare this")
    expect(mei.page.get_by_role("alert")).to_be_visible()
    look_at(mei)
    for label, value in (("Day", "15"), ("Month", "3"), ("Year", "2027"), ("Time, such as 17:00", "17:00")):
        mei.page.get_by_label(label, exact=True).fill(value)
    mei.page.get_by_label("People could not get to the vote").check()
    mei.press("Prepare this")
    look_at(mei)
    rhys.open("/board")
    look_at(rhys)
    rhys.page.get_by_role("button", name=re.compile("^Look and confirm")).click()
    expect(rhys.page.get_by_text("5pm on 15 March 2027")).to_be_visible()
    look_at(rhys)
    rhys.press("Set the new time")
    look_at(rhys)


def test_the_pages_of_a_round_that_runs(board: Village) -> None:
    """Looking after it, taking a project out, cancelling, pausing, the clock, an act given up and one that lapsed."""
    office = board.world.office
    number = prepare_act(office, "officer-1", ROUND, "extend", **LATER)
    rhys = sign_in(board, "officer-2")
    for path in ("running", "acts/withdraw-a-project", "acts/cancel", "suspend"):
        rhys.open(f"/board/rounds/{ROUND}/{path}")
        look_at(rhys)
    rhys.open("/board/clock")
    look_at(rhys)
    rhys.open(f"/board/acts/{number}")
    rhys.press("Something is not right: give it up")
    expect(rhys.page.get_by_text("Nothing happened")).to_be_visible()
    look_at(rhys)
    lapsed = prepare_act(office, "officer-1", ROUND, "extend", **LATER)
    board.world.agree("withdraw a project", pot="youth", project="boat", reason="safety")
    rhys.open(f"/board/acts/{lapsed}")
    look_at(rhys)
    board.world.agree("cancel", reason="legal")
    rhys.open(RUNNING)
    look_at(rhys)

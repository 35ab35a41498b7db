"""Closing night in two browsers: each officer presses what is theirs, and a wrong number is a plan."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.desk import sign_in
from e2e.page_rules import look_at
from e2e.voter import Voter
from pbvote.domain.errors import BalanceFailedError
from tests.attacks.database_rows import change
from tests.factories import ROUND

CLOSING = f"/board/rounds/{ROUND}/closing"
MARK = "UPDATE mark SET marked = :marked WHERE pot_id = 'youth' AND member_key = :key"


@pytest.fixture
def night(village: Village) -> Village:
    """Three people have voted, and the officers can sign in."""
    village.world.enrol()
    for number in (0, 2, 4):
        village.world.cast(number, "bike", "quiet")
    return village


def officer(night: Village, number: int, *, script: bool = True) -> Voter:
    """A browser in which an officer has signed in."""
    return sign_in(night, f"officer-{number}", script=script)


def reads(seat: Voter, word: str) -> None:
    """Open the page, and again while the server is still at it, until its one big word is there."""
    shown = seat.page.locator(".pb-state__word")
    seat.open(CLOSING)
    for _ in range(30):
        if shown.inner_text() == word:
            break
        seat.page.wait_for_timeout(500)
        seat.open(CLOSING)
    expect(shown).to_have_text(word)


def agree(first: Voter, second: Voter, prepare: str, confirm: str) -> None:
    """One prepares on the page, the other confirms on it."""
    first.press(prepare)
    second.open(CLOSING)
    second.press(confirm)
    expect(second.page.get_by_text("Done. Both people agreed.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_officers_bring_the_night_to_its_end(night: Village, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    mei, rhys = officer(night, 1, script=script), officer(night, 2, script=script)
    reads(mei, "Open")
    night.world.close()
    reads(mei, "Balanced")
    mei.page.get_by_label("What was drawn").fill("4 17 23 31 40 52")
    agree(mei, rhys, "Prepare the draw", "Confirm the draw")
    reads(rhys, "Drawn")
    agree(rhys, mei, "Prepare the count", "Count now")
    mei.open(CLOSING)
    if mei.button("Check now").count():  # the server may have begun it by itself
        mei.press("Check now")
    reads(mei, "Checked")
    agree(mei, rhys, "Prepare publishing", "Publish now")
    reads(mei, "Published")


def test_a_wrong_number_stops_and_goes_on_after_the_repair(night: Village) -> None:
    mei, rhys = officer(night, 1), officer(night, 2)
    change(night.world.office.database, MARK, marked=True, key=night.world.members[6])
    with pytest.raises(BalanceFailedError):
        night.world.close()
    reads(mei, "Stopped")
    expect(mei.page.get_by_text("One vote is missing, or one mark is too many.")).to_be_visible()
    mei.press("Keep a copy")
    expect(mei.page.get_by_text("Kept at")).to_be_visible()
    change(night.world.office.database, MARK, marked=False, key=night.world.members[6])
    agree(mei, rhys, "Prepare to close again", "Let it run again")
    night.world.close()
    reads(rhys, "Balanced")


def test_closing_night_is_for_everybody(night: Village) -> None:
    """Every state at both widths, with axe."""
    mei = officer(night, 1)
    reads(mei, "Open")
    look_at(mei)
    night.world.close()
    reads(mei, "Balanced")
    look_at(mei)
    mei.page.get_by_label("What was drawn").fill("1 2 3")
    mei.press("Prepare the draw")
    mei.open(CLOSING)
    look_at(mei)
    night.world.agree("draw", seed="1 2 3")
    night.world.agree("count")
    link = night.world.agree("hand out the bundle", name="Hillend Parents’ Group")
    mei.open(CLOSING)
    if mei.button("Check now").count():
        look_at(mei)
        mei.press("Check now")
    reads(mei, "Checked")
    look_at(mei)
    mei.page.get_by_text("Every finding, word for word").click()
    look_at(mei)
    mei.open(f"/auditors/{link}")
    look_at(mei)


def test_a_stopped_night_is_for_everybody(night: Village) -> None:
    mei = officer(night, 1)
    change(night.world.office.database, MARK, marked=True, key=night.world.members[6])
    with pytest.raises(BalanceFailedError):
        night.world.close()
    reads(mei, "Stopped")
    look_at(mei)
    mei.press("Keep a copy")
    expect(mei.page.get_by_text("Kept at")).to_be_visible()
    look_at(mei)

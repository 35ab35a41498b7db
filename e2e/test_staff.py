"""The staff's own doors: setting up a sign-in, the second factor at an act, devices, who is who."""

import re

import pytest
from playwright.sync_api import expect
from pyotp import TOTP

from e2e.conftest import Village
from e2e.desk import sign_in as staff_signed_in
from e2e.page_rules import look_at
from e2e.voter import DESK, PHONE, Voter
from pbvote.storage.tables import StaffSessionRow

WORDS = "a heron stands in water"
APPOINT = "/board/acts/new/appoint"


@pytest.fixture
def desk(village: Village) -> Village:
    """The village with its staff."""
    village.world.enrol()
    return village


def sign_in(seat: Voter, login: str, password: str, digits: str) -> None:
    """Fill in the one form."""
    seat.open("/board/sign-in")
    seat.page.get_by_label("Login name").fill(login)
    seat.page.get_by_label("Password").fill(password)
    seat.page.get_by_label("Six digits from your app").fill(digits)
    seat.page.keyboard.press("Enter")


def officer(desk: Village, number: int, *, script: bool = True) -> Voter:
    """A browser in which an officer has signed in."""
    return staff_signed_in(desk, f"officer-{number}", script=script)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_clerk_is_appointed_sets_up_and_signs_in(desk: Village, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """By two officers on pages; the link is shown once; the phone's digits and recovery codes follow."""
    mei, rhys = officer(desk, 1, script=script), officer(desk, 2, script=script)
    mei.open("/board/people")
    mei.page.get_by_role("button", name="Appoint somebody").click()
    mei.page.get_by_label("Name").fill("Ines Sol")
    mei.page.get_by_label("Clerk").check()
    mei.press("Prepare this")
    rhys.page.goto(mei.page.url)
    rhys.press("Appoint them")
    link = rhys.page.locator("main code").inner_text()
    ines = desk.seats.take(PHONE, script=script)
    ines.page.goto(link)
    ines.sees("Set up your sign-in, Ines Sol")
    ines.page.get_by_label("Login name").fill("ines")
    for label in ("New password", "The same password again"):
        ines.page.get_by_label(label).fill(WORDS)
    ines.press("Go on to the app")
    ines.sees("Connect the app on your phone")
    secret = ines.page.locator("main code").inner_text().replace(" ", "")
    ines.page.get_by_label("Six digits from your app").fill(TOTP(secret).now())
    ines.press("Finish")
    ines.sees("You can sign in now")
    recovery = ines.page.locator(".pb-secrets code").first.inner_text()
    sign_in(ines, "ines", WORDS, recovery)
    ines.page.wait_for_url(re.compile("/board$"))
    ines.open("/board/people")
    expect(ines.page.get_by_role("heading", name="Ines Sol")).to_be_visible()


def test_an_act_asks_for_the_phone_again_when_it_was_long_ago(desk: Village) -> None:
    """What was typed is kept; wrong digits do nothing; right ones go on."""
    mei = officer(desk, 1)
    mei.open(APPOINT)
    with desk.world.office.database.write() as uow:
        for row in uow.db.query(StaffSessionRow):
            row.fresh_until = row.began_at
        uow.commit()
    mei.page.get_by_label("Name").fill("Ines Sol")
    mei.page.get_by_label("Helper").check()
    mei.press("Prepare this")
    mei.sees("Show that it is you")
    look_at(mei)
    mei.page.get_by_label("Six digits from your app").fill("000000")
    mei.press("Go on")
    expect(mei.page).to_have_title(re.compile("^Error: "))
    look_at(mei)
    mei.page.get_by_label("Six digits from your app").fill(desk.world.digits("officer-1"))
    mei.press("Go on")
    expect(mei.page.get_by_text("Ines Sol")).to_be_visible()


def test_a_lost_tablet_is_signed_out_from_another_device(desk: Village) -> None:
    here, tablet = officer(desk, 1), officer(desk, 1)
    here.open("/board/own")
    look_at(here)
    here.press("Sign out all other devices")
    tablet.open("/board")
    tablet.sees("Sign in to the board")
    here.open("/board")
    expect(here.page.get_by_role("button", name="Sign out (Mei Tran)")).to_be_visible()


@pytest.mark.parametrize("path", ["/board/people", "/board/security", APPOINT, "/board/acts/new/end-a-role"])
def test_the_pages_about_people_can_be_read_by_everybody(desk: Village, path: str) -> None:
    mei = officer(desk, 1)
    mei.open(path)
    look_at(mei)


def test_the_doors_can_be_read_by_everybody(desk: Village) -> None:
    seat = desk.seats.take(DESK)
    seat.open("/board/sign-in")
    look_at(seat)
    sign_in(seat, "nobody", "nothing", "000000")
    expect(seat.page).to_have_title(re.compile("^Error: Sign in to the board"))
    look_at(seat)
    link = f"/board/join/{desk.world.appoint('officer', 'Ines Sol')}"
    seat.open(link)
    look_at(seat)
    seat.press("Go on to the app")
    look_at(seat)
    seat.page.get_by_label("Login name").fill("ines")
    for label in ("New password", "The same password again"):
        seat.page.get_by_label(label).fill(WORDS)
    for label, value in (("Day", "3"), ("Month", "6"), ("Year", "1980")):
        seat.page.get_by_label(label).fill(value)
    seat.press("Go on to the app")
    look_at(seat)

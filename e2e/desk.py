"""The staff of a village before their browsers."""

import re
from datetime import date

from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.installation import Card
from e2e.voter import DESK, Voter

NOBODY = Card("", "", date(2000, 1, 1))
"""Of those who came without a voting card."""


def sign_in(village: Village, role: str, *, script: bool = True, card: Card | None = NOBODY) -> Voter:
    """A browser in which somebody of the staff has signed in; without `card`, a voter's lies beside them."""
    seat, staff = village.seats.take(DESK, script=script, card=card), village.world.staff[role]
    seat.open("/board/sign-in")
    seat.page.locator("[name=login]").fill(staff.login)
    seat.page.locator("[name=password]").fill(staff.password)
    seat.page.locator("[name=code]").fill(village.world.digits(role))
    seat.page.locator("main button").first.click()
    expect(seat.page.get_by_role("button", name=re.compile("Sign out"))).to_be_visible()
    return seat

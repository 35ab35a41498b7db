"""At the desk: a lost code is given anew by two people, a helper sits by a voter, and letters fit their paper."""

import re

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.desk import sign_in
from e2e.page_rules import look_at
from e2e.voter import Voter
from tests.factories import ROUND

CODES = f"/board/rounds/{ROUND}/codes"


@pytest.fixture
def desk(village: Village) -> Village:
    """The village with its staff: officers 1 to 3, clerk-1 and helper-1 can sign in."""
    village.world.enrol()
    return village


def prepare_code(helper: Voter, number: int) -> None:
    """Find member `number` and prepare a new code for them."""
    helper.open(CODES)
    helper.page.get_by_label("Name or postcode").fill(f"Member {number}")
    helper.press("Find")
    helper.page.get_by_label(f"Member {number}", exact=True).check()
    helper.press("Prepare a new code")
    helper.sees("A new code for one person")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_people_give_a_lost_code_anew(desk: Village, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    helper, clerk = sign_in(desk, "helper-1", script=script), sign_in(desk, "clerk-1", script=script)
    prepare_code(helper, 4)
    clerk.open("/board")
    clerk.page.get_by_role("button", name=re.compile("^Look and confirm")).click()
    expect(clerk.page.get_by_text("Member 4")).to_be_visible()
    clerk.press("Make the new code")
    clerk.sees("1 card with a voting code")
    code = clerk.page.locator(".pl-code").inner_text()
    voter = desk.seats.take(script=script)
    voter.open("/sign-in")
    voter.type_code(code)
    voter.type_birthday(14, 2)
    voter.sees("Your pots")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_helper_sits_by_and_nothing_stays(desk: Village, script: bool) -> None:  # noqa: FBT001 - as above
    helper = sign_in(desk, "helper-1", script=script, card=None)
    helper.open("/board/assist")
    helper.page.get_by_label("The voter’s code").fill(helper.card.code)
    helper.page.get_by_label("Day", exact=True).fill(str(helper.card.born.day))
    helper.page.get_by_label("Month", exact=True).fill(str(helper.card.born.month))
    helper.page.get_by_label("I was asked for help").check()
    helper.press("Begin")
    helper.sees("Your pots")
    assert helper.cast(2) == helper.held_code()
    expect(helper.page.get_by_text("Helper 1 is helping you.")).to_be_visible()
    helper.press("Finish and clear")
    helper.sees("Help somebody to vote")
    helper.page.go_back()
    expect(helper.page.get_by_text(helper.held_code())).to_have_count(0)


def test_the_pages_of_the_desk_are_for_everybody(desk: Village) -> None:
    helper = sign_in(desk, "helper-1")
    helper.open("/board/assist")
    look_at(helper)
    helper.press("Begin")
    helper.sees("Help somebody to vote")
    look_at(helper)
    helper.open(CODES)
    look_at(helper)
    prepare_code(helper, 4)
    look_at(helper)
    clerk = sign_in(desk, "clerk-1")
    clerk.open(helper.page.url.removeprefix(helper.site.address))
    clerk.press("Make the new code")
    clerk.sees("1 card with a voting code")
    look_at(clerk)


@pytest.mark.parametrize(
    ("paper", "size", "pages"),
    [("letters", "ordinary", 8), ("letters", "large", 16), ("cards", "ordinary", 1), ("cards", "large", 4)],
)
def test_letters_and_cards_fit_their_paper(desk: Village, paper: str, size: str, pages: int) -> None:
    """Eight members: a sheet each, two in large print; eight cards on one sheet, two in large print."""
    first, second = sign_in(desk, "officer-1"), sign_in(desk, "officer-2")
    first.open(f"/board/rounds/{ROUND}/acts/print-codes")
    first.page.locator(f"[name=paper][value={paper}]").check()
    first.page.locator(f"[name=size][value={size}]").check()
    first.press("Prepare this")
    first.sees("Make letters with voting codes")
    second.open(first.page.url.removeprefix(first.site.address))
    second.press("Make the letters")
    second.sees(f"8 {paper} with voting codes")
    second.page.wait_for_load_state()  # they come sheet by sheet
    printed = second.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == pages

"""A youth session at a club: a helper’s tablet, cards in turn, and a screen that is clear for whoever comes next."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e import page_rules
from e2e.conftest import serve_world
from e2e.desk import sign_in
from e2e.idea_village import IdeaVillage
from e2e.voter import PHONE, Voter
from pbvote.services.print_codes import Printing
from tests.factories import ROUND, member
from tests.idea_world import idea_world

TABLET = 768
"""Pixels across, as a tablet is held upright."""

TITLE = "A boat for the club"
FIRST, SECOND = 0, 2
QUIET = 4 * 60 * 1000 + 1000
"""Milliseconds without a touch after which the page asks."""


@pytest.fixture
def club(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[IdeaVillage]:
    """A round that collects ideas; four members have cards."""
    world = idea_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}", members=4)
    printing = world.agree("print codes")
    assert isinstance(printing, Printing)
    world.codes = dict(printing.codes)
    world.enrol()
    for village in serve_world(world, new_context):
        yield IdeaVillage(village)


def open_session(club: IdeaVillage, *, script: bool) -> Voter:
    """The helper opens a session on the tablet and is signed out on it."""
    tablet = sign_in(club.village, "helper-1", script=script)
    tablet.page.set_viewport_size({"width": TABLET, "height": 1024})
    tablet.open("/board/tablets")
    look_at(tablet)
    tablet.page.locator(f"[name=what][value='propose:{ROUND}']").check()
    tablet.page.locator("[name=place]").fill("Mill Lane School")
    tablet.press("Open the session")
    tablet.sees("Use your card")
    expect(tablet.page.get_by_role("button", name=re.compile("Sign out"))).to_have_count(0)
    return tablet


def look_at(tablet: Voter) -> None:
    """The rules of every page, on a phone and a desk as well as here; in the journey with script."""
    if tablet.script:
        page_rules.look_at(tablet)


def sit_down(club: IdeaVillage, tablet: Voter, number: int, code: str = "") -> None:
    """Member `number` types what stands on their card."""
    world = club.village.world
    assert world.codes is not None
    born = member(number).born
    tablet.page.locator("[name=code]").fill(code or world.codes[world.members[number]])
    tablet.page.locator("[name=born-day]").fill(str(born.day))
    tablet.page.locator("[name=born-month]").fill(str(born.month))
    tablet.press("Begin")


def begin_an_idea(tablet: Voter) -> str:
    """Begin one and give it a title; the address of its page."""
    tablet.open(f"/rounds/{ROUND}/propose")
    tablet.press("Begin an idea")
    tablet.sees("Your new idea")
    own = tablet.page.url.removeprefix(tablet.site.address)
    tablet.open(f"{own}/title")
    tablet.page.locator("main [name=title]").fill(TITLE)
    tablet.press("Save and go on")
    tablet.page.wait_for_url(lambda url: not url.endswith("/title"))
    tablet.open(own)
    expect(tablet.page.get_by_text(TITLE).first).to_be_visible()
    return own


def finds_nothing(tablet: Voter, *paths: str) -> None:
    """Neither the button back nor an address that somebody remembers shows what the last person wrote."""
    for _step in range(2):
        tablet.page.go_back()
        expect(tablet.page.get_by_text(TITLE)).to_have_count(0)
    for path in paths:
        tablet.open(path)
        expect(tablet.page.get_by_text(TITLE)).to_have_count(0)
    tablet.open("/tablet")
    tablet.sees("Use your card")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_screen_is_never_the_last_persons(club: IdeaVillage, *, script: bool) -> None:
    tablet = open_session(club, script=script)
    look_at(tablet)
    sit_down(club, tablet, FIRST, code="AAAA AAAA AAAA A")
    expect(tablet.page.locator(".govuk-error-summary")).to_be_visible()
    expect(tablet.page.locator("[name=code]")).to_have_value("")
    look_at(tablet)
    sit_down(club, tablet, FIRST)
    own = begin_an_idea(tablet)
    look_at(tablet)
    tablet.press("Finish and clear")
    expect(tablet.page.get_by_text("this screen is clear")).to_be_visible()
    finds_nothing(tablet, own, "/my", "/my/data", "/board")
    sit_down(club, tablet, SECOND)
    tablet.open(own)
    expect(tablet.page.get_by_text(TITLE)).to_have_count(0)
    tablet.open("/my")
    expect(tablet.page.get_by_text(TITLE)).to_have_count(0)
    tablet.press("Finish and clear")
    helper = sign_in(club.village, "helper-1", script=script)
    helper.open("/board/tablets")
    helper.follow("Whose cards were used")
    expect(helper.page.locator("main li")).to_have_text([f"Member {FIRST}", f"Member {SECOND}"])
    look_at(helper)


def test_a_tablet_that_nobody_touches_asks_and_then_clears_itself(club: IdeaVillage) -> None:
    tablet = open_session(club, script=True)
    tablet.page.clock.install()
    sit_down(club, tablet, FIRST)
    own = begin_an_idea(tablet)
    tablet.page.set_viewport_size({"width": PHONE, "height": 800})
    tablet.page.clock.run_for(QUIET)
    expect(tablet.page.get_by_role("dialog")).to_be_visible()
    tablet.press("I am still here")
    expect(tablet.page.get_by_role("dialog")).to_have_count(0)
    expect(tablet.page.get_by_text(TITLE).first).to_be_visible()
    tablet.page.clock.run_for(QUIET)
    page_rules.look_at_phone(tablet)
    tablet.page.clock.run_for(QUIET)
    tablet.sees("Use your card")
    finds_nothing(tablet, own)

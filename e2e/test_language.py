"""The switch of languages, and pages in a language that is two fifths longer than English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.conftest import Village
from e2e.desk import sign_in
from e2e.installation import Card, Site
from e2e.page_rules import look_at, look_at_phone
from e2e.server import serving
from e2e.voter import PHONE, Seats, Voter
from pbvote.config import Settings
from pbvote.web.app import create_app
from tests.factories import ROUND, member, open_world
from tests.web.pseudo import PSEUDO

PUBLIC = ("/", f"/rounds/{ROUND}/youth", "/log", "/no-such-page")
TO_SIGN_IN = ("/sign-in", "/members/sign-in")
VOTING = ("/vote", "/vote/youth/choose", "/vote/youth/order", "/vote/youth/check")
BOARD = ("/board", "/board/people", "/board/closing")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_switch_keeps_the_page_and_the_choice(seats: Seats, script: bool) -> None:  # noqa: FBT001 - a case
    voter = seats.take(PHONE, script=script)
    voter.open("/results")
    voter.page.get_by_role("link", name="Cymraeg").click()
    expect(voter.page.locator("html")).to_have_attribute("lang", "cy")
    assert voter.page.url.endswith("/results")
    expect(voter.page.get_by_text("Some of this page is in English")).to_be_visible()
    voter.open("/help")
    expect(voter.page.locator("html")).to_have_attribute("lang", "cy")
    voter.page.get_by_role("link", name="English").click()
    expect(voter.page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("path", ["/", "/sign-in", "/board/sign-in"])
def test_a_page_in_two_languages_is_sound(seats: Seats, path: str) -> None:
    voter = seats.take(PHONE)
    voter.open(path)
    voter.page.get_by_role("link", name="Cymraeg").click()
    expect(voter.page.locator("html")).to_have_attribute("lang", "cy")
    look_at(voter)


@pytest.fixture
def stretched(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Village]:
    """A village whose pages speak the language of tests/web/pseudo.py to whoever chooses Welsh."""
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    world.enrol()
    codes = world.codes or {}
    cards = [Card(key, codes[key], member(number).born) for number, key in list(enumerate(world.members))[::2]]

    def app(address: str) -> object:
        made = create_app(Settings.from_environment({"PBVOTE_ADDRESS": address}), world.office)
        made.state.speeches["cy"] = PSEUDO
        return made

    with serving(app) as address:  # type: ignore[arg-type] # an application of Starlette is one of ASGI
        seats = Seats(Site(address, world.office, iter(cards)), new_context)
        yield Village(world, seats)
        seats.check()
    world.office.database.close()


def test_longer_words_push_no_page_sideways(stretched: Village) -> None:
    """A card that is signed in sees its pages too; axe finds no fault in them."""
    voter = stretched.seats.take(PHONE)
    voter.arrive()
    voter.choose(2)
    _walk(voter, (*PUBLIC, *TO_SIGN_IN, *VOTING))


def test_longer_words_push_no_page_of_the_board_sideways(stretched: Village) -> None:
    _walk(sign_in(stretched, "officer-1"), BOARD)


def _walk(voter: Voter, paths: tuple[str, ...]) -> None:
    voter.open("/language/cy")
    for path in paths:
        voter.open(path)
        assert "⟦" in voter.page.content(), path
        look_at_phone(voter)

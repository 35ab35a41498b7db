"""Ideas are found from the front page and the menu, also while another round takes votes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.phase import Phase, PhaseDates
from pbvote.domain.round import Schedule
from pbvote.services.plan_round import plan_round
from pbvote.services.set_phases import PhaseSettings, set_phases
from tests.factories import CLOSES, OPENS, PLAN, World, new_world, open_world
from tests.idea_world import idea_world
from tests.web.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def both(tmp_path: Path, sqlite_url: str) -> World:
    """One round takes votes; another one is approved to ask for ideas from the next day on."""
    world = open_world(tmp_path / "data", sqlite_url, members=1)
    later = Schedule(OPENS + 90 * DAY, CLOSES + 90 * DAY, CLOSES + 97 * DAY, "Europe/London")
    plan_round(world.office, replace(PLAN, id="summer-2027", title="Summer 2027", schedule=later))
    dates = PhaseDates(None, OPENS + 2 * DAY, OPENS + 30 * DAY, OPENS + 60 * DAY)
    set_phases(world.office, "officer-1", "summer-2027", PhaseSettings(dates, 2, 7, "after"))
    world.agree("approve the phases", "summer-2027")
    return world


def test_the_round_that_asks_has_a_band_below_the_open_vote(both: World) -> None:
    both.at(OPENS + 3 * DAY)
    visitor = Visitor(both)
    page = visitor.get("/")
    assert page.heading == "£30,000 to share. You choose where it goes."
    assert "/rounds/summer-2027/propose" in page.links()
    assert "Summer 2027 £30,000 to share. What is your idea?" in page.words
    assert visitor.get("/ideas").heading == "Ideas for Summer 2027"


def test_the_band_is_not_shown_twice_where_the_page_is_about_that_round(tmp_path: Path, sqlite_url: str) -> None:
    page = Visitor(idea_world(tmp_path / "data", sqlite_url, members=1, phase=Phase.IDEAS)).get("/")
    assert page.words.count("What is your idea?") == 1


@pytest.mark.parametrize(
    ("phase", "heading"),
    [
        (Phase.WAITING, "Spring 2027"),
        (Phase.QUESTIONS, "What should this round ask?"),
        (Phase.REVIEW, "Ideas for Spring 2027"),
    ],
)
def test_the_menu_leads_to_what_the_round_asks_now(tmp_path: Path, sqlite_url: str, phase: Phase, heading: str) -> None:
    visitor = Visitor(idea_world(tmp_path / "data", sqlite_url, members=1, phase=phase))
    assert "/ideas" in visitor.get("/promise").links()
    assert visitor.get("/ideas").heading.startswith(heading)


def test_without_such_a_round_the_menu_says_so(tmp_path: Path, sqlite_url: str) -> None:
    assert Visitor(new_world(tmp_path / "data", sqlite_url)).get("/ideas").heading == "No round asks for ideas now"


def test_the_help_says_how_to_put_an_idea(visitor: Visitor) -> None:
    page = visitor.get("/help")
    assert "I have an idea" in page.words
    assert "/ideas" in page.links()

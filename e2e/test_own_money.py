"""After the result: a voter sees where the own voting money went; groups, closeness and spending are looked at too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.conftest import Village, serve_world
from e2e.page_rules import look_at
from e2e.voter import Voter
from tests.factories import open_world
from tests.services.parted import PARTED_PLAN, all_vote

PEOPLE = 80
RESULT = "/rounds/spring-2027/everybody/results"
TO_MONEY = "Sign in with your code to see where your own voting money went"


@pytest.fixture
def over(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Village]:
    """A published round: 40 young people and 32 grown-ups halve the voting money of the pot for everybody."""
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}", members=PEOPLE, plan=PARTED_PLAN)
    all_vote(world, 40, 32)
    world.close()
    world.publish()
    yield from serve_world(world, new_context)


def by_key(voter: Voter, name: str) -> None:
    """Follow a link with the keyboard alone."""
    link = voter.page.get_by_role("link", name=name).first
    link.focus()
    expect(link).to_be_focused()
    voter.page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False])
def test_from_the_result_to_where_my_money_went_and_away_again(over: Village, script: bool) -> None:  # noqa: FBT001 - a table
    next(over.seats.site.cards)  # the first of them voted for nothing
    voter = over.seats.take(script=script)
    voter.open(RESULT)
    by_key(voter, TO_MONEY)
    expect(voter.page.get_by_text("use the code you voted with")).to_be_visible()
    voter.type_code(voter.card.code)
    voter.type_birthday(voter.card.born.day, voter.card.born.month)
    voter.sees("Your pots")
    by_key(voter, "Where your voting money went: Whole Marlbrook pot")
    voter.sees("Where your voting money went")
    expect(voter.page.get_by_text("In the count you had £")).to_be_visible()
    expect(voter.page.locator(".pb-bars")).to_be_visible()
    voter.press("Finish and clear")
    voter.sees("You have finished")
    voter.page.go_back()
    voter.page.reload()
    expect(voter.page.get_by_text("In the count you had")).to_have_count(0)


def test_nothing_is_wrong_on_any_page_about_the_money(over: Village) -> None:
    voter = over.seats.take()
    voter.open(RESULT)
    expect(voter.page.get_by_role("heading", name="What each group of voters paid")).to_be_visible()
    voter.page.get_by_text("The same numbers in a table: Voting money").click()
    voter.page.get_by_text("Who thought of this rule?").click()
    look_at(voter)
    voter.open(f"{RESULT}/steps")
    look_at(voter)
    for project in ("lamps", "pond", "bench"):
        voter.open(f"{RESULT}/projects/{project}")
        look_at(voter)
    voter.arrive()
    look_at(voter)
    voter.open("/vote/everybody/money")
    look_at(voter)
    voter.open("/sign-in?why=money")
    look_at(voter)

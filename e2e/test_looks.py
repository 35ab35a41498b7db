"""Every page and state: no fault for axe at 320 and 1280 pixels, no sideways scroll, also at 200 % text."""

import pytest

from e2e.page_rules import look_at
from e2e.voter import Voter

ROUND = "/rounds/autumn-2026"
LAST = "/rounds/autumn-2025/everyone"
PUBLIC = [
    "/", "/help", "/promise", "/privacy", "/privacy/young", "/accessibility", "/cookies",
    ROUND, "/rounds/autumn-2025", "/rounds/autumn-2025/report", f"{ROUND}/report", "/log?round=autumn-2025",
    "/log?entry=5",
    "/check", "/check/codes", "/results", f"{LAST}/results", f"{LAST}/results/steps",
    f"{ROUND}/youth", f"{ROUND}/youth?q=nothing-like-it", f"{ROUND}/youth/projects/brook", "/finished", "/no-such-page",
]  # fmt: skip
NOT_THERE = {"/no-such-page", f"{ROUND}/report"}
"""What answers that it is not there, or not there yet."""


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(voter: Voter, path: str) -> None:
    answer = voter.page.goto(f"{voter.site.address}{path}")
    assert answer is not None
    assert answer.status == (404 if path in NOT_THERE else 200), "an error page would pass as well"
    look_at(voter)


def test_the_log_with_a_raw_line_and_the_menu_open(voter: Voter) -> None:
    voter.open("/log")
    voter.page.get_by_text("The line as stored").first.click()
    voter.press("Menu")
    look_at(voter)


@pytest.mark.parametrize("list_of", [".pb-result:not(.pb-result--lost)", ".pb-result--lost"])
def test_why_one_won_and_why_one_lost(voter: Voter, list_of: str) -> None:
    voter.open(f"{LAST}/results")
    voter.page.locator(f"{list_of} > li").first.get_by_role("link", name="Why?").click()
    voter.page.get_by_text("What is voting money?").click()
    look_at(voter)


def test_each_answer_of_the_check_page(voter: Voter) -> None:
    voter.open("/check")
    voter.page.get_by_label("Type your check code").fill("no code")
    voter.press("Check my code")
    look_at(voter)


def test_signing_in_with_its_errors(voter: Voter) -> None:
    voter.open("/sign-in?why=change")
    look_at(voter)
    voter.type_code("7H3K")
    look_at(voter)
    voter.type_code(voter.card.code)
    voter.page.get_by_text("Why do you ask this?").click()
    look_at(voter)
    voter.type_birthday(31, 13)
    look_at(voter)


def test_choosing_and_ordering(voter: Voter) -> None:
    voter.arrive()
    look_at(voter)
    voter.open("/vote/youth/choose")
    voter.press("Put in order")  # with nothing chosen
    look_at(voter)
    titles = voter.choose(5)
    look_at(voter)
    voter.page.locator("[name=add]").first.click()  # a sixth
    voter.page.get_by_role("heading", name="There is a problem").wait_for()
    look_at(voter)
    voter.open("/vote/youth/order")
    voter.press(f"Move down: {titles[0]}")
    look_at(voter)
    voter.open("/vote")
    look_at(voter)


def test_casting_and_after(voter: Voter) -> None:
    voter.arrive()
    voter.choose(2)
    voter.open("/vote/youth/check")
    look_at(voter)
    voter.press("Cast my vote")
    voter.sees("You have voted")
    look_at(voter)
    voter.open("/vote/marlbrook/blank")
    look_at(voter)
    voter.open("/vote")
    look_at(voter)


def test_taking_a_vote_back(voter: Voter) -> None:
    voter.arrive()
    voter.cast(1)
    voter.arrive()
    voter.open("/vote/youth/withdraw")
    look_at(voter)
    voter.press("Take my vote back")
    voter.sees("Your vote is taken back")
    look_at(voter)


def test_pages_that_say_what_went_wrong(voter: Voter) -> None:
    voter.arrive()
    voter.open("/vote/no-such-pot/choose")
    look_at(voter)
    voter.choose(1)
    voter.page.context.clear_cookies()
    voter.press("Put in order")
    look_at(voter)

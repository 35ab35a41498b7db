"""From a question to the ballot and back to who asked: somebody of 14 with a phone, and whoever they meet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e import page_rules
from e2e.desk import sign_in
from e2e.idea_village import IDEAS, IdeaVillage, asking_village
from e2e.voter import Voter
from pbvote.domain.phase import Phase
from tests.factories import ROUND

QUESTIONS, PANEL, MINE = f"/rounds/{ROUND}/questions", f"/my/panel/{ROUND}", "/my/ideas/1"
IDEA, BOARD = f"{IDEAS}/1", f"/board/rounds/{ROUND}"
AUTHOR, COMMENTER, CO_AUTHOR, SUPPORTER, PANEL_MEMBERS = 0, 1, 2, 3, (4, 6, 8)

PARTS = {
    "title": {"title": "Open mic"},
    "what": {"what": "We sing on Fridays.", "why": "Nobody can try things out."},
    "helps": {"helps": "Anyone who likes to sing or to listen."},
    "where": {"place": "The hall by the mill"},
}


@pytest.fixture
def asking(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[IdeaVillage]:
    """In the days of questions."""
    yield from asking_village(tmp_path, new_context)


def look_at(seat: Voter) -> None:
    """The rules of every page, in the journey with script: without it the pages are the same."""
    if seat.script:
        page_rules.look_at(seat)


def press(seat: Voter, button: str) -> None:
    """Press a button and wait for the page that follows: somebody else may be next, before another browser."""
    with seat.page.expect_navigation():
        seat.press(button)


def fill(seat: Voter, button: str, **typed: str) -> None:
    """Type into the fields of these names and press a button."""
    for name, text in typed.items():
        seat.page.locator(f"main [name={name}]").first.fill(text)
    press(seat, button)


def pick(seat: Voter, name: str, value: str) -> None:
    """Choose one of several."""
    seat.page.locator(f"main [name={name}][value='{value}']").check()


def ask_and_choose(asking: IdeaVillage, author: Voter, commenter: Voter, clerk: Voter, officer: Voter) -> None:
    """A question is put, read by staff, supported, answered and chosen."""
    fill(author, "Put this question", question="What would make Friday evenings better?")
    look_at(author)
    clerk.open(f"{BOARD}/questions/1")
    pick(clerk, "choice", "show")
    press(clerk, "Save and go back to the list")
    commenter.open(QUESTIONS)
    with commenter.page.expect_navigation():
        commenter.page.locator("form[action$=support] button").click()
    clerk.open(f"{BOARD}/questions/1")
    look_at(clerk)
    pick(clerk, "choice", "yes")
    fill(clerk, "Save and go back to the list", why="Many of you ask about Fridays.")
    officer.open(f"{BOARD}/questions")
    look_at(officer)
    press(officer, "Publish the choice and all answers")
    asking.until(Phase.IDEAS)


def write(author: Voter) -> None:
    """The task list, one question a page, to the sending."""
    author.open(f"/rounds/{ROUND}/propose")
    press(author, "Begin an idea")
    author.sees("Your new idea")
    look_at(author)
    for part, typed in PARTS.items():
        author.open(f"{MINE}/{part}")
        look_at(author)
        fill(author, "Save and go on", **typed)
    author.open(f"{MINE}/pot")
    author.page.get_by_label("Young people’s pot").check()
    press(author, "Save and go on")
    author.open(f"{MINE}/question")
    author.page.get_by_label("What would make Friday evenings better?").check()
    press(author, "Save and go on")
    author.open(f"{MINE}/cost")
    fill(author, "Add this line", name="Speakers", number="2", price="lots")
    expect(author.page.locator(".govuk-error-summary")).to_be_visible()
    expect(author.page.locator("main [name=name]").last).to_have_value("Speakers")
    look_at(author)
    fill_last(author, "price", "£64.50")
    press(author, "Add this line")
    expect(author.page.get_by_text("£129").first).to_be_visible()
    author.open(f"{MINE}/check")
    look_at(author)
    press(author, "Send my idea")
    author.sees("Your idea is sent")


def fill_last(seat: Voter, name: str, text: str) -> None:
    """Type into the last field of this name: the lines above it are there already."""
    seat.page.locator(f"main [name={name}]").last.fill(text)


def show_next(clerk: Voter) -> None:
    """The text that waits longest may be read by everybody."""
    clerk.open("/board/moderation")
    clerk.page.get_by_role("link", name=re.compile("^Read and decide")).first.click()
    pick(clerk, "decision", "show")
    press(clerk, "Decide and go on")


def talk(asking: IdeaVillage, author: Voter, commenter: Voter, clerk: Voter, *, script: bool) -> None:
    """Others support the idea and ask; a friend writes with its author; staff read before everybody does."""
    commenter.open(IDEA)
    expect(commenter.page.get_by_role("heading", level=1)).not_to_have_text("Open mic")
    show_next(clerk)
    commenter.open(IDEA)
    commenter.sees("Open mic")
    press(commenter, "Support this idea")
    look_at(commenter)
    commenter.open(f"{IDEA}/ask")
    fill(commenter, "Send it", text="Can I do the sound?")
    show_next(clerk)
    supporter = asking.member(SUPPORTER, IDEA, script=script)
    press(supporter, "Support this idea")
    author.open(f"{IDEA}/reply/1")
    fill(author, "Send it", text="Yes. We show you how.")
    show_next(clerk)
    author.open(f"{MINE}/authors")
    press(author, "Make a link")
    look_at(author)
    link = re.search(r"/my/invitations/[\w-]+", author.page.locator("main").inner_text())
    assert link is not None
    friend = asking.member(CO_AUTHOR, link[0], script=script)
    press(friend, "Yes, write with them")
    friend.sees("Open mic")


def review(asking: IdeaVillage, author: Voter, clerk: Voter, *, script: bool) -> None:
    """The council and the young people's panel look at it; its authors read first and answer."""
    for number in PANEL_MEMBERS:
        clerk.open(f"{BOARD}/panel")
        fill(clerk, "Find", search=f"Member {number}")
        clerk.page.locator("form[action$=appoint] input[type=radio]").first.check()
        press(clerk, "Put them on the panel")
    look_at(clerk)
    asking.until(Phase.REVIEW)
    reviewer = sign_in(asking.village, "reviewer-1")
    reviewer.open("/board/reviews")
    look_at(reviewer)
    reviewer.open("/board/reviews/1")
    press(reviewer, "Review this idea")
    look_at(reviewer)
    pick(reviewer, "verdict", "feasible")
    fill(reviewer, "Sign the review", cost="£150", worth="People meet.", reason="We have the hall. It costs little.")
    writer, *voters = [asking.member(number, f"{PANEL}/1", script=script) for number in PANEL_MEMBERS]
    look_at(writer)
    pick(writer, "verdict", "feasible")
    fill(writer, "Ask the others to vote on it", cost="150", reason="We want this.")
    for seat in voters:
        seat.open(f"{PANEL}/1")
        pick(seat, "vote", "yes")
        press(seat, "Vote")
    author.open(f"{MINE}/review")
    author.sees("The review of “Open mic”")
    look_at(author)
    fill(author, "Send my answer", answer="Thank you. We can live with £150.")


def decide(clerk: Voter, first: Voter, second: Voter) -> None:
    """Staff read the answer, all reviews are published, and two officers put the list on the ballot."""
    clerk.open(f"{BOARD}/reviews/1")
    look_at(clerk)
    for name in ("show", "pass"):  # what the author answered, and what the panel wrote
        with clerk.page.expect_navigation():
            clerk.page.locator(f"main button[name={name}]").click()
    first.open(f"{BOARD}/reviews")
    look_at(first)
    press(first, "Publish all reviews")
    clerk.open(f"{BOARD}/ideas/1")
    look_at(clerk)
    pick(clerk, "outcome", "on-ballot")
    fill(clerk, "Save and go back to the list", reason="It can be done.", summary="An evening to sing.")
    first.open(f"{BOARD}/ideas")
    look_at(first)
    press(first, "Put the list on the ballot")
    press(first, "Prepare this")
    second.open(first.page.url.removeprefix(first.site.address))
    look_at(second)
    press(second, "Put the list on the ballot")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_idea_goes_from_a_question_to_the_ballot_and_its_author_is_told(
    asking: IdeaVillage, *, script: bool
) -> None:
    author = asking.member(AUTHOR, QUESTIONS, script=script)
    commenter = asking.member(COMMENTER, QUESTIONS, script=script)
    clerk, first, second = (sign_in(asking.village, role) for role in ("clerk-1", "officer-1", "officer-2"))
    ask_and_choose(asking, author, commenter, clerk, first)
    write(author)
    talk(asking, author, commenter, clerk, script=script)
    review(asking, author, clerk, script=script)
    commenter.open(IDEA)
    expect(commenter.page.get_by_text("We have the hall.")).to_have_count(0)
    decide(clerk, first, second)
    author.open(MINE)
    expect(author.page.get_by_text("It can be done.").first).to_be_visible()
    look_at(author)
    author.open("/my/notices")
    look_at(author)
    commenter.open(IDEA)
    expect(commenter.page.get_by_text("We have the hall.")).to_be_visible()
    expect(commenter.page.get_by_text("Member 0")).to_have_count(0)
    look_at(commenter)

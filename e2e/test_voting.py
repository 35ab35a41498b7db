"""Journey 1: a vote in one sitting, on a phone and on a desk, with script and without, with the keyboard alone."""

import re
import zipfile

import pytest
from playwright.sync_api import Locator, Route, expect

from e2e.voter import DESK, PHONE, Seats, Voter
from pbvote.auditlog.commitment import check_code
from pbvote.auditlog.receipt import parse_receipt

CHECK_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}-[0-9A-HJKMNP-TV-Z]")
PNG = b"\x89PNG\r\n"


@pytest.fixture(params=[(PHONE, True), (DESK, False)], ids=["phone", "desk-no-script"])
def anyone(request: pytest.FixtureRequest, seats: Seats) -> Voter:
    """Somebody with a phone and script, or with a desk and none."""
    width, script = request.param
    return seats.take(width, script=script)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_whole_way(seats: Seats, width: int, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """From the front page over two pots to the cleared screen."""
    anyone = seats.take(width, script=script)
    anyone.open()
    anyone.press("Start voting")
    anyone.type_code(anyone.card.code.lower().replace(" ", ""))
    anyone.type_birthday(anyone.card.born.day, anyone.card.born.month)
    anyone.sees("Your pots")
    anyone.press("Choose projects: Young people’s pot")
    titles = anyone.add(3)
    anyone.press(f"Remove: {titles[1]}")
    expect(anyone.button(f"Add to my choices: {titles[1]}")).to_be_visible()
    anyone.press("Put in order")
    anyone.sees_rows(titles[0], titles[2])
    anyone.press(f"Move up: {titles[2]}")
    expect(anyone.said()).to_have_text(f"“{titles[2]}” is now number 1 of 2.")
    anyone.press("Continue")
    anyone.sees("Check your vote")
    anyone.sees_rows(titles[2], titles[0])
    anyone.press("Cast my vote")
    anyone.sees("You have voted")
    assert CHECK_CODE.fullmatch(anyone.check_code())
    assert code_in_receipt(anyone) == anyone.check_code()
    anyone.press("Vote in the next pot")
    expect(anyone.page).to_have_url(re.compile("/vote/(millgate|marlbrook)/choose$"))
    anyone.add(1)
    anyone.press("Put in order")
    anyone.press("Continue")
    anyone.press("Cast my vote")
    anyone.sees("You have voted")
    anyone.press("Finish and clear")
    anyone.sees("You have finished")


def code_in_receipt(voter: Voter) -> str:
    """The check code of the receipt that the page gives as a file."""
    with voter.page.expect_download() as download:
        voter.follow("Keep the receipt as a file")
    with zipfile.ZipFile(download.value.path()) as archive:
        return check_code(parse_receipt(archive.read("receipt.txt")).commitment)


def test_the_keyboard_alone_is_enough(seats: Seats) -> None:
    voter = seats.take(PHONE)
    voter.open()
    walk_to(voter, voter.page.get_by_role("link", name="Skip to main content"))
    walk_to(voter, voter.button("Start voting"))
    walk_to(voter, voter.page.get_by_label("What is your voting code?"), voter.card.code)
    walk_to(voter, voter.page.get_by_label("Day"), str(voter.card.born.day), press="Tab")
    voter.page.keyboard.type(str(voter.card.born.month))
    voter.page.keyboard.press("Enter")
    walk_to(voter, voter.button("Choose projects: Young people’s pot"))
    voter.sees("Choose the projects you like")
    first, second = voter.page.locator(".pb-card__title").all_inner_texts()[:2]
    for title in (first, second):
        walk_to(voter, voter.button(f"Add to my choices: {title}"))
        expect(voter.button(f"Remove: {title}")).to_be_focused()
    walk_to(voter, voter.button("Put in order"))
    voter.sees("Put your choices in order")
    walk_to(voter, voter.button(f"Move down: {first}"))
    expect(voter.button(f"Move down: {first}. It is already last")).to_be_focused()
    walk_to(voter, voter.button("Continue"))
    walk_to(voter, voter.button("Cast my vote"))
    voter.sees("You have voted")
    voter.open("/vote")
    walk_to(voter, voter.button("Finish and clear"))
    voter.sees("You have finished")


def walk_to(voter: Voter, wanted: Locator, text: str = "", press: str = "Enter") -> None:
    """Go there with Tab alone, as somebody without a mouse does; type, and press Enter."""
    expect(wanted).to_be_attached()
    for _ in range(90):
        if wanted.evaluate("each => each === document.activeElement"):
            break
        voter.page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    voter.page.keyboard.type(text)
    voter.page.keyboard.press(press)


def test_the_code_of_a_qr_link_leaves_no_trace(seats: Seats, voter: Voter) -> None:
    code = voter.card.code.replace(" ", "")
    addresses: list[str] = []

    def note_address(route: Route) -> None:
        if route.request.method == "POST":
            addresses.append(voter.page.url)  # what the address line and the history hold when the code is sent
        route.continue_()

    voter.page.route("**/sign-in", note_address)
    voter.open(f"/sign-in#c={code}")
    voter.sees("What day and month were you born?")
    assert addresses == [f"{voter.site.address}/sign-in"]
    assert code not in voter.page.url
    assert not [sent.url for sent in voter.watch.requests if code in sent.url]
    voter.type_birthday(voter.card.born.day, voter.card.born.month)
    voter.sees("Your pots")
    plain = seats.take(script=False)
    plain.open(f"/sign-in#c={code}")
    plain.sees("What is your voting code?")  # to be typed: the fragment never left the browser
    assert not [sent.url for sent in plain.watch.requests if code in sent.url.partition("#")[0]]


def test_a_qr_link_works_where_the_page_is_open_already(voter: Voter) -> None:
    voter.open("/sign-in")
    code = voter.card.code.replace(" ", "")
    voter.page.evaluate("code => { window.location.hash = `c=${code}` }", code)
    voter.sees("What day and month were you born?")
    assert code not in voter.page.url


def test_the_ends_stay_and_say_so_and_focus_stays_on_the_button(voter: Voter) -> None:
    first, second, third = in_order(voter, 3)
    at_end = voter.button(f"Move up: {first}. It is already first")
    expect(at_end).to_have_attribute("aria-disabled", "true")
    at_end.click(force=True)  # Playwright waits for what is aria-disabled; people press it
    expect(voter.said()).to_have_text(f"“{first}” is already first.")
    voter.sees_rows(first, second, third)
    voter.press(f"Move down: {first}")
    expect(voter.said()).to_have_text(f"“{first}” is now number 2 of 3.")
    expect(voter.button(f"Move down: {first}")).to_be_focused()
    voter.press(f"Remove: {second}")
    expect(voter.said()).to_have_text(f"“{second}” is removed.")
    voter.sees_rows(first, third)


def test_enter_means_continue_and_moves_nothing(voter: Voter) -> None:
    """The form's default button is the first of its DOM: were it “Move up” of row 1, Enter would move it."""
    titles = in_order(voter, 2)
    voter.page.evaluate("document.querySelector('.pb-rank').closest('form').append(document.createElement('input'))")
    voter.page.locator("form input:not([type])").press("Enter")
    voter.sees("Check your vote")
    voter.sees_rows(*titles)


def in_order(voter: Voter, number: int) -> list[str]:
    """Sign in, choose, and go to the page for ordering; the titles from number 1 on."""
    voter.arrive()
    titles = voter.choose(number)
    voter.press("Put in order")
    voter.sees("Put your choices in order")
    voter.sees_rows(*titles)  # as picked
    return titles


def test_the_mixed_order_stays_and_differs_between_people(seats: Seats) -> None:
    shelves = [shelf_of(seats.take(), "/vote/youth/choose") for _ in range(2)]
    assert len({tuple(shelf) for shelf in shelves}) > 1
    assert {frozenset(shelf) for shelf in shelves} == {frozenset(shelves[0])}


def shelf_of(voter: Voter, path: str) -> list[str]:
    """The titles in the order of the page, which a reload does not change."""
    voter.arrive()
    voter.open(path)
    titles = voter.page.locator(".pb-card__title").all_inner_texts()
    voter.page.reload()
    assert voter.page.locator(".pb-card__title").all_inner_texts() == titles
    return titles


def test_a_search_narrows_the_shelf_and_keeps_what_is_chosen(anyone: Voter) -> None:
    anyone.arrive()
    anyone.choose(1)
    anyone.page.locator(".pb-filterbox summary").click()
    anyone.page.get_by_label("Search").fill("bike")
    anyone.page.get_by_label("Sort by").select_option("Lowest cost")
    anyone.press("Show")
    expect(anyone.page.locator(".pb-card__title")).not_to_have_count(9)
    titles = anyone.page.locator(".pb-card__title").all_inner_texts()
    assert "Bike repair shed" in titles
    expect(anyone.page.get_by_label("Search")).to_have_value("bike")
    expect(anyone.page.locator(".pb-tray__count")).to_contain_text("1")


def test_a_sixth_choice_is_refused_and_five_stay(anyone: Voter) -> None:
    anyone.arrive()
    titles = anyone.choose(5)
    anyone.page.locator("[name=add]").first.click()
    expect(anyone.page.get_by_role("alert")).to_contain_text("You can choose up to 5.")
    expect(anyone.page).to_have_title(re.compile("^Error: "))
    anyone.open("/vote/youth/order")
    anyone.sees_rows(*titles)


def test_the_receipt_as_a_picture_and_on_paper(voter: Voter) -> None:
    voter.arrive()
    voter.cast(1)
    with voter.page.expect_download() as picture:
        voter.press("Save picture")
    assert picture.value.suggested_filename == "my-check-code.png"
    assert picture.value.path().read_bytes().startswith(PNG)
    voter.page.emulate_media(media="print")
    expect(voter.page.locator(".pb-code")).to_be_visible()
    for name in ("Save picture", "Print", "Finish and clear", "Vote in the next pot"):
        expect(voter.button(name)).to_be_hidden()


def test_after_finish_and_clear_nothing_personal_comes_back(anyone: Voter) -> None:
    """The next child at the tablet presses Back, Forward and Reload."""
    anyone.arrive()
    code = anyone.cast(2)
    anyone.press("Finish and clear")
    anyone.sees("You have finished")
    for step in (anyone.page.go_back, anyone.page.reload, anyone.page.go_back, anyone.page.go_forward):
        step()
        seen = anyone.page.locator("body").inner_text()
        assert code not in "".join(seen.split())
        assert "Your pots" not in seen
    for path in ("/vote", "/vote/youth/done", "/vote/youth/order", "/vote/youth/receipt"):
        anyone.open(path)
        anyone.sees("What is your voting code?")
    assert [each["name"] for each in anyone.page.context.cookies() if not each["value"].startswith("guest-")] == []

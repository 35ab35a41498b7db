"""What goes wrong in real life: double clicks, two tabs, two devices, a broken network, a session that ends."""

import socket
from datetime import timedelta

import pytest
from playwright.sync_api import Error, Route, expect

from e2e.conftest import Village
from e2e.voter import Seats, Voter
from tests.factories import OPENS

NO_ANSWER = "net::ERR_"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_double_click_is_one_vote(seats: Seats, script: bool) -> None:  # noqa: FBT001 - a parameter of the test
    voter = ready_to_cast(seats.take(script=script))
    voter.button("Cast my vote").dblclick()
    voter.sees("You have voted")
    assert voter.check_code() == voter.held_code()
    voter.open("/vote/youth/done")
    assert voter.check_code() == voter.held_code()


def test_two_tabs_give_one_code(voter: Voter) -> None:
    ready_to_cast(voter)
    other = voter.second_tab("/vote/youth/check")
    voter.press("Cast my vote")
    voter.sees("You have voted")
    other.press("Cast my vote")
    other.sees("You have voted")
    expect(other.page.get_by_text("your vote was already in. This is the same code.")).to_be_visible()
    assert other.check_code() == voter.check_code() == voter.held_code()


def test_an_old_tab_with_another_order_changes_nothing(voter: Voter) -> None:
    ready_to_cast(voter, 2)
    other = voter.second_tab("/vote/youth/order")
    other.page.locator("[name=down]").first.click()
    other.press("Continue")
    other.press("Cast my vote")
    other.sees("You have voted")
    code = other.check_code()
    voter.press("Cast my vote")
    voter.sees("What is your voting code?")
    expect(voter.page.get_by_text("To change or take back a vote, sign in again with your code.")).to_be_visible()
    assert voter.held_code() == code


def test_an_old_page_after_a_change_shows_the_vote_that_counts(seats: Seats) -> None:
    """The tablet still shows the page for casting; on the phone the vote was cast and then changed."""
    tablet = ready_to_cast(seats.take())
    phone = seats.take(card=tablet.card)
    phone.arrive()
    phone.open("/vote/youth/check")
    phone.press("Cast my vote")
    phone.sees("You have voted")
    phone.arrive()
    code = phone.cast(1)
    tablet.press("Cast my vote")
    tablet.sees("That did not work")
    expect(
        tablet.page.get_by_text("You changed this vote later. Your later vote counts, not this one.")
    ).to_be_visible()
    assert tablet.check_code() == code == tablet.held_code()
    tablet.press("Go to your pots")
    tablet.sees("Your pots")


def test_a_form_from_before_a_new_sign_in_saves_nothing(voter: Voter) -> None:
    ready_to_cast(voter)
    other = voter.second_tab("/sign-in")
    other.sign_in()
    voter.press("Cast my vote")
    expect(voter.page.get_by_text("Nothing was saved.")).to_be_visible()
    assert voter.held_code() == ""


def test_no_network_at_the_moment_of_casting_loses_nothing(voter: Voter) -> None:
    voter.watch.forgiven.append(NO_ANSWER)
    ready_to_cast(voter)
    voter.page.route("**/cast", lambda route: route.abort())
    voter.press("Cast my vote")
    voter.page.wait_for_timeout(300)
    assert voter.held_code() == ""
    voter.page.unroute("**/cast")
    voter.open("/vote/youth/check")
    voter.press("Cast my vote")
    voter.sees("You have voted")
    assert voter.check_code() == voter.held_code()


def test_a_lost_answer_at_the_moment_of_casting_still_gives_the_code(voter: Voter) -> None:
    """The vote is in, but the phone never heard so. Going back to the page for casting leads to the receipt."""
    voter.watch.forgiven.append(NO_ANSWER)
    ready_to_cast(voter)
    voter.page.route("**/cast", lose_the_answer)
    voter.press("Cast my vote")
    voter.page.wait_for_timeout(300)
    voter.page.unroute("**/cast")
    code = voter.held_code()
    assert code
    voter.open("/vote/youth/check")
    voter.sees("You have voted")
    assert voter.check_code() == code


def lose_the_answer(route: Route) -> None:
    """Let the server do its work, and the answer get lost on its way."""
    route.fetch(max_redirects=0)
    route.abort("connectionreset")


def test_a_lost_answer_and_the_same_form_again_give_the_same_code(voter: Voter) -> None:
    voter.watch.forgiven.append(NO_ANSWER)
    ready_to_cast(voter)
    form = voter.second_tab("/vote/youth/check")  # the same form, still on the screen
    voter.page.route("**/cast", lose_the_answer)
    voter.press("Cast my vote")
    voter.page.wait_for_timeout(300)
    code = voter.held_code()
    form.press("Cast my vote")
    form.sees("You have voted")
    assert form.check_code() == code


def test_moves_survive_a_broken_network(voter: Voter) -> None:
    voter.watch.forgiven.append(NO_ANSWER)
    voter.arrive()
    first, second, third = voter.choose(3)
    voter.press("Put in order")
    voter.page.wait_for_url("**/order")
    voter.page.wait_for_load_state("load")  # until then the server, which is about to go, would answer
    voter.page.route("**/order", lambda route: route.abort())
    voter.press(f"Move up: {second}")
    expect(voter.said()).to_contain_text("Your order is safe on this page.")
    voter.page.unroute("**/order")
    voter.page.route("**/order", lose_the_answer)
    voter.press(f"Remove: {first}")
    voter.page.wait_for_timeout(1500)
    voter.page.unroute("**/order")
    voter.press("Continue")
    voter.sees("Check your vote")
    voter.sees_rows(second, third)


def test_choices_survive_a_broken_network(voter: Voter) -> None:
    voter.watch.forgiven.append(NO_ANSWER)
    voter.arrive()
    titles = voter.choose(1)
    voter.page.route("**/choose", lambda route: route.abort())
    voter.page.locator("[name=add]").first.click()
    voter.page.wait_for_timeout(300)
    voter.page.unroute("**/choose")
    voter.open("/vote/youth/order")
    voter.sees_rows(*titles)


def test_a_removal_on_another_device_is_shown_and_not_undone(seats: Seats) -> None:
    here = seats.take()
    here.arrive()
    first, second, third = here.choose(3)
    here.press("Put in order")
    there = seats.take(script=False, card=here.card)
    there.arrive()
    there.open("/vote/youth/order")
    there.press(f"Remove: {second}")
    here.press(f"Move up: {third}")
    here.sees_rows(first, third)


def test_a_session_that_ran_out_says_what_to_do_and_keeps_the_choices(village: Village) -> None:
    voter = village.seats.take()
    voter.arrive()
    titles = voter.choose(2)
    voter.open("/vote/youth/check")
    village.world.at(OPENS + timedelta(hours=2))
    voter.press("Cast my vote")
    voter.sees("You have been signed out")
    expect(voter.page.get_by_text("Your choices are kept safe, in the order you left them.")).to_be_visible()
    voter.press("Sign in again")
    voter.sees("What is your voting code?")
    voter.sign_in()
    voter.press("Carry on: Young people’s pot")
    voter.sees_rows(*titles)


def test_a_lost_cookie_saves_nothing_and_keeps_the_choices(voter: Voter) -> None:
    voter.arrive()
    titles = voter.choose(2)
    voter.open("/vote/youth/check")
    voter.page.context.clear_cookies()
    voter.press("Cast my vote")
    voter.sees("You have been signed out")
    expect(voter.page.get_by_text("Your choices are kept safe, in the order you left them.")).to_be_visible()
    assert voter.held_code() == ""
    voter.open("/vote/youth/check")
    voter.sees("What is your voting code?")
    voter.arrive()
    voter.open("/vote/youth/check")
    voter.sees_rows(*titles)


def ready_to_cast(voter: Voter, number: int = 1) -> Voter:
    """Signed in, with choices, on the page that casts."""
    voter.arrive()
    voter.choose(number)
    voter.open("/vote/youth/check")
    voter.sees("Check your vote")
    return voter


def test_without_a_server_the_browser_says_so(voter: Voter) -> None:
    """The watch over these tests really sees a failure."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = f"http://localhost:{listener.getsockname()[1]}/"
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        voter.page.goto(nobody)
    assert voter.watch.faults
    voter.watch.faults.clear()

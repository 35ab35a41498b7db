"""Who does not get in, and what the site says while nobody can vote."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.voter import Voter
from pbvote.domain.code import draw_sign_in_code
from pbvote.services.print_codes import Printing
from pbvote.services.suspend_round import suspend_round
from tests.factories import CLOSES, OPENS, ROUND

UNKNOWN = draw_sign_in_code(lambda _bits: 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Type the code from your letter or card."),
        ("7H3K QW9M", "you typed 8"),
        ("7H3K QW9M 2XRU T", "A code never holds 'U'"),
        ("7H3K QW9M 2XRD 0", "This code is mistyped"),
        ("K7QM-2D9X-V4TB-8NHE-5", "you typed 17"),
    ],
)
def test_what_is_no_code_is_told_at_the_field(voter: Voter, typed: str, message: str) -> None:
    voter.open("/sign-in")
    voter.type_code(typed)
    expect(voter.page).to_have_title(re.compile("^Error: What is your voting code"))
    expect(voter.page.get_by_role("alert")).to_contain_text(message)
    voter.page.get_by_role("alert").get_by_role("link").click()
    expect(voter.page.get_by_label("What is your voting code?")).to_be_focused()
    expect(voter.page.get_by_label("What is your voting code?")).to_have_value(typed)


def test_an_unknown_code_and_a_wrong_birthday_look_alike_and_a_right_one_still_gets_in(village: Village) -> None:
    voter = village.seats.take()
    born = voter.card.born
    words = []
    for code, day in ((UNKNOWN, born.day), (voter.card.code, born.day + 1)):
        voter.open("/sign-in")
        voter.type_code(code)
        voter.type_birthday(day, born.month)
        words.append(voter.page.get_by_role("alert").inner_text())
    assert words[0] == words[1]
    assert "The code and the birthday do not go together. Check both and try again." in words[0]
    voter.type_birthday(born.day, born.month)
    voter.sees("Your pots")


def test_a_birthday_that_is_none_is_told_at_the_field(voter: Voter) -> None:
    voter.open("/sign-in")
    voter.type_code(voter.card.code)
    voter.type_birthday(32, 1)
    expect(voter.page.get_by_role("alert")).to_contain_text("Type the day and the month as numbers")
    expect(voter.page).to_have_title(re.compile("^Error: "))


def test_a_code_that_was_printed_again_stops_and_the_new_one_works(village: Village) -> None:
    voter = village.seats.take()
    printing = village.world.agree("print codes", member=voter.card.member)
    assert isinstance(printing, Printing)
    voter.open("/sign-in")
    voter.type_code(voter.card.code)
    voter.type_birthday(voter.card.born.day, voter.card.born.month)
    expect(voter.page.get_by_role("alert")).to_contain_text("You were given a newer code")
    voter.type_code(dict(printing.codes)[voter.card.member])
    voter.type_birthday(voter.card.born.day, voter.card.born.month)
    voter.sees("Your pots")


def test_before_the_opening_a_card_works_but_nothing_is_cast(early: Village) -> None:
    voter = early.seats.take()
    voter.open()
    expect(voter.page.get_by_text("Voting opens at 9am on 1 March 2027.")).to_be_visible()
    expect(voter.button("Start voting")).to_be_hidden()
    voter.sign_in()
    expect(voter.page.get_by_text("Voting opens at 9am on 1 March 2027.")).to_be_visible()
    voter.open("/vote/youth/blank")
    expect(voter.page.get_by_text("Voting has not opened yet.")).to_be_visible()
    assert voter.held_code() == ""


def test_while_voting_is_paused_nothing_is_cast_and_afterwards_it_is(village: Village) -> None:
    voter = village.seats.take()
    voter.arrive()
    voter.choose(1)
    voter.open("/vote/youth/check")
    suspend_round(village.world.office, "officer-1", ROUND, "technical")
    voter.press("Cast my vote")
    expect(voter.page.get_by_text("Voting is paused for now. Your earlier votes are safe.")).to_be_visible()
    assert voter.held_code() == ""
    voter.open()
    voter.sees("Voting is paused. Your vote is safe.")
    voter.open("/vote")
    expect(voter.page.get_by_text("Voting is paused. Your votes are safe.")).to_be_visible()
    village.world.at(OPENS + timedelta(hours=25))
    voter.arrive()
    voter.press("Carry on: Young people’s pot")
    voter.press("Continue")
    voter.press("Cast my vote")
    voter.sees("You have voted")
    assert voter.held_code() == voter.check_code()


def test_a_form_after_the_close_is_not_a_vote_and_the_front_page_says_what_comes(village: Village) -> None:
    voter = village.seats.take()
    village.world.move(CLOSES - timedelta(minutes=1))
    voter.arrive()
    voter.choose(1)
    voter.open("/vote/youth/check")
    village.world.close()
    voter.press("Cast my vote")
    expect(voter.page.get_by_text("Voting has closed. Votes can no longer be cast or changed.")).to_be_visible()
    assert voter.held_code() == ""
    voter.open()
    voter.sees("We are counting. The result comes next.")
    village.world.publish()
    voter.open()
    voter.sees("The result is in. See where it goes.")
    voter.press("See the result")
    voter.sees("Results")


def test_a_pot_for_others_is_refused(village: Village) -> None:
    voter = village.seats.take()
    voter.arrive()
    voter.open("/vote/nobodys/choose")
    expect(voter.page.get_by_text("You cannot vote in this pot.")).to_be_visible()

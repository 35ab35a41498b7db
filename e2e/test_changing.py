"""Journey 2: change a vote, take it back, vote for none; and what the check page then says of each code."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.voter import PHONE, Seats, Voter


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def anyone(request: pytest.FixtureRequest, seats: Seats) -> Voter:
    """Somebody with a phone, with script or without."""
    return seats.take(PHONE, script=request.param)


def test_a_vote_is_changed_only_after_signing_in_again(anyone: Voter) -> None:
    anyone.arrive()
    first = anyone.cast(2)
    anyone.open("/vote")
    anyone.follow("Change your vote: Young people’s pot")
    anyone.sees("What is your voting code?")
    expect(anyone.page.get_by_text("To change or take back a vote, sign in again with your code.")).to_be_visible()
    anyone.sign_in()
    anyone.follow("Change your vote: Young people’s pot")
    anyone.add(1)
    anyone.press("Put in order")
    anyone.press("Continue")
    expect(anyone.page.get_by_text("This takes the place of the vote you cast before.")).to_be_visible()
    anyone.press("Cast my vote")
    anyone.sees("You have voted")
    expect(anyone.page.get_by_text("your earlier vote is replaced")).to_be_visible()
    assert anyone.check_code() != first
    assert anyone.check_code() == anyone.held_code()


def test_the_earlier_code_says_replaced_and_the_new_one_is_counted(village: Village) -> None:
    voter = village.seats.take()
    voter.arrive()
    first = voter.cast(2)
    voter.arrive()
    second = voter.cast(1)
    village.world.close()
    assert "Replaced by a later vote" in voter.look_up(first)
    assert "Yes. Your vote is in" in voter.look_up(second)
    village.world.publish()
    later = village.seats.take()  # browsers keep the list for five minutes
    assert "Replaced by a later vote" in later.look_up(first)
    assert "Yes. Your vote is in and was counted" in later.look_up(second)


def test_a_vote_is_taken_back_and_cast_again(anyone: Voter) -> None:
    anyone.arrive()
    anyone.cast(1)
    anyone.open("/vote")
    anyone.follow("Take your vote back: Young people’s pot")
    anyone.sees("What is your voting code?")
    anyone.arrive()
    anyone.follow("Take your vote back: Young people’s pot")
    anyone.follow("Keep my vote")
    anyone.sees("Your pots")
    anyone.follow("Take your vote back: Young people’s pot")
    anyone.press("Take my vote back")
    anyone.sees("Your vote is taken back")
    assert anyone.held_code() == ""
    anyone.press("Vote again")
    anyone.add(1)
    anyone.open("/vote/youth/check")
    anyone.press("Cast my vote")
    anyone.sees("You have voted")
    assert anyone.held_code() == anyone.check_code()


def test_a_code_taken_back_says_so(village: Village) -> None:
    voter = village.seats.take()
    voter.arrive()
    code = voter.cast(1)
    voter.arrive()
    voter.open("/vote/youth/withdraw")
    voter.press("Take my vote back")
    voter.sees("Your vote is taken back")
    village.world.close()
    assert "Taken back" in voter.look_up(code)


def test_a_vote_for_none_is_a_vote(anyone: Voter) -> None:
    anyone.arrive()
    anyone.open("/vote/youth/choose")
    anyone.follow("Vote “I support none of these”")
    anyone.sees("Check your vote")
    anyone.press("Cast my vote")
    anyone.sees("You have voted")
    assert anyone.held_code() == anyone.check_code()
    anyone.open("/vote")
    expect(anyone.page.get_by_text("You have voted", exact=True)).to_be_visible()


def test_choices_are_there_on_another_device(seats: Seats) -> None:
    here = seats.take()
    here.arrive()
    titles = here.choose(3)
    here.open("/vote/youth/order")
    here.press(f"Move up: {titles[2]}")
    expect(here.said()).to_contain_text("is now number 2 of 3")
    here.page.wait_for_load_state("networkidle")
    here.page.context.close()
    there = seats.take(script=False, card=here.card)
    there.arrive()
    expect(there.page.get_by_text("You have chosen 3 projects.")).to_be_visible()
    there.press("Carry on: Young people’s pot")
    there.sees_rows(titles[0], titles[2], titles[1])

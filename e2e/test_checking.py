"""Journey 3: look a code up without signing in, and without telling the server which one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.conftest import Village
from e2e.installation import Site
from e2e.voter import Seats, Voter
from pbvote.domain.code import code_of
from pbvote.storage.queries.public_log import all_codes

UNUSED = code_of(1, 16, "-")
ANSWERS = {
    "counted": "Yes. Your vote is in and was counted",
    "recorded": "Yes. Your vote is in",
    "replaced": "Replaced by a later vote",
}


def code_in_state(site: Site, state: str) -> str:
    """Some code of which the log says this."""
    with site.office.database.read() as db:
        return next(each.code for each in all_codes(db) if ("counted" if each.counted else each.state) == state)


@pytest.mark.parametrize("state", ANSWERS)
def test_a_code_in_the_log_gets_its_answer(voter: Voter, state: str) -> None:
    assert voter.look_up(code_in_state(voter.site, state)).startswith(ANSWERS[state])


def test_one_request_for_the_whole_list_and_none_carries_the_code(voter: Voter) -> None:
    code = code_in_state(voter.site, "counted")
    voter.open("/check")
    voter.page.get_by_label("Type your check code").fill(code)
    voter.watch.requests.clear()
    voter.press("Check my code")
    expect(voter.page.locator("#answer")).to_contain_text("Yes.")
    assert [sent.url.removeprefix(voter.site.address) for sent in voter.watch.requests] == ["/check/codes.txt"]
    sent = voter.watch.requests[0]
    heard = f"{sent.url} {sent.post_data} {sent.all_headers()} {voter.page.url}"
    assert not [group for group in code.split("-")[:4] if group in heard]


def test_small_letters_spaces_and_look_alikes_are_forgiven(voter: Voter) -> None:
    code = code_in_state(voter.site, "counted").lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert "Yes." in voter.look_up(f" {code} ")


@pytest.mark.parametrize("change", [lambda code: code[:-1], lambda code: code + "7"])
def test_a_wrong_length_is_mistyped(voter: Voter, change: Callable[[str], str]) -> None:
    assert "This code is mistyped" in voter.look_up(change(code_in_state(voter.site, "counted")))


def test_an_empty_field_is_not_called_mistyped(voter: Voter) -> None:
    said = voter.look_up("")
    assert "Type your code" in said
    assert "mistyped" not in said


def test_a_wrong_letter_is_mistyped_and_not_absent(voter: Voter) -> None:
    code = code_in_state(voter.site, "counted")
    assert "This code is mistyped" in voter.look_up(("B" if code[0] != "B" else "C") + code[1:])


def test_while_voting_is_open_an_absent_code_is_not_yet_there(voter: Voter) -> None:
    answer = voter.look_up(UNUSED)
    assert "Not yet" in answer
    assert re.search(r"Yours will be there by \d+(am|pm) on \d+ \w+ \d{4}\.", answer)


def test_after_the_close_an_absent_code_is_not_found(village: Village) -> None:
    village.world.close()
    assert "We cannot find this code" in village.seats.take().look_up(UNUSED)


def test_without_the_list_the_page_says_nothing_about_the_vote(voter: Voter) -> None:
    voter.watch.forgiven.append("net::ERR_")
    voter.page.route("**/codes.txt", lambda route: route.abort())
    assert "This says nothing about your vote." in voter.look_up(code_in_state(voter.site, "counted"))


def test_without_script_the_plain_list_holds_every_code(seats: Seats) -> None:
    reader = seats.take(script=False)
    reader.open("/check")
    expect(reader.button("Check my code")).to_be_hidden()
    reader.follow("Find your code in the plain list instead")
    reader.sees("All check codes")
    listed = reader.page.locator("main").inner_text()
    for state in ANSWERS:
        assert code_in_state(reader.site, state) in listed

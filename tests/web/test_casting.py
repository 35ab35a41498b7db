"""Check, cast, done; changing and taking back."""

import re
from pathlib import Path

import pytest

from tests.factories import World, open_world
from tests.web.settings import HERE
from tests.web.visitor import Page, Visitor

CAST = "/vote/youth/cast"


@pytest.fixture
def voter(visitor: Visitor) -> Visitor:
    """Member 0, signed in."""
    visitor.sign_in(0)
    return visitor


def code_on(visitor: Visitor) -> str:
    return code_on_page(visitor.page)


def code_on_page(page: Page) -> str:
    found = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page.words)
    assert len(found) == 1, found
    return str(found[0])


def test_the_check_page_shows_the_order_and_says_that_nothing_is_cast_yet(voter: Visitor) -> None:
    voter.choose("games", "bike")
    page = voter.get("/vote/youth/check")
    assert page.words.index("Make-a-game club") < page.words.index("Bike repair shed")
    assert "You have not voted yet." in page.words
    assert "5pm on 14 March 2027" in page.words


def test_a_cast_vote_leads_to_a_check_code_that_stays_the_same(voter: Visitor) -> None:
    page = voter.cast("bike", "quiet")
    assert page.heading == "You have voted"
    code = code_on(voter)
    voter.get("/vote/youth/done")
    assert code_on(voter) == code


def test_the_picture_and_the_print_name_the_site_and_the_round(voter: Visitor) -> None:
    page = voter.cast("bike")
    assert f'data-site="{HERE}"' in page.text
    assert 'data-round="Spring 2027"' in page.text
    assert f"Spring 2027, Young people’s pot. {HERE}" in page.words


def test_it_says_that_the_file_proves_a_case_and_a_written_code_does_not(voter: Visitor) -> None:
    words = voter.cast("bike").words
    assert "The file is signed: it proves your case. A written code does not." in words


def test_the_address_of_the_receipt_carries_no_code(voter: Visitor) -> None:
    page = voter.cast("bike")
    assert code_on(voter) not in page.path
    answer = voter.client.get("/vote/youth/receipt")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == 'attachment; filename="my-receipt.zip"'


def test_the_pots_page_says_that_i_have_voted(voter: Visitor) -> None:
    voter.cast("bike")
    words = voter.get("/vote").words
    assert "You have voted" in words
    assert "You can still vote in one pot." in words


def test_the_next_pot_is_offered_and_then_no_more(voter: Visitor) -> None:
    assert "You can vote in another pot too" in voter.cast("bike").words
    assert "That is all." in voter.cast("pond", pot="everybody").words


def test_the_same_form_again_gives_the_same_code_and_says_so(voter: Visitor) -> None:
    """A01, one by one: a double click, a reload, a retry on a slow network."""
    voter.choose("bike")
    form = voter.get("/vote/youth/check").form(CAST)
    fields: dict[str, str | list[str]] = {**form}
    voter.post(CAST, fields)
    code = code_on(voter)
    for _ in range(3):
        assert "your vote was already in. This is the same code." in voter.post(CAST, fields).words
        assert code_on(voter) == code


def test_a_blank_vote_is_a_vote(voter: Visitor) -> None:
    page = voter.get("/vote/youth/blank")
    assert "I support none of these" in page.words
    assert voter.press(CAST).heading == "You have voted"


def test_changing_a_vote_asks_for_the_code_again_and_gives_a_new_one(voter: Visitor) -> None:
    """A45: a session that is left open does not change a vote."""
    voter.cast("bike")
    old = code_on(voter)
    page = voter.get("/vote/youth/change")
    assert page.heading == "What is your voting code?"
    assert "sign in again" in page.words
    voter.sign_in(0)
    assert voter.get("/vote/youth/change").heading == "Choose the projects you like"
    assert "You have voted. Choose anew. Your vote counts until you cast the new one." in voter.page.words
    voter.choose("games")
    assert "takes the place of the vote" in voter.get("/vote/youth/check").words
    assert "Your earlier vote still counts until you cast this one." in voter.page.words
    assert "You have not voted yet." not in voter.page.words
    page = voter.press(CAST)
    assert "your earlier vote is replaced" in page.words
    assert code_on(voter) != old


def test_who_has_not_voted_is_not_told_to_choose_anew(voter: Visitor) -> None:
    assert "Choose anew" not in voter.get("/vote/youth/choose").words


def test_casting_another_ranking_without_signing_in_again_is_led_to_the_code(voter: Visitor) -> None:
    voter.cast("bike")
    code = code_on(voter)
    voter.choose("games")
    voter.get("/vote/youth/check")
    assert voter.press(CAST).heading == "What is your voting code?"
    voter.get("/vote/youth/done")
    assert code_on(voter) == code


def test_a_form_from_before_a_change_says_so_and_shows_the_present_code(voter: Visitor) -> None:
    voter.choose("bike")
    old: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.post(CAST, old)
    voter.sign_in(0)
    voter.cast("games")
    code = code_on(voter)
    old["csrf"] = voter.get("/vote").form("/sign-out")["csrf"]
    page = voter.post(CAST, old, 409)
    assert "You changed this vote later." in page.words
    assert code_on(voter) == code


def test_the_same_key_with_another_ranking_is_refused(voter: Visitor) -> None:
    voter.choose("bike")
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.post(CAST, fields)
    page = voter.post(CAST, {**fields, "order": ["games"]}, 409)
    assert "This page is out of date." in page.words


def test_a_stale_tab_casts_what_it_shows(voter: Visitor) -> None:
    voter.choose("bike", "games")
    shown: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.get("/vote/youth/order")
    voter.press("/vote/youth/order", remove="bike")
    voter.post(CAST, shown)
    assert voter.page.heading == "You have voted"


@pytest.mark.parametrize(
    "order",
    [
        ["bike", "bike"],
        ["bike", "quiet", "games", "boat"],
        ["lamps"],
        ["-1"],
        ["1e9"],
        ["bike,quiet"],
        ["x" * 5000],
        [""],
    ],
)
def test_a_ranking_that_the_pot_does_not_take_writes_nothing(voter: Visitor, order: list[str]) -> None:
    """A04, A05."""
    voter.choose("bike")
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.post(CAST, {**fields, "order": order}, 422)
    assert "You have voted" not in voter.get("/vote").words


@pytest.mark.parametrize(
    "wrong",
    [
        {"order": []},
        {"blank": "yes"},
        {"key": ""},
        {"key": []},
        {"key": "k" * 65},
    ],
)
def test_a_form_that_lost_a_part_is_refused_and_never_becomes_a_blank_vote(
    voter: Visitor, wrong: dict[str, str | list[str]]
) -> None:
    voter.choose("bike")
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.post(CAST, {**fields, **wrong}, 422)
    assert "Go back and check your vote." in voter.page.words
    assert "You have voted" not in voter.get("/vote").words


def test_a_member_named_in_the_form_is_ignored(voter: Visitor, world: World) -> None:
    """A03: identity comes from the session alone."""
    voter.choose("bike")
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    voter.post(CAST, {**fields, "member": world.members[2], "member_key": world.members[2]})
    other = Visitor(world)
    assert "You have voted" not in other.sign_in(2).words


def test_done_without_a_vote_leads_to_my_pots(voter: Visitor) -> None:
    assert voter.get("/vote/youth/done").heading == "Your pots"
    assert voter.get("/vote/youth/receipt").heading == "Your pots"


def test_check_with_nothing_chosen_leads_to_the_projects(voter: Visitor) -> None:
    assert voter.get("/vote/youth/check").heading == "Choose the projects you like"


def test_taking_a_vote_back_asks_first_and_then_it_is_gone(voter: Visitor) -> None:
    voter.cast("bike")
    voter.sign_in(0)
    page = voter.get("/vote/youth/withdraw")
    assert "Your vote in this pot will not be counted." in page.words
    assert voter.press("/vote/youth/withdraw").heading == "Your vote is taken back"
    assert "You have voted" not in voter.get("/vote").words


def test_who_still_has_a_vote_is_never_told_that_it_is_taken_back(voter: Visitor) -> None:
    voter.cast("bike")
    assert voter.get("/vote/youth/withdrawn").heading == "You have voted"


def test_after_the_close_the_page_of_a_vote_taken_back_promises_no_other(voter: Visitor, world: World) -> None:
    assert "You can vote again until" in voter.get("/vote/youth/withdrawn").words
    world.close()
    voter.sign_in(0)
    assert "You can vote again until" not in voter.get("/vote/youth/withdrawn").words


def test_a_vote_after_one_taken_back_replaces_nothing(voter: Visitor) -> None:
    voter.cast("bike")
    voter.sign_in(0)
    voter.get("/vote/youth/withdraw")
    voter.press("/vote/youth/withdraw")
    page = voter.cast("games")
    assert "your vote is in. Thank you." in page.words
    assert "replaced. Thank you." not in page.words


def test_taking_back_asks_for_the_code_right_after_a_cast(voter: Visitor) -> None:
    voter.cast("bike")
    assert voter.get("/vote/youth/withdraw").heading == "What is your voting code?"


def test_a_second_press_of_take_back_is_answered_like_the_first(voter: Visitor) -> None:
    voter.cast("bike")
    voter.sign_in(0)
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/withdraw").form("/vote/youth/withdraw")}
    voter.post("/vote/youth/withdraw", fields)
    assert voter.post("/vote/youth/withdraw", fields).heading == "Your vote is taken back"
    assert voter.get("/vote/youth/withdraw").heading == "Your pots"


def test_a_cast_after_the_close_is_refused_with_words(voter: Visitor, world: World) -> None:
    voter.choose("bike")
    fields: dict[str, str | list[str]] = {**voter.get("/vote/youth/check").form(CAST)}
    world.close()
    visitor = Visitor(world)
    visitor.sign_in(0)
    fields["csrf"] = visitor.get("/vote").form("/sign-out")["csrf"]
    assert "Voting has closed." in visitor.post(CAST, fields, 409).words


def test_a_dead_round_key_gives_no_receipt(voter: Visitor, world: World) -> None:
    voter.choose("bike")
    voter.get("/vote/youth/check")
    for key in world.office.keys.folder.glob("round-*.key"):
        key.unlink()
    page = voter.press(CAST, 503)
    assert "Votes cannot be taken at this moment. Nothing was lost." in page.words


def test_the_receipt_page_is_never_kept_by_a_browser(voter: Visitor) -> None:
    assert voter.cast("bike").headers["cache-control"] == "no-store"


def test_the_whole_way_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    world = open_world(tmp_path / "data", postgres_url)
    visitor = Visitor(world)
    visitor.sign_in(0)
    code = code_on_page(visitor.cast("bike", "quiet"))
    visitor.sign_in(0)
    assert code_on_page(visitor.cast("games")) != code
    world.close()
    words = visitor.get("/check/codes").words
    assert code in words.partition("Replaced by a later vote")[2]
    world.office.database.close()

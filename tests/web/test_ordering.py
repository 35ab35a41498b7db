"""Putting choices in order with buttons alone."""

import pytest

from pbvote.services.protected_acts import confirm_act, prepare_act
from tests.factories import ROUND, World
from tests.web.visitor import Visitor

ORDER = "/vote/youth/order"


@pytest.fixture
def voter(visitor: Visitor) -> Visitor:
    """Member 0 with three choices, on the page that orders them."""
    visitor.sign_in(0)
    visitor.choose("bike", "quiet", "games")
    visitor.get(ORDER)
    return visitor


def order_of(visitor: Visitor) -> list[str]:
    return visitor.page.form(ORDER)["order"]


def test_it_starts_as_picked(voter: Visitor) -> None:
    assert order_of(voter) == ["bike", "quiet", "games"]


def test_move_up_moves_one_place_and_says_so(voter: Visitor) -> None:
    page = voter.press(ORDER, up="games")
    assert order_of(voter) == ["bike", "games", "quiet"]
    assert "“Make-a-game club” is now number 2 of 3." in page.words
    assert "Just moved up" in page.words


def test_move_down_moves_one_place(voter: Visitor) -> None:
    voter.press(ORDER, down="bike")
    assert order_of(voter) == ["quiet", "bike", "games"]


def test_move_to_goes_straight_there(voter: Visitor) -> None:
    voter.press(ORDER, move="games", **{"to-games": "1"})
    assert order_of(voter) == ["games", "bike", "quiet"]


def test_remove_takes_it_off_the_list(voter: Visitor) -> None:
    page = voter.press(ORDER, remove="quiet")
    assert order_of(voter) == ["bike", "games"]
    assert "“Quiet room” is removed." in page.words


def test_removing_the_last_one_leads_back_to_the_projects(voter: Visitor) -> None:
    for project in ("bike", "quiet", "games"):
        voter.press(ORDER, remove=project)
    assert voter.page.heading == "Choose the projects you like"


@pytest.mark.parametrize(
    ("button", "project", "words"), [("up", "bike", "already first"), ("down", "games", "already last")]
)
def test_a_button_at_the_end_says_so_and_moves_nothing(voter: Visitor, button: str, project: str, words: str) -> None:
    page = voter.press(ORDER, **{button: project})
    assert words in page.words
    assert order_of(voter) == ["bike", "quiet", "games"]


def test_the_buttons_at_the_ends_stay_and_are_marked(voter: Visitor) -> None:
    assert voter.page.text.count('aria-disabled="true"') == 2


def test_continue_stands_first_so_that_enter_moves_nothing(voter: Visitor) -> None:
    form = voter.page.text.split("<form", 1)[1]
    first = form.split("<button", 1)[1].split(">", 1)[0]
    assert 'name="go"' in first


def test_continue_saves_the_order_that_the_page_shows_and_goes_on(voter: Visitor) -> None:
    fields: dict[str, str | list[str]] = {**voter.page.form(ORDER), "order": ["games", "quiet", "bike"], "go": "check"}
    page = voter.post(ORDER, fields)
    assert page.heading == "Check your vote"
    assert page.form("/vote/youth/cast")["order"] == ["games", "quiet", "bike"]


def test_the_script_saves_without_a_page(voter: Visitor) -> None:
    fields: dict[str, str | list[str]] = {**voter.page.form(ORDER), "order": ["games", "bike"], "save": "yes"}
    voter.post(ORDER, fields, 204)
    voter.get(ORDER)
    assert order_of(voter) == ["games", "bike"]


def test_a_page_from_before_another_window_changed_the_choices_is_not_taken(voter: Visitor, world: World) -> None:
    old: dict[str, str | list[str]] = {**voter.page.form(ORDER)}
    other = Visitor(world)
    other.sign_in(0)
    other.get(ORDER)
    other.press(ORDER, remove="quiet")
    page = voter.post(ORDER, {**old, "up": "games"}, 409)
    assert page.heading == "Your choices have changed"
    assert "Quiet room" not in page.words
    voter.get(ORDER)
    assert order_of(voter) == ["bike", "games"]


def test_a_save_whose_answer_was_lost_is_no_reason_to_refuse_the_next(voter: Visitor) -> None:
    fields: dict[str, str | list[str]] = {**voter.page.form(ORDER)}
    first = ["quiet", "bike", "games"]
    voter.post(ORDER, {**fields, "order": first, "save": "yes"}, 204)  # arrived, but the voter never heard so
    lost = {**fields, "was": [*fields["was"], ",".join(first)], "order": ["quiet", "games", "bike"], "save": "yes"}
    voter.post(ORDER, lost, 204)
    voter.get(ORDER)
    assert order_of(voter) == ["quiet", "games", "bike"]


@pytest.mark.parametrize("order", [["bike", "bike"], ["bike", "lamps"], ["bike", "quiet", "games", "boat"], ["<b>"]])
def test_an_order_that_no_page_of_ours_sends_is_refused(voter: Visitor, order: list[str]) -> None:
    """A05: duplicates, strangers, too many."""
    voter.post(ORDER, {**voter.page.form(ORDER), "order": order, "go": "check"}, 422)
    voter.get(ORDER)
    assert order_of(voter) == ["bike", "quiet", "games"]


@pytest.mark.parametrize(
    "fields", [{"up": "nothing"}, {"move": "bike", "to-bike": "-1"}, {"move": "bike", "to-bike": "²"}]
)
def test_a_press_that_makes_no_sense_changes_nothing(voter: Visitor, fields: dict[str, str]) -> None:
    voter.client.post(ORDER, data={**voter.page.form(ORDER), **fields}, headers={"sec-fetch-site": "same-origin"})
    voter.get(ORDER)
    assert order_of(voter) == ["bike", "quiet", "games"]


def test_a_project_that_is_taken_out_leaves_the_list(voter: Visitor, world: World) -> None:
    old: dict[str, str | list[str]] = {**voter.page.form(ORDER), "go": "check"}
    number = prepare_act(
        world.office, "officer-1", ROUND, "withdraw a project", pot="youth", project="quiet", reason="safety"
    )
    confirm_act(world.office, "officer-2", number)
    page = voter.post(ORDER, old, 409)
    assert "a project was taken out" in page.words
    voter.get(ORDER)
    assert order_of(voter) == ["bike", "games"]


def test_a_place_of_thousands_of_digits_moves_nothing(voter: Visitor) -> None:
    voter.press(ORDER, move="games", **{"to-games": "1" * 5000})
    assert order_of(voter) == ["bike", "quiet", "games"]

"""My pots, and choosing projects."""

from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.round import GRACE
from pbvote.services.suspend_round import suspend_round
from tests.factories import CLOSES, ROUND, World, sealed_world
from tests.web.visitor import Visitor

PAGES_TO_VOTE = ("choose", "order", "check", "blank", "change", "withdraw")


@pytest.fixture
def voter(visitor: Visitor) -> Visitor:
    """Member 0, who is 14, signed in."""
    visitor.sign_in(0)
    return visitor


def test_a_choice_is_kept_and_the_tray_counts_it(voter: Visitor) -> None:
    page = voter.choose("bike")
    assert "1 chosen. You can add 2 more." in page.words
    assert "In my choices" in page.words


def test_removing_it_leaves_nothing_chosen(voter: Visitor) -> None:
    voter.choose("bike")
    page = voter.press("/vote/youth/choose", remove="bike")
    assert "0 chosen: none yet." in page.words


def test_a_choice_survives_leaving_and_coming_back_on_another_device(voter: Visitor, world: World) -> None:
    voter.choose("bike", "games")
    other = Visitor(world)
    assert "You have chosen 2 projects." in other.sign_in(0).words
    assert other.get("/vote/youth/order").form("/vote/youth/order")["order"] == ["bike", "games"]


def test_one_too_many_says_what_to_do_and_keeps_the_others(voter: Visitor) -> None:
    voter.choose("bike", "quiet", "games")
    assert "Your list is full. Remove one to add another." in voter.page.words
    page = voter.press("/vote/youth/choose", 422, add="boat")
    assert "You can choose up to 3. Remove one to add another." in page.words
    assert "3 chosen" in page.words


def test_nothing_chosen_leads_back_with_a_sentence(voter: Visitor) -> None:
    voter.get("/vote/youth/choose")
    page = voter.press("/vote/youth/choose", 422, go="order")
    assert "Add at least one project first." in page.words


def test_with_something_chosen_the_next_page_is_the_order(voter: Visitor) -> None:
    voter.choose("bike")
    assert voter.press("/vote/youth/choose", go="order").heading == "Put your choices in order"


def test_the_order_of_the_cards_is_stable_for_one_voter_and_differs_between_voters(world: World) -> None:
    def titles(number: int) -> tuple[str, ...]:
        visitor = Visitor(world)
        visitor.sign_in(number)
        links = visitor.get("/vote/youth/choose").links()
        assert links == visitor.get("/vote/youth/choose").links()
        return tuple(each for each in links if "/projects/" in each)

    assert len({titles(number) for number in (0, 2, 4, 6, 8, 10, 12, 14)}) > 1


def test_search_and_filter_narrow_the_cards_and_survive_a_press(voter: Visitor) -> None:
    page = voter.get("/vote/youth/choose?q=MEND&sort=cost")
    assert "Bike repair shed" in page.words
    assert "A boat for all" not in page.words
    page = voter.press("/vote/youth/choose", add="bike")
    assert "1 chosen" in page.words


def test_a_search_without_a_match_offers_the_way_back(voter: Visitor) -> None:
    page = voter.get("/vote/youth/choose?q=zebra")
    assert "No project fits that search." in page.words
    assert "/vote/youth/choose" in page.links()


@pytest.mark.parametrize("project", ["lamps", "", "no-such-project", "<script>"])
def test_a_project_of_another_pot_is_refused(voter: Visitor, project: str) -> None:
    """A04: a project that is not on this ballot."""
    voter.get("/vote/youth/choose")
    voter.press("/vote/youth/choose", 422, add=project)
    assert "0 chosen" in voter.get("/vote/youth/choose").words


def test_an_adult_cannot_enter_the_young_people_s_pot(visitor: Visitor) -> None:
    """A06: the pot of another group."""
    visitor.sign_in(1)
    for path in ("choose", "order", "check", "blank", "done", "withdrawn", "receipt"):
        visitor.get(f"/vote/youth/{path}", 403)
    visitor.get("/vote/everybody/choose")
    fields: dict[str, str | list[str]] = {"csrf": visitor.page.form("/vote/everybody/choose")["csrf"]}
    visitor.post("/vote/youth/choose", {**fields, "add": "bike"}, 403)
    visitor.post("/vote/youth/cast", {**fields, "order": ["bike"], "key": "k"}, 403)


def test_an_unknown_pot_is_refused(voter: Visitor) -> None:
    voter.get("/vote/no-such-pot/choose", 403)


def test_while_voting_is_paused_the_page_says_so(voter: Visitor, world: World) -> None:
    voter.get("/vote/youth/choose")
    _suspend(world)
    page = voter.press("/vote/youth/choose", 409, add="bike")
    assert "Voting is paused for now." in page.words
    assert "Voting is paused." in voter.get("/vote").words
    assert "Voting is paused." in voter.get("/").words


def test_after_the_close_nothing_can_be_chosen(voter: Visitor, world: World) -> None:
    voter.get("/vote/youth/choose")
    world.close()
    voter.sign_in(0)
    assert "Voting has closed. We are counting." in voter.get("/vote").words
    assert "You did not vote in this pot." in voter.page.words
    token = voter.page.form("/sign-out")["csrf"]
    assert "Voting has closed." in voter.post("/vote/youth/choose", {"csrf": token, "add": "bike"}, 409).words


def test_before_the_opening_the_page_says_when_and_shows_the_projects(tmp_path: Path, sqlite_url: str) -> None:
    visitor = Visitor(sealed_world(tmp_path / "data", sqlite_url))
    words = visitor.sign_in(0).words
    assert "Voting opens at 9am on 1 March 2027." in words
    assert "/rounds/spring-2027/youth" in visitor.page.links()
    for page in PAGES_TO_VOTE:
        assert "Voting has not opened yet." in visitor.get(f"/vote/youth/{page}", 409).words


@pytest.mark.parametrize("page", PAGES_TO_VOTE)
def test_a_closed_round_shows_no_form_that_it_would_refuse(voter: Visitor, world: World, page: str) -> None:
    voter.choose("bike")
    world.close()
    voter.sign_in(0)
    assert "Voting has closed." in voter.get(f"/vote/youth/{page}", 409).words


@pytest.mark.parametrize("page", PAGES_TO_VOTE)
def test_a_paused_round_shows_no_form_that_it_would_refuse(voter: Visitor, world: World, page: str) -> None:
    voter.choose("bike")
    _suspend(world)
    assert "Voting is paused for now." in voter.get(f"/vote/youth/{page}", 409).words


@pytest.mark.parametrize("seconds", [119, 121])
def test_the_guard_knows_the_grace_before_the_jobs_have_run(voter: Visitor, world: World, seconds: int) -> None:
    world.move(CLOSES + timedelta(seconds=seconds))
    voter.sign_in(0)
    voter.get("/vote/youth/choose", 200 if seconds < GRACE.total_seconds() else 409)


def test_what_i_cast_stays_in_reach_after_the_close(voter: Visitor, world: World) -> None:
    voter.cast("bike")
    world.close()
    voter.sign_in(0)
    assert voter.get("/vote/youth/done").heading == "You have voted"
    assert voter.get("/vote/youth/check").heading == "You have voted"
    assert voter.client.get("/vote/youth/receipt").status_code == 200


def test_after_the_result_the_page_leads_there(finished: World) -> None:
    visitor = Visitor(finished)
    assert "the result is out" in visitor.sign_in(0).words
    assert "/rounds/spring-2027/youth/results" in visitor.page.links()
    assert "/vote/youth/change" not in visitor.page.links()
    assert visitor.get("/vote/youth/done").heading == "You have voted"


def _suspend(world: World) -> None:
    suspend_round(world.office, "officer-1", ROUND, "technical")

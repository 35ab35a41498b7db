"""The front page in each state of the round."""

from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.suspend_round import suspend_round
from tests.factories import CLOSES, OPENS, ROUND, World, new_world, sealed_world
from tests.idea_world import idea_world
from tests.web.visitor import Visitor


def test_it_works_while_voting_is_open(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert page.heading == "£30,000 to share. You choose where it goes."
    assert "/sign-in" in page.links()
    assert "Sunday 14 March 2027, 5pm" in page.words
    assert "The money is in two pots" in page.words
    assert "Mei Tran, Rhys Bellamy, Dana Okafor" in page.words


@pytest.mark.parametrize("path", ["/", "/sign-in", "/rounds/spring-2027/youth"])
def test_who_is_signed_in_is_led_to_their_pots_and_nobody_else(visitor: Visitor, path: str) -> None:
    assert "Go to your pots" not in visitor.get(path).words
    visitor.sign_in(0)
    assert "Go to your pots" in visitor.get(path).words
    assert "/vote" in visitor.page.links()


def test_without_a_round_it_says_so(tmp_path: Path, sqlite_url: str) -> None:
    page = Visitor(new_world(tmp_path / "data", sqlite_url)).get("/")
    assert page.heading == "No vote is open. The next one will be here."
    assert "/sign-in" not in page.links()


def test_before_the_opening_it_names_the_day_and_offers_no_button(tmp_path: Path, sqlite_url: str) -> None:
    page = Visitor(sealed_world(tmp_path / "data", sqlite_url)).get("/")
    assert "Voting opens at 9am on 1 March 2027." in page.words
    assert "/sign-in" not in page.links()


def test_after_the_close_it_says_that_we_are_counting(world: World) -> None:
    world.close()
    page = Visitor(world).get("/")
    assert page.heading == "We are counting. The result comes next."
    assert "/check" in page.links()


def test_just_after_the_close_nobody_is_sent_to_vote_in_vain(world: World) -> None:
    world.move(CLOSES + timedelta(seconds=60))
    visitor = Visitor(world)
    visitor.sign_in(0)
    visitor.choose("bike")
    visitor.get("/vote/youth/check")
    assert visitor.press("/vote/youth/cast").heading == "You have voted"  # within the 120 seconds of grace


def test_the_result_comes_first_when_it_is_out(finished: World) -> None:
    page = Visitor(finished).get("/")
    assert page.heading == "The result is in. See where it goes."
    assert "/results" in page.links()
    assert "43 votes shared out" in page.words


def test_a_round_that_was_called_off_says_so_and_asks_nobody_to_vote(world: World) -> None:
    world.agree("cancel", reason="legal")
    page = Visitor(world).get("/")
    assert page.heading == "This vote was called off. You need do nothing."
    assert "The officers called off “Spring 2027”." in page.words
    assert "/sign-in" not in page.links()
    assert "/log?round=spring-2027" in page.links()
    assert "The money is in two pots" not in page.words


def test_while_voting_is_paused_it_says_that_votes_are_safe(world: World) -> None:
    world.move(OPENS)  # a copied world has gone on for as long as the tests before took
    suspend_round(world.office, "officer-1", ROUND, "technical")
    page = Visitor(world).get("/")
    assert page.heading == "Voting is paused. Your vote is safe."
    assert "Voting goes on by 9am on 2 March 2027." in page.words
    assert "/sign-in" not in page.links()


def test_the_round_is_a_link_away(visitor: Visitor) -> None:
    assert "/rounds/spring-2027" in visitor.get("/").links()


def test_a_rehearsal_says_so_on_every_page(visitor: Visitor) -> None:
    for path in ("/", "/sign-in", "/log", "/check", "/help", "/nope"):
        assert "Nothing here is real." in visitor.client.get(path).text


@pytest.mark.parametrize("start", ["/"])
def test_no_link_is_dead(visitor: Visitor, start: str) -> None:
    """Every link that can be reached without signing in leads to a page or a file."""
    _walk(visitor, start)


def test_no_link_is_dead_after_the_result(finished: World) -> None:
    _walk(Visitor(finished), "/")


def test_no_link_is_dead_for_a_voter(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.choose("bike")
    visitor.cast("pond", pot="everybody")
    _walk(visitor, "/vote")


def test_the_first_page_of_a_server_knows_where_it_is(visitor: Visitor) -> None:
    assert "People in Marlbrook had the ideas" in visitor.get("/").words


def _walk(visitor: Visitor, start: str) -> None:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        page = visitor.get(path)
        if page.document is not None:
            # The other language has tests of its own (test_chosen_language.py): here it would be every page again.
            waiting += [link.partition("#")[0] for link in page.links() if not link.startswith("/language/")]
    assert len(seen) > 10


@pytest.mark.parametrize(
    ("phase", "heading", "leads_to"),
    [
        (Phase.WAITING, "£30,000 to share. It begins with you.", ""),
        (Phase.QUESTIONS, "£30,000 to share. What should we ask?", "/questions"),
        (Phase.IDEAS, "£30,000 to share. What is your idea?", "/propose"),
        (Phase.REVIEW, "The ideas are in. Now they are reviewed.", "/ideas"),
        (Phase.LIST, "The reviews are out. The vote comes next.", "/ideas"),
    ],
)
def test_in_each_phase_it_says_what_can_be_done(
    tmp_path: Path, sqlite_url: str, phase: Phase, heading: str, leads_to: str
) -> None:
    world = idea_world(tmp_path / "data", sqlite_url, members=1, phase=phase)
    visitor = Visitor(world)
    page = visitor.get("/")
    assert page.heading == heading
    assert f"/rounds/{ROUND}{leads_to}" in page.links()
    page = visitor.get(f"/rounds/{ROUND}")
    assert "can still change" in page.words
    assert f"/rounds/{ROUND}/youth" not in page.links()
    world.office.database.close()

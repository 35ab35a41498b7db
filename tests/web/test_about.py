"""Pages of words."""

from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.services.write_texts import STATEMENT, write_texts
from tests.factories import PLAN, World, sealed_world
from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/help", "Help and contact"),
        ("/promise", "What we promise and what we do not"),
        ("/privacy", "Your privacy on one page"),
        ("/privacy/young", "Your privacy, on one screen"),
        ("/accessibility", "Accessibility"),
        ("/cookies", "Cookies"),
    ],
)
def test_it_works(visitor: Visitor, path: str, heading: str) -> None:
    assert visitor.get(path).heading == heading


def test_the_promise_page_says_who_could_open_a_vote(visitor: Visitor) -> None:
    words = visitor.get("/promise").words
    assert "whoever runs the server could open it until the key is destroyed" in words
    assert "Whoever has your code and knows your birthday can vote for you." in words
    assert "No auditor has signed the log yet." in words


def test_the_rules_of_the_round_stand_there(visitor: Visitor) -> None:
    assert "Everybody gets an equal share of the money." in visitor.get("/promise").words


def test_the_cookies_page_names_both_cookies(visitor: Visitor) -> None:
    words = visitor.get("/cookies").words.split()
    assert {"__Host-pbvote", "__Host-pbvote-staff"} <= set(words)


def test_help_promises_a_change_where_the_round_allows_it(visitor: Visitor) -> None:
    assert "Yes, until voting closes." in visitor.get("/help").words


def test_help_promises_no_change_where_the_round_allows_none(tmp_path: Path, sqlite_url: str) -> None:
    world = sealed_world(tmp_path / "data", sqlite_url, plan=replace(PLAN, change_allowed=False))
    words = Visitor(world).get("/help").words
    assert "In this round a vote stays as it was cast." in words
    assert "Yes, until voting closes." not in words
    assert "A new vote with your new code" not in words


def test_an_accessibility_statement_that_nobody_wrote_is_no_promise(visitor: Visitor) -> None:
    words = visitor.get("/accessibility").words
    assert "This statement is not finished" in words
    assert "The trust has not said yet who tested this site, and when." in words


def test_the_statement_says_what_the_trust_wrote(visitor: Visitor, world: World) -> None:
    texts = {name: f"Words about {name}." for name in STATEMENT}
    write_texts(world.office, "officer-1", {**texts, "accessibility-known": "- Maps\n- Old <b>scans</b>"})
    page = visitor.get("/accessibility")
    assert "This statement is not finished" not in page.words
    assert "Old <b>scans</b>" in page.words
    assert "Last changed on 1 March 2027." in page.words


def test_a_statement_with_a_part_missing_says_so(visitor: Visitor, world: World) -> None:
    write_texts(world.office, "officer-1", dict.fromkeys(STATEMENT[1:], "Words."))
    assert "This statement is not finished" in visitor.get("/accessibility").words


def test_the_privacy_page_says_who_answers(visitor: Visitor, world: World) -> None:
    assert "Who answers for your data" not in visitor.get("/privacy").words
    write_texts(world.office, "officer-1", {"privacy-contact": "Write to the clerk."})
    assert "Write to the clerk." in visitor.get("/privacy").words


@pytest.mark.parametrize("path", ["/", "/help", "/privacy/young", "/accessibility", "/log", "/sign-in", "/nope"])
def test_every_page_says_how_to_reach_a_person(visitor: Visitor, path: str) -> None:
    assert "Call 01632 960 100. Ask at the library." in visitor.client.get(path).text

"""Pages of words."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import PLAN, sealed_world
from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/help", "Help and contact"),
        ("/promise", "What we promise and what we do not"),
        ("/privacy", "Your privacy on one page"),
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


def test_the_cookies_page_names_the_cookie(visitor: Visitor) -> None:
    assert "__Host-pbvote" in visitor.get("/cookies").words


def test_help_promises_a_change_where_the_round_allows_it(visitor: Visitor) -> None:
    assert "Yes, until voting closes." in visitor.get("/help").words


def test_help_promises_no_change_where_the_round_allows_none(tmp_path: Path, sqlite_url: str) -> None:
    world = sealed_world(tmp_path / "data", sqlite_url, plan=replace(PLAN, change_allowed=False))
    words = Visitor(world).get("/help").words
    assert "In this round a vote stays as it was cast." in words
    assert "Yes, until voting closes." not in words
    assert "A new vote with your new code" not in words

"""Pages of words."""

import pytest

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

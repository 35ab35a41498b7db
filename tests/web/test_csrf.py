"""Only our own pages may send forms: every address that acts is asked for every kind of forgery."""

import re

import pytest
from starlette.routing import Route

from pbvote import paths
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import World
from tests.web.visitor import Visitor

ACTING = sorted(
    route.path
    for route in route_table(VersionedFiles(paths.static()))
    if isinstance(route, Route) and "POST" in (route.methods or set())
)
FORGERIES: dict[str, dict[str, str]] = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a neighbour": {"sec-fetch-site": "same-site"},
    "another site with our origin": {"sec-fetch-site": "cross-site", "origin": "https://testserver"},
    "an old browser at another site": {"origin": "https://evil.example"},
    "the same host without TLS": {"origin": "http://testserver"},
    "another port": {"origin": "https://testserver:444"},
    "a sandboxed frame": {"origin": "null"},
    "no word of where from": {},
}


@pytest.fixture
def voter(visitor: Visitor) -> Visitor:
    """Member 0, signed in."""
    visitor.sign_in(0)
    return visitor


def filled(path: str) -> str:
    """An address of this shape: the right pot, numbers where numbers are wanted."""
    return re.sub(r"\{[a-z]+:int\}", "1", path.replace("{pot}", "youth"))


def test_there_are_addresses_that_act() -> None:
    assert len(ACTING) >= 7


@pytest.mark.parametrize("forgery", FORGERIES)
def test_no_forged_request_is_taken_by_any_address(voter: Visitor, forgery: str) -> None:
    """A38: a cross-site POST with cookie and even with the right token."""
    token = voter.get("/vote").form("/sign-out")["csrf"]
    for path in ACTING:
        fields = {"csrf": token, "add": "bike", "order": "bike", "key": "k"}
        answer = voter.client.post(filled(path), data=fields, headers=FORGERIES[forgery])
        assert answer.status_code == 403, path
    assert "You have not voted yet." in voter.get("/vote").words
    assert "0 chosen" in voter.get("/vote/youth/choose").words


@pytest.mark.parametrize("token", ["", "0" * 64, "x", "é"])
def test_no_address_takes_a_form_without_its_token(voter: Visitor, token: str) -> None:
    for path in ACTING:
        answer = voter.client.post(
            filled(path),
            data={"csrf": token, "order": "bike"},
            headers={"sec-fetch-site": "same-origin"},
        )
        assert answer.status_code == 403, path


def test_json_as_a_simple_form_is_refused(voter: Visitor) -> None:
    """A38: a form with enctype text/plain whose only field reads as JSON."""
    answer = voter.client.post(
        "/vote/youth/cast",
        content=b'{"order":["bike"],"key":"k="}',
        headers={"sec-fetch-site": "same-origin", "content-type": "text/plain"},
    )
    assert answer.status_code == 403


def test_the_token_of_somebody_else_is_refused(voter: Visitor, world: World) -> None:
    other = Visitor(world)
    other.sign_in(2)
    token = other.get("/vote").form("/sign-out")["csrf"]
    voter.post("/vote/youth/choose", {"csrf": token, "add": "bike"}, 403)


def test_an_old_browser_that_names_our_origin_gets_in(voter: Visitor) -> None:
    fields = voter.get("/vote").form("/sign-out")
    answer = voter.client.post("/sign-out", data=fields, headers={"origin": "https://testserver"})
    assert answer.status_code == 303


def test_reading_needs_no_proof(visitor: Visitor) -> None:
    answer = visitor.client.get("/", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200

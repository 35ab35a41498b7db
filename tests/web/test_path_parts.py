"""Addresses with parts that nobody types: a clear page that there is none, never a crash, on both databases."""

import re

import pytest
from starlette.routing import Route

from pbvote import paths
from pbvote.web.routes import route_table
from pbvote.web.static import VersionedFiles
from tests.factories import ROUND, World
from tests.web.talker import Talker
from tests.web.visitor import Visitor

NUMBERS = ("0", "999999999", "2147483648", "9223372036854775808", "9" * 30, "9" * 5000)
PLACES = (
    f"/rounds/{ROUND}/ideas/NUMBER",
    f"/rounds/{ROUND}/ideas/NUMBER/versions",
    f"/rounds/{ROUND}/ideas/1/reply/NUMBER",
    f"/rounds/{ROUND}/ideas/1/remove/NUMBER",
    "/my/ideas/NUMBER",
    "/my/ideas/NUMBER/authors",
    "/my/ideas/NUMBER/review",
    "/my/report/comment/NUMBER",
    "/my/second-look/proposal/NUMBER",
)


@pytest.mark.parametrize("place", PLACES)
def test_no_number_is_too_large_for_a_page_that_says_there_is_none(talking: World, place: str) -> None:
    visitor = Talker(talking, 1)
    for number in NUMBERS:
        answer = visitor.client.get(place.replace("NUMBER", number))
        assert answer.status_code == 404, number[:40]
        assert "We cannot find" in answer.text


def test_no_part_of_an_address_holds_nul(visitor: Visitor) -> None:
    """PostgreSQL takes it in no text, so it must not come as far as a query."""
    for path in ("/rounds/%00", "/rounds/a%00b/ideas", f"/rounds/{ROUND}/youth/projects/a%00b"):
        visitor.get(path, 404)
    routes = [each for each in route_table(VersionedFiles(paths.static())) if isinstance(each, Route)]
    assert len(routes) > 200
    for route in routes:
        path = re.sub(r"\{\w+(:path)?\}", "a\0b", re.sub(r"\{\w+:int\}", "1", route.path))
        assert "\0" not in path or route.path_regex.match(path) is None, route.path

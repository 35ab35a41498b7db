"""Requests for parts of a file."""

import pytest

from pbvote import paths
from pbvote.web.static import version_of
from tests.factories import World
from tests.web.visitor import Visitor

MANY = "bytes=" + ",".join(f"{place}-{place}" for place in range(0, 4000, 2))


@pytest.mark.parametrize("asked", ["bytes=0-0", "bytes=5-", MANY, "bytes=" + "0-," * 500])
def test_a55_a_file_goes_out_whole_however_it_is_asked_for(visitor: Visitor, asked: str) -> None:
    address = f"/static/{version_of(paths.static())}/theme.css"
    whole = visitor.client.get(address)
    part = visitor.client.get(address, headers={"range": asked, "if-range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (200, whole.content)
    assert part.headers["accept-ranges"] == "none"


@pytest.mark.parametrize("path", ["/log.jsonl", "/rounds/spring-2027/public.zip"])
def test_a55_downloads_have_no_parts(finished: World, path: str) -> None:
    answer = Visitor(finished).client.get(path, headers={"range": "bytes=0-9"})
    assert answer.status_code == 200
    assert len(answer.content) > 1000

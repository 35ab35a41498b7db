"""Public files that are asked for often."""

import gzip

from tests.factories import CLOSES, World
from tests.web.visitor import Visitor


def test_a55_who_has_the_file_is_told_so_in_one_line(finished: World) -> None:
    client = Visitor(finished).client
    first = client.get("/log.jsonl")
    again = client.get("/log.jsonl", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/log.jsonl", headers={"if-none-match": '"other"'}).status_code == 200


def test_a55_the_file_is_made_once_for_all_who_ask(finished: World) -> None:
    visitor = Visitor(finished)
    visitor.client.get("/log.jsonl")
    kept = visitor.client.app.state.files["log.jsonl"]  # type: ignore[attr-defined] # httpx2 knows no Starlette
    visitor.client.get("/log.jsonl")
    assert visitor.client.app.state.files["log.jsonl"] is kept  # type: ignore[attr-defined] # as above


def test_the_file_is_packed_for_those_who_take_it_and_for_nobody_else(finished: World) -> None:
    client = Visitor(finished).client
    with client.stream("GET", "/log.jsonl", headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    plain = client.get("/log.jsonl", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert plain.headers["vary"] == "Accept-Encoding"


def test_a_log_that_has_grown_is_another_file(world: World) -> None:
    client = Visitor(world).client
    before = client.get("/log.jsonl")
    world.cast(0, "bike")
    world.at(CLOSES.replace(hour=18))
    after = client.get("/log.jsonl", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.content.startswith(before.content)

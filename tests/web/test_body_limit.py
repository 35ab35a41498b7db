"""Bodies over the limit."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from pbvote.web.body_limit import LIMIT, LONGEST, BodyLimit, BodyTooSlowError
from pbvote.web.errors import status_of
from tests.web.visitor import Visitor

FORM = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def voter(visitor: Visitor) -> Visitor:
    """Member 0, signed in."""
    visitor.sign_in(0)
    return visitor


def test_ten_megabytes_are_refused_and_nothing_is_written(voter: Visitor) -> None:
    """A05: a 10 MB body."""
    token = voter.get("/vote").form("/sign-out")["csrf"][0]
    body = f"csrf={token}&add=".encode() + b"x" * 10_000_000
    answer = voter.client.post("/vote/youth/choose", content=body, headers=FORM)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_a_body_that_comes_in_pieces_without_a_length_is_counted(voter: Visitor) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(200):
            yield b"a=" + b"x" * 1000 + b"&"

    assert voter.client.post("/sign-in", content=pieces(), headers=FORM).status_code == 413


def test_a_file_is_counted_like_everything_else(voter: Visitor) -> None:
    answer = voter.client.post(
        "/sign-in", files={"code": ("big.txt", b"x" * (LIMIT + 1))}, headers={"sec-fetch-site": "same-origin"}
    )
    assert answer.status_code in {400, 413}


def test_too_many_fields_are_refused(voter: Visitor) -> None:
    answer = voter.client.post("/sign-in", content=b"&".join([b"a=1"] * 300), headers=FORM)
    assert answer.status_code == 400
    assert "Nothing was saved." in answer.text


def test_a_form_of_ours_fits(voter: Visitor) -> None:
    assert voter.choose("bike").status == 200


async def _never(_scope: Scope, receive: Receive, _send: Send) -> None:
    while (await receive()).get("more_body"):
        pass


def test_a55_a_body_that_does_not_end_is_given_up() -> None:
    """It holds no thread while it is awaited, and no place after two minutes."""

    async def receive() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"a", "more_body": True}

    with pytest.raises(BodyTooSlowError):
        asyncio.run(BodyLimit(_never, longest=1)({"type": "http"}, receive, _unused))
    assert LONGEST == 120


def test_who_listens_after_the_body_is_not_hurried() -> None:
    """A download listens for the moment when its reader leaves; that may come late."""
    heard: list[str] = []

    async def listening(_scope: Scope, receive: Receive, _send: Send) -> None:
        heard.extend([(await receive())["type"], (await receive())["type"]])

    messages = iter(["http.request", "http.disconnect"])

    async def receive() -> Message:
        kind = next(messages)
        await asyncio.sleep(1.2 if kind == "http.disconnect" else 0)
        return {"type": kind}

    asyncio.run(BodyLimit(listening, longest=1)({"type": "http"}, receive, _unused))
    assert heard == ["http.request", "http.disconnect"]


async def _unused(_message: Message) -> None:
    raise AssertionError


def test_a_slow_body_has_a_status_of_its_own() -> None:
    assert status_of(BodyTooSlowError()) == 408

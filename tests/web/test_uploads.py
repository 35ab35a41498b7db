"""A form with one file, as a server gets it: in pieces."""

import asyncio
from itertools import count

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from pbvote.web.body_limit import BodyLimit, allow_body
from pbvote.web.forms import Form
from pbvote.web.uploads import ENVELOPE, Upload, read_upload

LIMIT, PIECE = 200_000, 65_536


def body(size: int) -> bytes:
    """A form as browsers send it, its file last."""
    head = b'--x\r\ncontent-disposition: form-data; name="alt"\r\n\r\nA red bike\r\n'
    head += b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    return head + b"p" * size + b"\r\n--x--\r\n"


def read(size: int) -> tuple[Form, Upload, int]:
    """What is read of it behind the limit of bodies; and how many of its bytes were let arrive."""
    sent, found = body(size), []
    starts = count(0, PIECE)
    arrived = []

    async def receive() -> Message:
        start = next(starts)
        assert start < len(sent), "it reads on after the end, and would wait for ever"
        arrived.append(sent[start : start + PIECE])
        return {"type": "http.request", "body": arrived[-1], "more_body": start + PIECE < len(sent)}

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        request = Request(scope, receive)
        allow_body(request, LIMIT + ENVELOPE)
        found.append(await read_upload(request, LIMIT))

    async def send(_message: Message) -> None:
        return

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    asyncio.run(BodyLimit(app)({"type": "http", "headers": headers}, receive, send))
    form, upload = found[0]
    return form, upload, sum(map(len, arrived))


def test_a_file_at_the_limit_is_whole() -> None:
    form, upload, _ = read(LIMIT)
    assert form.get("alt") == "A red bike"
    assert (upload.name, len(upload.content), upload.too_large) == ("a.png", LIMIT, False)


def test_of_a_larger_one_nothing_is_kept_but_the_words_before_it() -> None:
    for size in (LIMIT + 1, LIMIT + 2 * ENVELOPE, 3_000_000):
        form, upload, _ = read(size)
        assert form.get("alt") == "A red bike"
        assert upload == Upload(upload.name, b"", too_large=True)


def test_a_large_one_is_let_by_to_its_end_so_that_a_browser_shows_the_answer() -> None:
    assert read(3_000_000)[2] > 3_000_000


def test_a_huge_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbvote.web.uploads.MOST_LET_BY", 1_000_000)
    assert read(3_000_000)[2] < 1_200_000

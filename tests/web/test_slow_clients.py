"""Connections that hold a place without finishing a request, over real sockets."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from pbvote.cli.serve import CONNECTIONS, HEAD_BYTES, IDLE_SECONDS, server_config
from pbvote.config import Settings
from pbvote.web.slow_clients import ImpatientProtocol

WHOLE = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"


class HurriedProtocol(ImpatientProtocol):
    """The same with a limit that a test can wait for."""

    head_seconds = 1


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers “ok” when it has the whole body."""
    assert scope["type"] == "http"
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where a server listens whose patience is one second, and ten seconds between requests."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            _app, http=HurriedProtocol, ws="none", lifespan="off", log_level="error",
            timeout_keep_alive=10, h11_max_incomplete_event_size=HEAD_BYTES,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(10)


def _seconds_until_closed(connection: socket.socket, drip: bytes) -> int:
    """Send a byte now and then, and wait for the end; never longer than six seconds."""
    began, sent = time.monotonic(), 0
    connection.settimeout(0.2)
    while time.monotonic() - began < 6:
        try:
            if not connection.recv(1000):
                break
        except TimeoutError:
            pass
        except ConnectionError:
            break
        if sent < len(drip):
            try:
                connection.sendall(drip[sent : sent + 1])
            except ConnectionError:
                break
            sent += 1
    return int(time.monotonic() - began)


@pytest.mark.parametrize("drip", [b"", b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a55_who_never_finishes_a_head_loses_the_place(port: int, drip: bytes) -> None:
    """Sending a byte now and then does not buy time."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        assert _seconds_until_closed(connection, drip) <= 3


def test_a55_the_second_request_of_a_connection_gets_no_more_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(WHOLE)
        assert b"ok" in _answer(connection)
        connection.sendall(b"GET / HT")
        assert _seconds_until_closed(connection, b"TP/1.1\r\nHost: her") <= 3


def test_who_waits_between_requests_is_not_hurried(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(WHOLE)
        assert b"ok" in _answer(connection)
        time.sleep(1.5)
        connection.sendall(WHOLE)
        assert b"ok" in _answer(connection)


def test_a_long_body_is_not_a_slow_head(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\n")
        for sign in (b"a", b"b", b"c"):
            time.sleep(0.6)
            connection.sendall(sign)
        assert b"ok" in _answer(connection)


def test_a55_a_head_that_never_ends_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * (2 * HEAD_BYTES))
        assert b"400 Bad Request" in _answer(connection)


def test_a55_the_server_runs_with_its_limits() -> None:
    config = server_config(Settings.from_environment({}))
    config.load()
    assert config.http_protocol_class is ImpatientProtocol
    assert ImpatientProtocol.head_seconds == 10
    assert (config.limit_concurrency, config.timeout_keep_alive) == (CONNECTIONS, IDLE_SECONDS)
    assert config.h11_max_incomplete_event_size == HEAD_BYTES


def _answer(connection: socket.socket) -> bytes:
    connection.settimeout(5)
    found = b""
    while b"\r\n\r\nok" not in found and b"400" not in found:
        part = connection.recv(1000)
        if not part:
            break
        found += part
    return found

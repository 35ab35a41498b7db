"""Serve an application to a real browser: a port that nobody else has, a thread, and an orderly end."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 30  # seconds for a start or an end


class ServerSilentError(RuntimeError):
    """The application did not come up; what it said stands above."""


@contextmanager
def serving(make_app: Callable[[str], ASGIApp]) -> Iterator[str]:
    """Give the address while the application made for it runs; the port is ours before the address is told."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # Browsers give secure cookies to localhost without TLS, but not to 127.0.0.1.
        address = f"http://localhost:{listener.getsockname()[1]}"
        config = uvicorn.Config(make_app(address), access_log=False, server_header=False, log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
        thread.start()
        try:
            _wait_until_up(server, thread)
            yield address
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def _wait_until_up(server: uvicorn.Server, thread: threading.Thread) -> None:
    give_up = time.monotonic() + PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > give_up:
            raise ServerSilentError
        time.sleep(0.01)

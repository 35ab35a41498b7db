"""Run the web site of this installation, as the environment variables of docs/settings.md say."""

from argparse import ArgumentParser, Namespace
from contextlib import suppress

import uvicorn

from pbvote.config import Settings

NOT_STARTED = 2
GOODBYE = 10  # seconds that requests in flight may take when the server is told to stop

# Limits against whoever holds places or fills the memory (docs/security.md, attack A55).
CONNECTIONS = 800  # under the 1,024 open files that a system usually grants; one more gets 503 at once
IDLE_SECONDS = 5  # between two requests of a connection
HEAD_BYTES = 16 * 1024  # of a request's line and headers


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing: settings stand in the environment, so that every command of an installation sees the same."""
    parser.epilog = "Settings are environment variables named PBVOTE_...; docs/settings.md lists them."


def run(args: Namespace) -> int:  # noqa: ARG001 - every command has this shape
    """Serve until told to stop."""
    settings = Settings.from_environment()
    server = uvicorn.Server(server_config(settings))
    print(f"pbvote will answer at {settings.address} (port {settings.port} of {settings.host})", flush=True)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a person stops it: uvicorn has shut down in order by then
        server.run()
    return 0 if server.started else NOT_STARTED


def server_config(settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the site."""
    return uvicorn.Config(
        "pbvote.web.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        access_log=False,  # who voted when must not stand in a file
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GOODBYE,
        http="pbvote.web.slow_clients:ImpatientProtocol",
        ws="none",  # no page of ours asks for it
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        h11_max_incomplete_event_size=HEAD_BYTES,
        log_level="warning",
    )

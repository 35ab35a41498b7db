"""The loops in the server: what time alone decides (services/tick.py), and, apart from it, the sending of messages.

A mail server that answers slowly must not keep a round from closing, so each job has a loop of its own.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from pbvote.services.office import Office
from pbvote.services.send_outbox import prune_outbox, send_outbox
from pbvote.services.tick import tick

logger = logging.getLogger(__name__)

PAUSE = 5
"""Seconds between two looks at the clock; the schedule gives voters 120 seconds of grace anyway."""


@asynccontextmanager
async def ticking(app: Starlette) -> AsyncIterator[None]:
    """Tick and send while the server runs, and let what has begun come to its end."""
    stop = asyncio.Event()
    jobs = (tick, partial(send, stop=stop))
    loops = [asyncio.create_task(_repeat(job, stop, app.state.office)) for job in jobs]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*loops)


def send(office: Office, stop: asyncio.Event) -> None:
    """Send what is due, and forget what left long ago; a server that stops waits for one message at most."""
    send_outbox(office, lambda: not stop.is_set())
    prune_outbox(office)


async def _repeat(job: Callable[[Office], object], stop: asyncio.Event, office: Office) -> None:
    said: set[str] = set()
    while not stop.is_set():
        # A task of its own keeps its error to itself: a round must still close after a fault that nobody foresaw.
        # The next tick tries again: a database that was away comes back, a failed balance waits for its repair.
        one = asyncio.create_task(run_in_threadpool(job, office))
        await asyncio.wait({one})
        _say_once(one.exception(), said)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)


def _say_once(error: BaseException | None, said: set[str]) -> None:
    """Log an error once until a tick works again, not every few seconds."""
    if error is None:
        said.clear()
        return
    text = f"{type(error).__name__}: {error}"
    if text not in said:
        said.add(text)
        logger.error("A scheduled act did not work, and is tried again: %s", text)

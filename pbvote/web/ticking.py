"""The loop in the server that does what time alone decides: open, close, batch, sign (services/tick.py)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from pbvote.services.office import Office
from pbvote.services.tick import tick

logger = logging.getLogger(__name__)

PAUSE = 5
"""Seconds between two looks at the clock; the schedule gives voters 120 seconds of grace anyway."""


@asynccontextmanager
async def ticking(app: Starlette) -> AsyncIterator[None]:
    """Tick while the server runs, and let a tick that has begun come to its end."""
    stop = asyncio.Event()
    loop = asyncio.create_task(_tick_until(stop, app.state.office))
    try:
        yield
    finally:
        stop.set()
        await loop


async def _tick_until(stop: asyncio.Event, office: Office) -> None:
    said: set[str] = set()
    while not stop.is_set():
        # A task of its own keeps its error to itself: a round must still close after a fault that nobody foresaw.
        # The next tick tries again: a database that was away comes back, a failed balance waits for its repair.
        one = asyncio.create_task(run_in_threadpool(tick, office))
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

"""The loop in the server that does what time alone decides: open, close, batch, sign (services/tick.py)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool

from pbvote.domain.errors import PbvoteError
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
    while not stop.is_set():
        try:
            await run_in_threadpool(tick, office)
        except (PbvoteError, OSError) as error:
            # The next tick tries again: a database that was away comes back, a failed balance waits for its repair.
            logger.error("A scheduled act did not work: %s", error)  # noqa: TRY400 - its sentence says all
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)

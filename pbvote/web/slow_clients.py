"""Connections that never finish a request are closed (attack A55, “slow-loris”).

uvicorn limits how long a connection may be idle between two requests, not how long the head of a request may take: one
byte a minute would hold a place for ever. Behind a proxy this never happens; without one it is our business.
"""

from asyncio import TimerHandle
from asyncio.transports import Transport
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class ImpatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, with a time limit for the head of each request."""

    head_seconds: ClassVar[int] = 10
    """From the connection, or from the first byte after an answer, to the end of the head."""

    _waiting: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as in the class above
        """Somebody connected: the time begins, also for who sends nothing at all."""
        super().connection_made(transport)
        self._begin_waiting()

    def data_received(self, data: bytes) -> None:
        """Bytes came: either the head is whole now, or the time that began goes on."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE:
            self._begin_waiting()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """They left."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _begin_waiting(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        self.transport.close()

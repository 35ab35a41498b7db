"""Requests are small and come at once: a body over the limits is refused before it fills the memory or a place.

Only what somebody of the staff uploads may be larger; the route says so after it has seen who they are.
"""

from asyncio import timeout_at
from asyncio.events import get_running_loop

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

LIMIT = 64 * 1024  # bytes; the longest form is a ranking of ten projects
LONGEST = 120  # seconds for a whole body; the largest upload takes 40 at a quarter of a megabyte a second
ALLOWANCE = "pbvote.body"
"""Where a request's allowance stands in its scope."""


class BodyTooLargeError(PbvoteError):
    """More bytes than this address takes."""

    def __init__(self) -> None:
        super().__init__(say("What was sent is too large, so nothing was saved. Go back and try again."))


class BodyTooSlowError(PbvoteError):
    """A body that does not end."""

    def __init__(self) -> None:
        super().__init__(say("What was sent took too long to arrive, so nothing was saved. Go back and try again."))


class Allowance:
    """How many bytes one request may send, and whether it has sent its last."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.is_over = False


def allow_body(request: Request, most: int) -> None:
    """Let this one request send so many bytes: for uploads, and only once it is known who sends them."""
    request.scope[ALLOWANCE].most = most


def has_all_come(request: Request) -> bool:
    """Whether nothing more will come of a body, which may be too large: who reads on would wait for ever."""
    return bool(request.scope[ALLOWANCE].is_over)


class BodyLimit:
    """Counts what arrives and how long it takes; `max_part_size` of the form parser would not count files."""

    def __init__(self, app: ASGIApp, limit: int = LIMIT, longest: int = LONGEST) -> None:
        self.app = app
        self.limit = limit
        self.longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; an error is raised to whoever reads the body, and becomes a page with 413 or 408."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        arrived, allowance = 0, Allowance(self.limit)
        until: float | None = get_running_loop().time() + self.longest
        scope[ALLOWANCE] = allowance

        async def receive_within_limit() -> Message:
            nonlocal arrived, until
            try:
                async with timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlowError from None
            if not message.get("more_body", False):
                allowance.is_over = True
                until = None  # what is awaited after the body is that somebody leaves, and that may take its time
            arrived += len(message.get("body", b""))
            if arrived > allowance.most:
                raise BodyTooLargeError
            return message

        await self.app(scope, receive_within_limit, send)

"""Requests are small: a body over the limit is refused before it fills the memory.

Only what somebody of the staff uploads may be larger; the route says so after it has seen who they are.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pbvote.domain.errors import PbvoteError

LIMIT = 64 * 1024  # bytes; the longest form is a ranking of ten projects
ALLOWANCE = "pbvote.body"
"""Where a request's allowance stands in its scope."""


class BodyTooLargeError(PbvoteError):
    """More bytes than this address takes."""

    def __init__(self) -> None:
        super().__init__("What was sent is too large, so nothing was saved. Go back and try again.")


class Allowance:
    """How many bytes one request may send."""

    def __init__(self, most: int) -> None:
        self.most = most


def allow_body(request: Request, most: int) -> None:
    """Let this one request send so many bytes: for uploads, and only once it is known who sends them."""
    request.scope[ALLOWANCE].most = most


class BodyLimit:
    """Counts what arrives; `max_part_size` of the form parser would not count files."""

    def __init__(self, app: ASGIApp, limit: int = LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; the error is raised to whoever reads the body, and becomes a page with 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        arrived, allowance = 0, Allowance(self.limit)
        scope[ALLOWANCE] = allowance

        async def receive_within_limit() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > allowance.most:
                raise BodyTooLargeError
            return message

        await self.app(scope, receive_within_limit, send)

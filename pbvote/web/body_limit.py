"""Requests are small: nothing is uploaded, so a body over the limit is refused before it fills the memory."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pbvote.domain.errors import PbvoteError

LIMIT = 64 * 1024  # bytes; the longest form is a ranking of ten projects


class BodyTooLargeError(PbvoteError):
    """More bytes than any form of ours has."""

    def __init__(self) -> None:
        super().__init__("What was sent is too large, so nothing was saved. Go back and try again.")


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
        arrived = 0

        async def receive_within_limit() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.limit:
                raise BodyTooLargeError
            return message

        await self.app(scope, receive_within_limit, send)

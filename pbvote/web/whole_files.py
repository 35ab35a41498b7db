"""Files go out whole. A request for parts of one could name a thousand of them and keep the server busy (A55)."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKING = frozenset({b"range", b"if-range"})


class WholeFiles:
    """Takes the headers away that ask for parts, and says that there are none (RFC 9110 §14.2: a server may)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_without_ranges(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "accept-ranges" in headers:
                    headers["accept-ranges"] = "none"
            await send(message)

        scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() not in ASKING]
        await self.app(scope, receive, send_without_ranges)

"""Looks over a browser's shoulder: nothing leaves the site, nothing fails in silence, the console stays empty."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

REFUSED_PAGE = "Failed to load resource: the server responded with a status of 4"
"""What Chromium's console says of every page that tells of a mistake with 403, 409 or 422."""


@dataclass  # without slots: Playwright hangs its own names on the object whose methods it calls
class Watch:
    """Everything that one browser asked for, and what went wrong; `forgiven` are words of faults that a test makes."""

    site: str
    requests: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch all pages of a context."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._broke)

    def check(self) -> None:
        """An AssertionError lists what went wrong and was not made by the test."""
        assert [each for each in self.faults if not any(word in each for word in self.forgiven)] == []

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.site).netloc:
            self.faults.append(f"asked another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        address = urlsplit(message.location["url"]).path
        if not message.text.startswith(REFUSED_PAGE) or address.startswith("/static/"):
            self.faults.append(f"console: {message.text} {address}")

    def _broke(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error.message}")

"""Headers that every answer carries (OWASP ASVS 5.0, V3.4), as pure ASGI, so that nothing is buffered."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
TWO_YEARS = "max-age=63072000"  # the names below ours belong to others, and may have no TLS


class SecureHeaders:
    """Adds them to every answer. What names no caching of its own is never stored: it may be personal."""

    def __init__(self, app: ASGIApp, *, over_tls: bool) -> None:
        self.app = app
        self.over_tls = over_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_headers(MutableHeaders(scope=message), over_tls=self.over_tls)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def add_headers(headers: MutableHeaders, *, over_tls: bool) -> None:
    """The same headers on an answer that does not pass the middleware, as that of a crash."""
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")
    if over_tls:
        headers.setdefault("strict-transport-security", TWO_YEARS)

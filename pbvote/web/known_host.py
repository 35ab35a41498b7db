"""Which names this site answers to: another one may be a trap that was laid with our own pages."""

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pbvote.web.language import _


class KnownHost:
    """Lets through what is addressed to us, and tells everybody else where we are."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...], address: str) -> None:
        self.guard = TrustedHostMiddleware(app, allowed_hosts=list(hosts))
        self.hosts = hosts
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or self._is_ours(scope):
            await self.guard(scope, receive, send)
            return
        words = _("This is not an address of this site. Go to %(address)s") % {"address": self.address}
        await PlainTextResponse(words, 400)(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        name = Headers(scope=scope).get("host", "").partition(":")[0]
        # The guard itself leads a name without www to the one that has it.
        return name in self.hosts or f"www.{name}" in self.hosts

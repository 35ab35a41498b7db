"""One cookie for each kind of session, apart from all others: what one opens, no other does.

Each is a random number that stands for a session on the server, or that ties a form to a browser before sign-in.
"""

import secrets
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from pbvote.web import csrf
from pbvote.web.sessions import GUEST, is_plain


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """A cookie by its name without prefix, and whether links of other sites send it along."""

    name: str
    same_site: Literal["lax", "strict"]

    def full_name(self, request: Request) -> str:
        """`__Host-` makes browsers insist on Secure, no Domain and the path / (ASVS 3.3.1)."""
        return self.name if is_plain(request.app.state.settings) else f"__Host-{self.name}"

    def value(self, request: Request) -> str:
        """The cookie that came, or one made for the page that is being drawn; empty when there is none."""
        made: str = getattr(request.state, self.name, "")
        return made or request.cookies.get(self.full_name(request), "")

    def has_session(self, request: Request) -> bool:
        """Whether the cookie stands for a session, which may have ended."""
        cookie = self.value(request)
        return bool(cookie) and not cookie.startswith(GUEST)

    def csrf_token(self, request: Request) -> str:
        """The token for the forms of a page; before sign-in the cookie only ties a form to a browser."""
        if not self.value(request):
            self.make(request, GUEST + secrets.token_urlsafe(32))
        return csrf.token_of(self.value(request))

    def make(self, request: Request, value: str) -> None:
        """Let what is drawn from here on belong to this value."""
        setattr(request.state, self.name, value)

    def send_made(self, request: Request, response: Response) -> None:
        """Send along the cookie that a form of the page needed."""
        made = getattr(request.state, self.name, "")
        if made:
            self.send(request, response, made)

    def send(self, request: Request, response: Response, value: str) -> None:
        """Give the browser `value`; it ends with the browser's own session."""
        plain = is_plain(request.app.state.settings)
        name = self.full_name(request)
        response.set_cookie(name, value, path="/", secure=not plain, httponly=True, samesite=self.same_site)

    def drop(self, request: Request, response: Response) -> None:
        """Make the browser forget it."""
        plain = is_plain(request.app.state.settings)
        name = self.full_name(request)
        response.delete_cookie(name, path="/", secure=not plain, httponly=True, samesite=self.same_site)

"""The one cookie: a random number that stands for a voter's session on the server, or for a form before sign-in."""

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from pbvote.config import Settings
from pbvote.domain.errors import SessionEndedError
from pbvote.services.seat import Seat
from pbvote.services.voter_session import voter_seat

GUEST = "guest-"
"""Before sign-in the cookie only ties a form to a browser (csrf.py); the server keeps nothing about it."""


class NobodySignedInError(SessionEndedError):
    """No session was ever begun in this browser: ask for the code, without words about an ended one."""


def is_plain(settings: Settings) -> bool:
    """Whether browsers refuse `__Host-` cookies: plain http to another machine than one's own."""
    host = urlsplit(settings.address).hostname or ""
    return not (settings.is_secure or host == "localhost" or _is_loopback(host))


def cookie_name(request: Request) -> str:
    """`__Host-` makes browsers insist on Secure, no Domain and the path / (ASVS 3.3.1)."""
    return "pbvote" if is_plain(request.app.state.settings) else "__Host-pbvote"


def cookie_of(request: Request) -> str:
    """The cookie that came, or one made for the page that is being drawn; empty when there is none."""
    made: str = getattr(request.state, "cookie", "")
    return made or request.cookies.get(cookie_name(request), "")


def ensure_cookie(request: Request) -> str:
    """The cookie, made now when a form needs one; page.py sends it along."""
    if not cookie_of(request):
        request.state.cookie = GUEST + secrets.token_urlsafe(32)
    return cookie_of(request)


def send_cookie(request: Request, response: Response, value: str) -> None:
    """Give the browser `value`; it ends with the browser's own session."""
    plain = is_plain(request.app.state.settings)
    response.set_cookie(cookie_name(request), value, path="/", secure=not plain, httponly=True, samesite="lax")


def drop_cookie(request: Request, response: Response) -> None:
    """Make the browser forget it."""
    plain = is_plain(request.app.state.settings)
    response.delete_cookie(cookie_name(request), path="/", secure=not plain, httponly=True, samesite="lax")


def has_session(request: Request) -> bool:
    """Whether the cookie stands for a session, which may have ended."""
    cookie = cookie_of(request)
    return bool(cookie) and not cookie.startswith(GUEST)


def seat_or_none(request: Request) -> Seat | None:
    """Who is signed in, for public pages that offer a voter a little more; page.py names the helper at their side."""
    seat = voter_seat(request.app.state.office, cookie_of(request)) if has_session(request) else None
    request.state.helper = seat.assisted_by if seat else None
    return seat


def seat_of(request: Request) -> Seat:
    """Who is signed in: identity comes from here alone, never from a form. Raises SessionEndedError."""
    seat = seat_or_none(request)
    if seat is not None:
        return seat
    raise SessionEndedError if has_session(request) else NobodySignedInError


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

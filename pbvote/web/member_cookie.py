"""The cookie of a member who takes part, apart from that of voting: neither opens what the other opens."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from pbvote.web import csrf
from pbvote.web.sessions import GUEST, is_plain


def cookie_name(request: Request) -> str:
    """`__Host-` makes browsers insist on Secure, no Domain and the path / (ASVS 3.3.1)."""
    return "pbvote-member" if is_plain(request.app.state.settings) else "__Host-pbvote-member"


def member_cookie(request: Request) -> str:
    """The cookie that came, or one made for the page that is being drawn; empty when there is none."""
    made: str = getattr(request.state, "member_cookie", "")
    return made or request.cookies.get(cookie_name(request), "")


def has_member_session(request: Request) -> bool:
    """Whether the cookie stands for a session, which may have ended."""
    cookie = member_cookie(request)
    return bool(cookie) and not cookie.startswith(GUEST)


def member_csrf_token(request: Request) -> str:
    """The token for the forms of a member's page; before sign-in the cookie only ties a form to a browser."""
    if not member_cookie(request):
        request.state.member_cookie = GUEST + secrets.token_urlsafe(32)
    return csrf.token_of(member_cookie(request))


def send_made_cookie(request: Request, response: Response) -> None:
    """Send along the cookie that a form of the page needed."""
    made = getattr(request.state, "member_cookie", "")
    if made:
        send_member_cookie(request, response, made)


def send_member_cookie(request: Request, response: Response, value: str) -> None:
    """Give the browser `value`; it ends with the browser's own session. Lax: a link in an e-mail must find it."""
    plain = is_plain(request.app.state.settings)
    response.set_cookie(cookie_name(request), value, path="/", secure=not plain, httponly=True, samesite="lax")


def drop_member_cookie(request: Request, response: Response) -> None:
    """Make the browser forget it."""
    plain = is_plain(request.app.state.settings)
    response.delete_cookie(cookie_name(request), path="/", secure=not plain, httponly=True, samesite="lax")

"""The staff's own cookie, apart from the voters': never sent along from another site (SameSite=Strict)."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from pbvote.web import csrf
from pbvote.web.sessions import GUEST, is_plain


def cookie_name(request: Request) -> str:
    """`__Host-` makes browsers insist on Secure, no Domain and the path / (ASVS 3.3.1)."""
    return "pbvote-staff" if is_plain(request.app.state.settings) else "__Host-pbvote-staff"


def staff_cookie(request: Request) -> str:
    """The cookie that came, or one made for the page that is being drawn; empty when there is none."""
    made: str = getattr(request.state, "staff_cookie", "")
    return made or request.cookies.get(cookie_name(request), "")


def has_staff_session(request: Request) -> bool:
    """Whether the cookie stands for a session, which may have ended."""
    cookie = staff_cookie(request)
    return bool(cookie) and not cookie.startswith(GUEST)


def staff_csrf_token(request: Request) -> str:
    """The token for the forms of a staff page; before sign-in the cookie only ties a form to a browser."""
    if not staff_cookie(request):
        request.state.staff_cookie = GUEST + secrets.token_urlsafe(32)
    return csrf.token_of(staff_cookie(request))


def send_made_cookie(request: Request, response: Response) -> None:
    """Send along the cookie that a form of the page needed."""
    made = getattr(request.state, "staff_cookie", "")
    if made:
        send_staff_cookie(request, response, made)


def send_staff_cookie(request: Request, response: Response, value: str) -> None:
    """Give the browser `value`; it ends with the browser's own session."""
    plain = is_plain(request.app.state.settings)
    response.set_cookie(cookie_name(request), value, path="/", secure=not plain, httponly=True, samesite="strict")


def drop_staff_cookie(request: Request, response: Response) -> None:
    """Make the browser forget it."""
    plain = is_plain(request.app.state.settings)
    response.delete_cookie(cookie_name(request), path="/", secure=not plain, httponly=True, samesite="strict")

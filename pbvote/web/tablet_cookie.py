"""The cookie of a tablet in a youth session, and the doors that stay shut there: the next person must find it clear."""

from contextlib import suppress
from urllib.parse import quote

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pbvote.domain.errors import PbvoteError
from pbvote.services.open_tablet import Tablet, tablet_of
from pbvote.web import csrf
from pbvote.web.sessions import is_plain

OTHER_DOORS = ("/sign-in", "/members/", "/finished")
"""Where a session begins, or has ended, on a device of one's own: on a tablet its own page stands for them."""

ENDED = ("/finished", "/members/signed-out")

START = "/tablet"


def cookie_name(request: Request) -> str:
    """`__Host-` makes browsers insist on Secure, no Domain and the path / (ASVS 3.3.1)."""
    return "pbvote-tablet" if is_plain(request.app.state.settings) else "__Host-pbvote-tablet"


def tablet_cookie(request: Request) -> str:
    """The cookie that came; empty when there is none."""
    return request.cookies.get(cookie_name(request), "")


def tablet_here(request: Request) -> Tablet | None:
    """The youth session of this browser, which may be over."""
    token = tablet_cookie(request)
    return tablet_of(request.app.state.office, token) if token else None


def tablet_csrf_token(request: Request) -> str:
    """The token for the forms of the tablet itself; empty on any other device."""
    token = tablet_cookie(request)
    return csrf.token_of(token) if token else ""


def tablet_frame(request: Request) -> dict[str, object]:
    """What every page knows on a tablet, and none elsewhere; an error page is drawn even without a database."""
    if not tablet_cookie(request):
        return {}
    present = None
    with suppress(SQLAlchemyError, PbvoteError, OSError):
        present = tablet_here(request)
    if present is None:
        return {}
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "") if request.method == "GET" else ""
    return {"tablet": present, "tablet_csrf": tablet_csrf_token(request), "tablet_back": quote(back, safe="")}


def send_tablet_cookie(request: Request, response: Response, value: str) -> None:
    """Make this browser the tablet of a session. It outlives a restart of the browser: a flat battery ends nothing."""
    plain = is_plain(request.app.state.settings)
    response.set_cookie(
        cookie_name(request), value, max_age=_A_DAY, path="/", secure=not plain, httponly=True, samesite="strict"
    )


def drop_tablet_cookie(request: Request, response: Response) -> None:
    """Let this browser be like any other again."""
    plain = is_plain(request.app.state.settings)
    response.delete_cookie(cookie_name(request), path="/", secure=not plain, httponly=True, samesite="strict")


class TabletDoors:
    """On a tablet of a youth session nobody begins a session that outlasts it: other doors lead to its own page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send who comes to another door to the tablet's page; `/members/sign-out` stays what it is."""
        if scope["type"] == "http" and _is_other_door(scope["path"]):
            request = Request(scope)
            if tablet_cookie(request):
                cleared = "?cleared=yes" if scope["path"] in ENDED else ""
                await RedirectResponse(START + cleared, 303)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_other_door(path: str) -> bool:
    return path.startswith(OTHER_DOORS) and path != "/members/sign-out"


_A_DAY = 24 * 60 * 60

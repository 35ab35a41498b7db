"""Which language a browser wants: only what a person chose, kept in a cookie of its own.

The list of languages that a browser sends is not asked, so that no page changes its language by surprise.
"""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from pbvote.web.language import ENGLISH, NAMES, Speech, current, speak
from pbvote.web.own_path import is_own_path

COOKIE = "pbvote-language"
A_YEAR = 365 * 24 * 60 * 60  # seconds


class ChosenLanguage:
    """Middleware: everything after it speaks the language of the cookie."""

    def __init__(self, app: ASGIApp, *, speeches: dict[str, Speech]) -> None:
        self.app = app
        self.speeches = speeches

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Nothing is set back at its end: a page about a crash is drawn after that."""
        if scope["type"] == "http":
            speak(self.speeches.get(_asked(scope), ENGLISH))
        await self.app(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Choice:
    """A language in the switch."""

    code: str
    name: str
    href: str
    is_here: bool


def choices(request: Request, *, say_address: bool = True) -> tuple[Choice, ...]:
    """What the switch of a page offers; nothing where there is one language only.

    A page about an error does not say what stood in the address: anybody may have written that.
    """
    speeches: dict[str, Speech] = request.app.state.speeches
    if len(speeches) < 2:  # noqa: PLR2004 - a choice needs two
        return ()
    back = f"?to={quote(_this_page(request), safe='')}" if say_address else ""
    here = current().code
    paths = {code: request.app.router.url_path_for("language", code=code) for code in speeches}
    return tuple(Choice(code, NAMES.get(code, code), f"{path}{back}", code == here) for code, path in paths.items())


def switch(request: Request) -> Response:
    """GET /language/{code}: keep the choice, and go back to the page. Another site's page can choose nothing here."""
    code, asked = request.path_params["code"], request.query_params.get("to")
    if code not in request.app.state.speeches:
        raise HTTPException(404)
    target = _page_before(request) if asked is None else asked
    response = RedirectResponse(target if is_own_path(target) else "/", 303)
    if request.headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        send_language(request, response, code)
    return response


def send_language(request: Request, response: Response, code: str) -> None:
    """Keep a language in this browser. It says nothing about a person, and scripts need not read it."""
    secure = request.app.state.settings.is_secure
    response.set_cookie(COOKIE, code, max_age=A_YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def _asked(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie" and COOKIE.encode() in value:
            return cookie_parser(value.decode("latin-1")).get(COOKIE, "")
    return ""


def _page_before(request: Request) -> str:
    """Where the browser says that it comes from, without the name of the site; to be looked at as all the others."""
    before = request.headers.get("referer", "")
    return before.removeprefix(f"{request.url.scheme}://{request.url.netloc}")


def _this_page(request: Request) -> str:
    """The address under which a browser can ask for this page again."""
    if request.method in {"GET", "HEAD"}:
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    asked = dict(request.scope) | {"method": "GET"}
    can_be_read = any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)
    return request.url.path if can_be_read else "/"

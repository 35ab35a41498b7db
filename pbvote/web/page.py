"""From a template and values to an answer: one environment, one function."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route, Router

from pbvote import paths
from pbvote.domain.errors import PbvoteError
from pbvote.storage.queries.pages import TrustView, trust_page
from pbvote.web import language
from pbvote.web.chosen_language import choices
from pbvote.web.csrf import csrf_token
from pbvote.web.english_parts import name_english_parts
from pbvote.web.member_cookie import has_member_session
from pbvote.web.presenters import FILTERS
from pbvote.web.sessions import is_plain, send_cookie
from pbvote.web.static import globals_for
from pbvote.web.tablet_cookie import tablet_frame

NAMELESS = TrustView(name="pbvote", area="", phone="", contact="", rehearsal=False, officers=(), origin="")
"""Stands in the frame of an error page when the database has never answered."""


@dataclass(slots=True)
class Pages:
    """The templates of one app, and what every page of it says about the trust."""

    environment: Environment
    trust: TrustView = field(default=NAMELESS)

    def html(self, request: Request, name: str, values: dict[str, Any]) -> str:
        """The page `name`. Its title, heading and forms are the template's own business."""
        html = self.environment.get_template(name).render(self._around(request) | values)
        return html if language.current().code == language.SOURCE else "".join(name_english_parts([html]))

    def pieces(self, request: Request, name: str, values: dict[str, Any], at_once: int) -> Iterator[str]:
        """The page `name` piece by piece, so that a long one is never held as a whole; `at_once` joins small pieces."""
        stream = self.environment.get_template(name).stream(self._around(request) | values)
        stream.enable_buffering(at_once)
        return stream if language.current().code == language.SOURCE else name_english_parts(stream)

    def trust_of(self, request: Request) -> TrustView:
        """What is known of the trust, also before the first page of this process is drawn."""
        self._refresh(request)
        return self.trust

    def _around(self, request: Request) -> dict[str, Any]:
        """What every page knows."""
        self._refresh(request)
        return {
            "trust": self.trust,
            "rehearsal": self.trust.rehearsal,
            "contact": contact_words(self.trust),
            "call": call_words(self.trust) or self.trust.contact,
            "unprotected": is_plain(request.app.state.settings),
            "language": language.current().code,
            "languages": choices(request),
            "unfinished": language.current().unfinished,
            "unchecked": language.current().unchecked,
            "csrf_token": partial(csrf_token, request),
            "path_for": partial(path_for, request.app.router),
            "helper": getattr(request.state, "helper", None),
            "taking_part": has_member_session(request),
            "errors": {},
            **tablet_frame(request),
        }

    def _refresh(self, request: Request) -> None:
        # An error page must be drawn even when the database is the error: then the last known name stands on it.
        try:
            with request.app.state.office.database.read() as db:
                self.trust = trust_page(db)
        except (SQLAlchemyError, PbvoteError, OSError):
            return


def contact_words(trust: TrustView) -> str:
    """How to reach a person, in a sentence or two."""
    return " ".join(part for part in (call_words(trust), trust.contact) if part)


def call_words(trust: TrustView) -> str:
    """The telephone in a sentence; empty without one."""
    return language.gettext("Call %(phone)s.") % {"phone": trust.phone} if trust.phone else ""


@cache
def environment_of(static_version: str) -> Environment:
    """The templates: people's text is escaped, sentences go through gettext. One a process: compiling is slow."""
    environment = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(paths.templates()),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=language.translated,
    )
    environment.install_gettext_callables(language.template_gettext, language.template_ngettext, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters |= FILTERS
    environment.globals |= globals_for(static_version)
    return environment


def path_for(router: Router, name: str, /, **parts: str) -> str:
    """The address of a route: no template and no handler spells one out."""
    route = _named_routes(router).get(name)
    return str((route or router).url_path_for(name, **parts))


def _named_routes(router: Router) -> dict[str, Route]:
    """Routes by name: the router's own search looks at every route, which is felt on a page with a thousand links."""
    if not _LAST or _LAST[0][0] is not router:
        named = {route.name: route for route in reversed(router.routes) if isinstance(route, Route)}
        _LAST[:] = [(router, named)]
    return _LAST[0][1]


_LAST: list[tuple[Router, dict[str, Route]]] = []
"""The routes of the app that drew a page last: a process has one, tests have many; routers cannot be keys."""


def render(request: Request, name: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - a template takes any value
    """The page `name` as an answer; a cookie that its form needed goes along."""
    response = HTMLResponse(request.app.state.pages.html(request, name, values), status)
    made = getattr(request.state, "cookie", "")
    if made:
        send_cookie(request, response, made)
    return response


def redirect(request: Request, name: str, /, suffix: str = "", **parts: str) -> RedirectResponse:
    """Go and see: after a POST the browser asks anew, so that a reload repeats nothing."""
    return RedirectResponse(path_for(request.app.router, name, **parts) + suffix, 303)

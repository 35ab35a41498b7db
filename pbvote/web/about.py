"""Pages of words: help, what we promise and what we do not, privacy, cookies."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.web.page import render
from pbvote.web.presenters import blocks
from pbvote.web.sessions import cookie_name


def help_page(request: Request) -> Response:
    """GET /help; whether a vote can be changed is the present round's own rule."""
    present = _present_round(request)
    return render(request, "about/help.html", may_change=present is None or present.change_allowed)


def promise(request: Request) -> Response:
    """GET /promise, with the rules of the present round as they were frozen."""
    present = _present_round(request)
    return render(request, "about/promise.html", rules=blocks(present.rules_text) if present else ())


def privacy(request: Request) -> Response:
    """GET /privacy."""
    return render(request, "about/privacy.html")


def cookies(request: Request) -> Response:
    """GET /cookies."""
    return render(request, "about/cookies.html", cookie=cookie_name(request))


def _present_round(request: Request) -> RoundView | None:
    with request.app.state.office.database.read() as db:
        return next((each for each in rounds(db) if each.state is not RoundState.DRAFT), None)

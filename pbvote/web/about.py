"""Pages of words: help, what we promise and what we do not, privacy, cookies."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.storage.queries.pages import rounds
from pbvote.web.page import render
from pbvote.web.presenters import blocks
from pbvote.web.sessions import cookie_name


def help_page(request: Request) -> Response:
    """GET /help."""
    return render(request, "about/help.html")


def promise(request: Request) -> Response:
    """GET /promise, with the rules of the present round as they were frozen."""
    with request.app.state.office.database.read() as db:
        present = next((each for each in rounds(db) if each.state is not RoundState.DRAFT), None)
    return render(request, "about/promise.html", rules=blocks(present.rules_text) if present else ())


def privacy(request: Request) -> Response:
    """GET /privacy."""
    return render(request, "about/privacy.html")


def cookies(request: Request) -> Response:
    """GET /cookies."""
    return render(request, "about/cookies.html", cookie=cookie_name(request))

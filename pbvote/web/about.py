"""Pages of words: help, what we promise and what we do not, privacy, accessibility, cookies."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.services.write_texts import STATEMENT
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.storage.queries.trust_texts import TrustText, trust_texts
from pbvote.web.board.staff_cookie import cookie_name as staff_cookie_name
from pbvote.web.chosen_language import COOKIE as LANGUAGE_COOKIE
from pbvote.web.language import _
from pbvote.web.member_cookie import cookie_name as member_cookie_name
from pbvote.web.page import render
from pbvote.web.presenters import Block, blocks
from pbvote.web.sessions import cookie_name
from pbvote.web.tablet_cookie import cookie_name as tablet_cookie_name


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the accessibility statement that only the trust can write; `missing` stands there until it has."""

    heading: str
    missing: str
    blocks: tuple[Block, ...]


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
    answers = _texts(request).get("privacy-contact")
    return render(request, "about/privacy.html", answers=blocks(answers.text) if answers else ())


def young(request: Request) -> Response:
    """GET /privacy/young: the same on one screen; no other rules, fewer words."""
    return render(request, "about/young.html")


def accessibility(request: Request) -> Response:
    """GET /accessibility: what the program can say, and what the trust says itself. Unfinished, it says so first."""
    texts = _texts(request)
    parts = _parts(texts)
    changed = [texts[name].changed_at for name in STATEMENT if name in texts]
    return render(
        request, "about/accessibility.html", parts=parts, missing=any(not each.blocks for each in parts),
        changed=max(changed, default=None),
    )  # fmt: skip


def cookies(request: Request) -> Response:
    """GET /cookies: those of voters, members, tablets and staff, and the language."""
    return render(
        request, "about/cookies.html", cookie=cookie_name(request), member_cookie=member_cookie_name(request),
        tablet_cookie=tablet_cookie_name(request), staff_cookie=staff_cookie_name(request),
        language_cookie=LANGUAGE_COOKIE,
    )  # fmt: skip


def _texts(request: Request) -> dict[str, TrustText]:
    with request.app.state.office.database.read() as db:
        return trust_texts(db)


def _parts(texts: dict[str, TrustText]) -> tuple[Part, ...]:
    words = {
        "accessibility-known": (
            _("What some people may find hard"), _("The trust has not said yet what is hard to use."),
        ),
        "accessibility-tested": (
            _("How it was tested"), _("The trust has not said yet who tested this site, and when."),
        ),
        "accessibility-answer": (
            _("Tell us what is in your way"), _("Tell us. The trust has not said yet how soon it answers."),
        ),
    }  # fmt: skip
    return tuple(Part(*words[name], blocks(texts[name].text) if name in texts else ()) for name in STATEMENT)


def _present_round(request: Request) -> RoundView | None:
    with request.app.state.office.database.read() as db:
        return next((each for each in rounds(db) if each.state is not RoundState.DRAFT), None)

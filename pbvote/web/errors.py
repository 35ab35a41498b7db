"""Every error becomes a page here, in the same hand: what happened, and what to do now."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from sqlalchemy.exc import DBAPIError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from pbvote.domain import errors, idea_errors, member_access, staff
from pbvote.services import prices, put_question
from pbvote.web.body_limit import BodyTooLargeError, BodyTooSlowError
from pbvote.web.chosen_language import choices
from pbvote.web.csrf import ForeignRequestError, StaleFormError
from pbvote.web.headers import add_headers
from pbvote.web.language import _
from pbvote.web.page import path_for, redirect, render
from pbvote.web.presenters import code_groups
from pbvote.web.sessions import NobodySignedInError, has_session, seat_or_none

STATUS: dict[type[Exception], HTTPStatus] = {
    errors.UnknownRoundError: HTTPStatus.NOT_FOUND,
    errors.ResultNotPublishedError: HTTPStatus.NOT_FOUND,
    errors.UnknownLinkError: HTTPStatus.NOT_FOUND,
    errors.NotEligibleError: HTTPStatus.FORBIDDEN,
    errors.SessionEndedError: HTTPStatus.FORBIDDEN,
    ForeignRequestError: HTTPStatus.FORBIDDEN,
    StaleFormError: HTTPStatus.FORBIDDEN,
    errors.UnknownOfficerError: HTTPStatus.FORBIDDEN,
    errors.ActIncompleteError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ScheduleError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownProjectError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RankingRefusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    BodyTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BodyTooSlowError: HTTPStatus.REQUEST_TIMEOUT,
    errors.TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.KeyUnreadableError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DatabaseBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    DBAPIError: HTTPStatus.SERVICE_UNAVAILABLE,
    OSError: HTTPStatus.SERVICE_UNAVAILABLE,
    put_question.UnknownQuestionError: HTTPStatus.NOT_FOUND,
    put_question.QuestionRefusedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    idea_errors.UnknownIdeaError: HTTPStatus.NOT_FOUND,
    idea_errors.InvitationUselessError: HTTPStatus.NOT_FOUND,
    prices.UnknownPriceError: HTTPStatus.NOT_FOUND,
    member_access.PasswordWrongError: HTTPStatus.FORBIDDEN,
    member_access.NotFreshError: HTTPStatus.FORBIDDEN,
    member_access.SharedTabletError: HTTPStatus.FORBIDDEN,
    member_access.NotToBeShownError: HTTPStatus.UNPROCESSABLE_ENTITY,
    staff.StaffRefusedError: HTTPStatus.FORBIDDEN,
    staff.NotYourTaskError: HTTPStatus.FORBIDDEN,
    staff.LinkUselessError: HTTPStatus.NOT_FOUND,
    staff.TooManyAtOnceError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What HTTP says about a fact; every other PbvoteError is a conflict with how things stand (409)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on an error page."""

    title: str
    what: str
    then: str = ""


def handlers() -> dict[type[Exception] | int, Callable[[Request, Exception], Response]]:
    """For Starlette: which function turns which error into a page."""
    return {
        NobodySignedInError: lambda request, _error: redirect(request, "signin"),
        errors.SessionEndedError: _session_ended,
        errors.ChangeNeedsSignInError: lambda request, _error: redirect(request, "signin", "?why=change"),
        StaleFormError: _stale_form,
        errors.PbvoteError: _known_fact,
        HTTPException: _http,
        DBAPIError: _unavailable,
        OSError: _unavailable,
        Exception: _crash,
    }


def status_of(error: Exception) -> HTTPStatus:
    """The status of the nearest class that is listed."""
    return next((STATUS[each] for each in type(error).__mro__ if each in STATUS), HTTPStatus.CONFLICT)


def error_page(request: Request, status: int, words: Words, code: str = "") -> Response:
    """The page; `code` is a check code that the person must not lose."""
    place, text = _where_next(request)
    return render(
        request, "errors/error.html", status=status, title=words.title, what=words.what, then=words.then,
        check_code_groups=code_groups(code) if code else (),
        next_text=text, next_href=path_for(request.app.router, place),
        languages=choices(request, say_address=False),
    )  # fmt: skip


def _where_next(request: Request) -> tuple[str, str]:
    """The route at which whoever sees an error goes on, and what its button says."""
    if request.url.path.startswith(path_for(request.app.router, "board")):
        return "board", _("Go to what waits for you")
    return ("pots", _("Go to your pots")) if has_session(request) else ("front", _("Go to the front page"))


def _session_ended(request: Request, _error: Exception) -> Response:
    return render(request, "signin/ended.html", status=HTTPStatus.FORBIDDEN)


def _stale_form(request: Request, error: Exception) -> Response:
    """A form whose cookie is lost or belongs to another session. A voter must learn which, and what to do."""
    path, router = request.url.path, request.app.router
    if not path.startswith((path_for(router, "pots"), path_for(router, "signout"))):
        return _known_fact(request, error)
    if seat_or_none(request) is None:
        return _session_ended(request, error)
    words = Words(
        _("This page is out of date"),
        _("Somebody has signed in again in this browser since it was opened. Nothing was saved."),
        _("Go to your pots to see what is chosen and what is cast."),
    )
    return error_page(request, HTTPStatus.FORBIDDEN, words)


def _known_fact(request: Request, error: Exception) -> Response:
    if isinstance(error, (errors.UnknownRoundError, errors.UnknownProjectError)):
        return _unknown(request, error)
    status = status_of(error)
    titles = {
        HTTPStatus.NOT_FOUND: _("We cannot find that page"),
        HTTPStatus.TOO_MANY_REQUESTS: _("Please wait a little"),
        HTTPStatus.SERVICE_UNAVAILABLE: _("Please try again"),
    }
    receipt = getattr(error, "receipt", None)  # LaterVoteError carries the receipt of the vote that counts
    words = Words(titles.get(status, _("That did not work")), str(error))
    if isinstance(error, errors.KeyUnreadableError):  # its own words are for whoever runs the server
        words = Words(_("Please try again"), _("Votes cannot be taken at this moment. Nothing was lost."))
    return error_page(request, status, words, receipt.check_code if receipt else "")


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return _not_allowed(request)
    if status == HTTPStatus.NOT_FOUND:
        words = Words(_("We cannot find that page"), _("Check the address, or start from the front page."))
    else:
        words = Words(_("That did not work"), _("Go back and try again."), _("Nothing was saved."))
    return error_page(request, status, words)


def _unknown(request: Request, error: Exception) -> Response:
    """Fixed words: what stands in an address may be anybody's, and our page must not say it."""
    if request.method in {"GET", "HEAD"} or isinstance(error, errors.UnknownRoundError):
        return _http(request, HTTPException(HTTPStatus.NOT_FOUND))
    words = Words(_("That did not work"), _("That project is not in this pot. Choose from the list of projects."))
    return error_page(request, status_of(error), words)


def _not_allowed(request: Request) -> Response:
    words = Words(
        _("This address cannot do that"), _("Open the page and use its buttons."), _("Nothing was saved or changed.")
    )
    response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED, words)
    routes = [each for each in request.app.routes if each.matches(request.scope)[0] is not Match.NONE]
    methods = {method for each in routes for method in getattr(each, "methods", None) or ()}
    response.headers["allow"] = ", ".join(sorted(methods))
    return response


def _unavailable(request: Request, _error: Exception) -> Response:
    words = Words(
        _("Please try again"),
        _("We could not save or read this just now. Nothing is half done."),
        _("Go back and press again. You only ever have one vote, and you get the same code."),
    )
    return error_page(request, HTTPStatus.SERVICE_UNAVAILABLE, words)


def _crash(request: Request, _error: Exception) -> Response:
    words = Words(
        _("Something went wrong here"),
        _("It is our fault, not yours. Nothing is half done."),
        _("Go back and try again. If it happens again, please tell us."),
    )
    response = error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, words)
    # This answer is made outside the middleware, which would have added them.
    add_headers(MutableHeaders(raw=response.raw_headers), over_tls=request.app.state.settings.is_secure)
    return response

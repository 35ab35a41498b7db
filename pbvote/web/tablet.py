"""The tablet of a youth session: a card, taking part, “Finish and clear”, and a clear screen for the next person."""

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.code import CodeError
from pbvote.domain.errors import CodeReplacedError, CodeStoppedError, SignInRefusedError, TooManyTriesError
from pbvote.services.member_session import sign_out_member
from pbvote.services.open_tablet import VOTE, Tablet
from pbvote.services.sign_in_member import SignInMember, sign_in_member
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.staff_session import sign_out_staff
from pbvote.services.voter_session import sign_out
from pbvote.storage.queries.rounds import round_row
from pbvote.web import csrf
from pbvote.web.board.staff_cookie import drop_staff_cookie, has_staff_session, staff_cookie
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.member_cookie import drop_member_cookie, has_member_session, member_cookie, send_member_cookie
from pbvote.web.member_desk import member_or_none, read_member_form
from pbvote.web.own_path import is_own_path
from pbvote.web.page import redirect, render
from pbvote.web.sessions import cookie_of, drop_cookie, has_session, seat_or_none, send_cookie
from pbvote.web.signin import is_birthday
from pbvote.web.tablet_cookie import drop_tablet_cookie, tablet_cookie, tablet_here

CLEAR = {"clear-site-data": '"cache", "storage"'}
"""Asks the browser to forget pages and what scripts kept; the cookie of the tablet itself stays."""


def takes_tablet_form(handler: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A handler for POST on a tablet: it gets the fields only if the form was drawn for this tablet."""

    async def read_then_handle(request: Request) -> Response:
        form = await read_member_form(request)
        csrf.verify_token_of(tablet_cookie(request), form.get(csrf.FIELD))
        return await run_in_threadpool(handler, request, form)

    read_then_handle.__name__, read_then_handle.__doc__ = handler.__name__, handler.__doc__
    return read_then_handle


def start(request: Request) -> Response:
    """GET /tablet: asks for a card. Whoever was signed in before, a helper too, is not any more."""
    tablet = tablet_here(request)
    if tablet is None:
        return redirect(request, "front")
    response = _start_page(request, tablet, Form(()), {})
    _end_sessions(request, response)
    response.headers.update(CLEAR)
    if not tablet.takes_cards:
        drop_tablet_cookie(request, response)
    return response


def take_card(request: Request, form: Form) -> Response:
    """POST /tablet: somebody sits down with a card."""
    tablet = tablet_here(request)
    if tablet is None or not tablet.takes_cards:
        return redirect(request, "tablet")
    if not is_birthday(form.get("born-day"), form.get("born-month")):
        message = _("Type the day and the month as numbers, for example 27 3.")
        return _start_page(request, tablet, form, {"born-day": message}, 422)
    try:
        token = _begin(request, tablet, form)
    except (CodeError, CodeReplacedError, CodeStoppedError) as error:
        return _start_page(request, tablet, form, {"code": str(error)}, 422)
    except (SignInRefusedError, TooManyTriesError) as error:
        return _start_page(request, tablet, form, {"born-day": str(error)}, status_of(error))
    response = redirect(request, "pots" if tablet.purpose == VOTE else "my_page")
    _end_sessions(request, response)
    (send_cookie if tablet.purpose == VOTE else send_member_cookie)(request, response, token)
    return response


def finish(request: Request, _form: Form) -> Response:
    """POST /tablet/finish, the button “Finish and clear” on every page of a tablet."""
    response = redirect(request, "tablet", "?cleared=yes")
    _end_sessions(request, response)
    response.headers.update(CLEAR)
    return response


def still_there(request: Request) -> Response:
    """GET /tablet/still-there: nobody did anything for some minutes. Without an answer the screen is cleared."""
    if tablet_here(request) is None:
        return redirect(request, "front")
    asked = request.query_params.get("return", "")
    return render(request, "tablet/still_there.html", way_back=asked if is_own_path(asked) else "", asks=True)


def here(request: Request) -> Response:
    """GET /tablet/here: a script says that somebody is still at it."""
    signed_in = seat_or_none(request) is not None or member_or_none(request) is not None
    return Response(status_code=204 if signed_in else 410)


def _begin(request: Request, tablet: Tablet, form: Form) -> str:
    office, source = request.app.state.office, request.client.host if request.client else ""
    code, day, month = form.get("code"), int(form.get("born-day")), int(form.get("born-month"))
    if tablet.purpose == VOTE:
        return sign_in_voter(office, SignInVoter(code, day, month, source, tablet_id=tablet.id)).token
    device = request.headers.get("user-agent", "")
    return sign_in_member(office, SignInMember(code, day, month, source, device, tablet.id))


def _end_sessions(request: Request, response: Response) -> None:
    """End everybody's sign-in in this browser, for good, and let it forget their cookies."""
    office = request.app.state.office
    if has_session(request):
        sign_out(office, cookie_of(request))
        drop_cookie(request, response)
    if has_member_session(request):
        sign_out_member(office, member_cookie(request))
        drop_member_cookie(request, response)
    if has_staff_session(request):
        sign_out_staff(office, staff_cookie(request))
        drop_staff_cookie(request, response)


def _start_page(request: Request, tablet: Tablet, form: Form, errors: dict[str, str], status: int = 200) -> Response:
    with request.app.state.office.database.read() as db:
        title = round_row(db, tablet.round_id).title
    typed = {"day": form.get("born-day"), "month": form.get("born-month")}  # never the code: it may be the wrong one's
    return render(
        request, "tablet/start.html", status=status, session=tablet, round_title=title, errors=errors, typed=typed,
        cleared=request.method == "GET" and request.query_params.get("cleared") == "yes", is_start=True,
    )  # fmt: skip

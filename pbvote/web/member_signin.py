"""Signing in to take part: the code of the letter and the birthday on one page. It opens no vote."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.code import CodeError
from pbvote.domain.errors import CodeReplacedError, CodeStoppedError, SignInRefusedError, TooManyTriesError
from pbvote.services.account import read_account
from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import sign_out_member
from pbvote.services.sign_in_member import SignInMember, sign_in_member
from pbvote.web.chosen_language import COOKIE as LANGUAGE_COOKIE
from pbvote.web.chosen_language import send_language
from pbvote.web.csrf import StaleFormError
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.kept_form import carried_form
from pbvote.web.language import _
from pbvote.web.member_cookie import (
    drop_member_cookie,
    has_member_session,
    make_member_cookie,
    member_cookie,
    send_member_cookie,
)
from pbvote.web.member_desk import has_right_token, keep_typed, member_or_none, render_member, require_right_token
from pbvote.web.own_path import is_own_path
from pbvote.web.page import path_for, redirect
from pbvote.web.signin import is_birthday


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of the sign-in page."""

    code: str = ""
    day: str = ""
    month: str = ""


NOTHING = Typed()


def sign_in(request: Request) -> Response:
    """GET /members/sign-in. Who is signed in already goes on, unless something asks for a sign-in of just now."""
    asked = request.query_params.get("return", "")
    if "again" not in request.query_params and member_or_none(request) is not None:
        return RedirectResponse(way_on(request, asked), 303)
    return _page(request, asked)


def take_sign_in(request: Request, form: Form) -> Response:
    """POST /members/sign-in, with the code and the birthday."""
    if not has_right_token(request, form):
        kept = carried_form(form)
        if kept is None:
            raise StaleFormError
        return keep_typed(request, member_or_none(request), kept)
    day, month = form.get("born-day"), form.get("born-month")
    errors = {}
    if not form.get("code"):
        errors["code"] = _("Type the code from your letter or card.")
    if not is_birthday(day, month):
        errors["born-day"] = _("Type the day and the month as numbers, for example 27 3.")
    if errors:
        return _again(request, form, errors, 422)
    command = SignInMember(form.get("code"), int(day), int(month), source_of(request), device_of(request))
    try:
        token = sign_in_member(request.app.state.office, command)
    except (CodeError, CodeReplacedError, CodeStoppedError) as error:
        return _again(request, form, {"code": str(error)}, 422)
    except SignInRefusedError as error:
        return _again(request, form, {"code": str(error)}, status_of(error))
    except TooManyTriesError as error:
        # What is right gets in even now, so waiting is not the first advice.
        message = _("Check both. If it is still wrong, wait 5 minutes.")
        return _again(request, form, {"code": message}, status_of(error))
    return let_in(request, token, form)


def let_in(request: Request, token: str, form: Form) -> Response:
    """Give the browser its new session, and go on where the person was. It never leaves an old session behind."""
    end_present_session(request)
    make_member_cookie(request, token)  # what is drawn from here on belongs to it
    seat, kept = member_or_none(request), carried_form(form)
    if kept is not None:
        return render_member(request, seat, "members/again.html", kept=kept, signed_in_now=True)
    response = RedirectResponse(way_on(request, form.get("return")), 303)
    send_member_cookie(request, response, token)
    _speak_their_language(request, seat, response)
    return response


def sign_out(request: Request, form: Form) -> Response:
    """POST /members/sign-out."""
    require_right_token(request, form)
    end_present_session(request)
    response = redirect(request, "member_signed_out")
    drop_member_cookie(request, response)
    return response


def signed_out(request: Request) -> Response:
    """GET /members/signed-out: nothing of the person is left on the screen."""
    if member_or_none(request) is not None:
        return redirect(request, "my_page")
    return render_member(request, None, "members/signed_out.html")


def way_on(request: Request, asked: str) -> str:
    """Where to go after the sign-in: a page of ours, else one's own."""
    return asked if is_own_path(asked) else path_for(request.app.router, "my_page")


def end_present_session(request: Request) -> None:
    """End the session that the browser came with, if it did."""
    if has_member_session(request):
        sign_out_member(request.app.state.office, member_cookie(request))


def source_of(request: Request) -> str:
    """The address that a request comes from, for the throttle."""
    return request.client.host if request.client else ""


def device_of(request: Request) -> str:
    """What the browser says of itself, so that a member knows their own sessions apart."""
    said = request.headers.get("user-agent", "")
    return "".join(letter for letter in said if letter.isprintable())


def _speak_their_language(request: Request, seat: MemberSeat | None, response: Response) -> None:
    """Let this browser speak the language that the member chose with their account; a choice made in it stays.

    On a tablet nothing is kept: the next card is somebody else's.
    """
    if seat is None or seat.tablet_id is not None or LANGUAGE_COOKIE in request.cookies:
        return
    code = read_account(request.app.state.office, seat).language
    if code in request.app.state.speeches:
        send_language(request, response, code)


def _again(request: Request, form: Form, errors: dict[str, str], status: int) -> Response:
    typed = Typed(form.get("code"), form.get("born-day"), form.get("born-month"))
    kept = carried_form(form)
    if kept is not None:
        return render_member(request, None, "members/ended.html", status=status, kept=kept, typed=typed, errors=errors)
    return _page(request, form.get("return"), typed, errors, status)


def _page(
    request: Request, asked: str, typed: Typed = NOTHING, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    return render_member(
        request, None, "members/sign_in.html", status=status, typed=typed, errors=errors or {},
        way_back=asked if is_own_path(asked) else "",
    )  # fmt: skip

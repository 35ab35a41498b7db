"""Signing in to vote: a code, then the day and month of birth; and leaving so that the screen is clear."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.code import CodeError, parse_sign_in_code
from pbvote.domain.errors import (
    CodeReplacedError,
    CodeStoppedError,
    PbvoteError,
    SignInRefusedError,
    TooManyTriesError,
)
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.voter_session import sign_out as end_session
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect, render
from pbvote.web.sessions import cookie_of, drop_cookie, has_session, seat_or_none, send_cookie

LEAP_YEAR = 2024
"""The year is not asked: 29 February is a birthday."""

LONGEST = 2
"""Digits of a day or a month."""


def code(request: Request) -> Response:
    """GET /sign-in. A QR link carries the code behind `#`, which browsers do not send; signin.js types it in."""
    notes = {
        "change": _("To change or take back a vote, sign in again with your code."),
        "money": _("To see where your money went, use the code you voted with. A code of another round does not fit."),
    }
    why = request.query_params.get("why", "")
    signed_in = why != "change" and seat_or_none(request) is not None
    return render(request, "signin/code.html", note=notes.get(why, ""), code="", signed_in=signed_in)


def take_code(request: Request, form: Form) -> Response:
    """POST /sign-in: is it a code at all? Whether it is known shows only together with the birthday."""
    typed = form.get("code")
    try:
        clean = parse_sign_in_code(typed)
    except CodeError as error:
        message = str(error) if typed else _("Type the code from your letter or card.")
        return render(request, "signin/code.html", status=422, code=typed, errors={"code": message})
    # The code goes on in the form, not in a session: the server keeps it nowhere, not even for a minute.
    return render(request, "signin/birthday.html", code=clean)


def to_code(request: Request) -> Response:
    """GET /sign-in/birthday: a reload or a bookmark starts with the code again."""
    return redirect(request, "signin")


def take_birthday(request: Request, form: Form) -> Response:
    """POST /sign-in/birthday."""
    day, month = form.get("born-day"), form.get("born-month")
    if not is_birthday(day, month):
        return _birthday_again(request, form, _("Type the day and the month as numbers, for example 27 3."), 422)
    try:
        signed_in = sign_in_voter(request.app.state.office, _command(request, form))
    except (SignInRefusedError, TooManyTriesError) as error:
        # What is right gets in even now, so waiting is not the first advice.
        is_slowed = isinstance(error, TooManyTriesError)
        message = _("Check both. If it is still wrong, wait 5 minutes.") if is_slowed else str(error)
        return _birthday_again(request, form, message, status_of(error))
    except (CodeError, CodeReplacedError, CodeStoppedError) as error:
        return _code_again(request, form, error)
    _end_present_session(request)  # a new sign-in never leaves an old session behind (ASVS 7.2.4)
    response = redirect(request, "pots")
    send_cookie(request, response, signed_in.token)
    return response


def sign_out(request: Request, _form: Form) -> Response:
    """POST /sign-out, the button “Finish and clear”. At a helper's screen the helper's page comes back."""
    seat = seat_or_none(request)
    _end_present_session(request)
    assisted = seat is not None and seat.assisted_by is not None
    response = redirect(request, "board_assist", "?cleared=yes") if assisted else redirect(request, "finished")
    drop_cookie(request, response)
    return response


def to_finished(request: Request) -> Response:
    """GET /sign-out: a reload or a bookmark signs nobody out."""
    return redirect(request, "finished")


def finished(request: Request) -> Response:
    """GET /finished: nothing of the last person is left on the screen. Whoever is still signed in sees their pots."""
    if seat_or_none(request) is not None:
        return redirect(request, "pots")
    return render(request, "signin/finished.html")


def _command(request: Request, form: Form) -> SignInVoter:
    """What was typed. Whoever signs in anew at a helper's screen, as to change a vote, is still helped."""
    source = request.client.host if request.client else ""
    before = seat_or_none(request)
    helper = before.assisted_by if before else None
    return SignInVoter(form.get("code"), int(form.get("born-day")), int(form.get("born-month")), source, helper)


def _end_present_session(request: Request) -> None:
    if has_session(request):
        end_session(request.app.state.office, cookie_of(request))


def _birthday_again(request: Request, form: Form, message: str, status: int) -> Response:
    return render(
        request, "signin/birthday.html", status=status, code=form.get("code"),
        day=form.get("born-day"), month=form.get("born-month"), errors={"born-day": message},
    )  # fmt: skip


def _code_again(request: Request, form: Form, error: PbvoteError) -> Response:
    return render(request, "signin/code.html", status=422, code=form.get("code"), errors={"code": str(error)})


def is_birthday(day: str, month: str) -> bool:
    """Whether two texts are the day and the month of a birthday."""
    if not all(text.isascii() and text.isdigit() and len(text) <= LONGEST for text in (day, month)):
        return False
    try:
        date(LEAP_YEAR, int(month), int(day))
    except ValueError:
        return False
    return True

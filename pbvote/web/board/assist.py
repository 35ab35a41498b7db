"""Helping somebody to vote: their own code and birthday, at a helper's screen, and a clear screen afterwards."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.code import CodeError
from pbvote.domain.errors import CodeReplacedError, CodeStoppedError, SignInRefusedError, TooManyTriesError
from pbvote.domain.staff import HELPER
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.staff_session import StaffSeat
from pbvote.services.voter_session import sign_out
from pbvote.web.board.desk import for_staff, render_board, source_of, takes_staff_form
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.sessions import cookie_of, has_session, send_cookie
from pbvote.web.signin import is_birthday


@for_staff(HELPER)
def assist(request: Request, seat: StaffSeat) -> Response:
    """GET /board/assist; after “Finish and clear” it says that nothing is left on the screen."""
    return _page(request, seat, Form(()), {})


@takes_staff_form(HELPER)
def begin(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/assist: the voter's session begins, and the board is shut in this browser until it ends."""
    errors = _errors(form)
    if errors:
        return _page(request, seat, form, errors, 422)
    typed = (form.get("code"), int(form.get("born-day")), int(form.get("born-month")))
    command = SignInVoter(*typed, source_of(request), seat.role)
    try:
        signed_in = sign_in_voter(request.app.state.office, command)
    except (CodeError, CodeReplacedError, CodeStoppedError) as error:
        return _page(request, seat, form, {"code": str(error)}, 422)
    except (SignInRefusedError, TooManyTriesError) as error:
        return _page(request, seat, form, {"code": str(error)}, status_of(error))
    if has_session(request):  # a session that was left behind ends here, as at every sign-in
        sign_out(request.app.state.office, cookie_of(request))
    response = redirect(request, "pots")
    send_cookie(request, response, signed_in.token)
    return response


def _errors(form: Form) -> dict[str, str]:
    found = {}
    if not form.get("code"):
        found["code"] = _("Type the code from the voter’s letter or card.")
    if not is_birthday(form.get("born-day"), form.get("born-month")):
        found["born-day"] = _("Type the day and the month as numbers, for example 27 3.")
    if not form.get("promise"):
        found["promise"] = _("You can only help after you have promised this.")
    return found


def _page(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str], status: int = 200) -> Response:
    return render_board(
        request, seat, "board/assist/assist.html", status=status, errors=errors, typed=dict(form.fields),
        cleared=request.method == "GET" and request.query_params.get("cleared") == "yes",
    )  # fmt: skip

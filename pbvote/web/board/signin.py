"""Signing in to the board: login, password and six digits in one form; and signing out."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.staff import StaffRefusedError, TooManyAtOnceError
from pbvote.services.staff_session import StaffSignIn, sign_in_staff, sign_out_staff
from pbvote.web.board.desk import render_board, seat_at_desk, source_of, way_back
from pbvote.web.board.staff_cookie import drop_staff_cookie, has_staff_session, send_staff_cookie, staff_cookie
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.page import redirect


def sign_in(request: Request) -> Response:
    """GET /board/sign-in."""
    asked = way_back(request, request.query_params.get("return", ""))
    if seat_at_desk(request) is not None:
        return RedirectResponse(asked, 303)
    return render_board(request, None, "board/signin/sign-in.html", asked=asked)


def take_sign_in(request: Request, form: Form) -> Response:
    """POST /board/sign-in. Every refusal looks the same, whatever was wrong (ASVS 5.0, 6.3.8)."""
    asked = way_back(request, form.get("return"))
    try:
        token = sign_in_staff(request.app.state.office, _typed(request, form))
    except (StaffRefusedError, TooManyTriesError, TooManyAtOnceError) as error:
        return render_board(
            request, None, "board/signin/sign-in.html", status=status_of(error), asked=asked,
            login=form.get("login") if form.get("login").isprintable() else "", errors={"login": str(error)},
        )  # fmt: skip
    if has_staff_session(request):  # a new sign-in never leaves an old session behind (ASVS 5.0, 7.2.4)
        sign_out_staff(request.app.state.office, staff_cookie(request))
    response = RedirectResponse(asked, 303)
    send_staff_cookie(request, response, token)
    return response


def sign_out(request: Request, _form: Form) -> Response:
    """POST /board/sign-out."""
    if has_staff_session(request):
        sign_out_staff(request.app.state.office, staff_cookie(request))
    response = redirect(request, "board_signed_out")
    drop_staff_cookie(request, response)
    return response


def signed_out_page(request: Request) -> Response:
    """GET /board/signed-out."""
    return render_board(request, None, "board/signin/signed-out.html")


def _typed(request: Request, form: Form) -> StaffSignIn:
    password = next((value for name, value in form.fields if name == "password"), "")  # spaces belong to it
    device = request.headers.get("user-agent", "")
    return StaffSignIn(form.get("login"), password, form.get("code"), source_of(request), device)

"""Setting up a sign-in through a one-time link: password, then the app, then recovery codes shown once."""

from datetime import date

import segno
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import PbvoteError
from pbvote.domain.password import SHORTEST, PasswordRefusedError
from pbvote.domain.staff import SecondFactorRefusedError, TooManyAtOnceError, TooYoungError
from pbvote.services.join_staff import (
    ChosenPassword,
    Invitation,
    LoginRefusedError,
    choose_password,
    finish_joining,
    read_invitation,
)
from pbvote.web.board.desk import render_board
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

LONGEST_YEAR = 4
"""Digits of a year."""

_FIELD_OF: dict[type[PbvoteError], str] = {
    LoginRefusedError: "login",
    PasswordRefusedError: "password",
    TooManyAtOnceError: "password",
    TooYoungError: "born-day",
}


def join(request: Request) -> Response:
    """GET /board/join/{token}: who it is for, and the first step."""
    return _first_step(request, _invitation(request), Form(()), {})


def take_password(request: Request, form: Form) -> Response:
    """POST /board/join/{token}."""
    invitation = _invitation(request)
    password, again = (next((text for each, text in form.fields if each == name), "") for name in ("password", "again"))
    if password != again:
        return _first_step(request, invitation, form, {"again": _("The two are not the same. Type both again.")})
    born = _date(form) if invitation.asks_birth else None
    if invitation.asks_birth and born is None:
        message = _("Type day, month and year as numbers, for example 27 3 1985.")
        return _first_step(request, invitation, form, {"born-day": message})
    chosen = ChosenPassword(form.get("login"), password, born)
    try:
        choose_password(request.app.state.office, request.path_params["token"], chosen)
    except tuple(_FIELD_OF) as error:
        return _first_step(request, invitation, form, {_FIELD_OF[type(error)]: str(error)}, status_of(error))
    return redirect(request, "board_join_app", token=request.path_params["token"])


def app(request: Request) -> Response:
    """GET /board/join/{token}/app: the square code for the phone, and the same as letters."""
    invitation = _invitation(request)
    if not invitation.secret:
        return redirect(request, "board_join", token=request.path_params["token"])
    return _second_step(request, invitation, {})


def take_digits(request: Request, form: Form) -> Response:
    """POST /board/join/{token}/app: the first digits prove that the phone is set up; then the recovery codes, once."""
    invitation = _invitation(request)
    try:
        codes = finish_joining(request.app.state.office, request.path_params["token"], form.get("code"))
    except SecondFactorRefusedError:
        message = _("These digits do not fit. Wait for the next ones. If they never fit, set the phone’s clock.")
        return _second_step(request, invitation, {"code": message})
    return render_board(request, None, "board/join/done.html", codes=codes, login=invitation.login)


def _invitation(request: Request) -> Invitation:
    return read_invitation(request.app.state.office, request.path_params["token"])


def _first_step(
    request: Request, invitation: Invitation, form: Form, errors: dict[str, str], status: int = 422
) -> Response:
    typed = {name: value for name, value in form.fields if name not in {"password", "again"} and value.isprintable()}
    return render_board(
        request, None, "board/join/password.html", status=status if errors else 200, invitation=invitation,
        token=request.path_params["token"], typed=typed, errors=errors, shortest=SHORTEST,
    )  # fmt: skip


def _second_step(request: Request, invitation: Invitation, errors: dict[str, str]) -> Response:
    trust = request.app.state.pages.trust_of(request).name
    secret, address = invitation.secret, invitation.totp_address(trust)
    square = segno.make(address, error="m", micro=False)
    return render_board(
        request, None, "board/join/app.html", status=422 if errors else 200, invitation=invitation,
        token=request.path_params["token"], errors=errors,
        address=address, square=square.png_data_uri(scale=6, border=4),
        letters=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    )  # fmt: skip


def _date(form: Form) -> date | None:
    texts = [form.get(name) for name in ("born-year", "born-month", "born-day")]
    if not all(text.isascii() and text.isdigit() and len(text) <= LONGEST_YEAR for text in texts):
        return None
    try:
        return date(*(int(text) for text in texts))
    except ValueError:
        return None

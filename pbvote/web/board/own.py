"""Somebody's own sign-in: where they are signed in, their password, their recovery codes."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.password import SHORTEST, PasswordRefusedError
from pbvote.domain.staff import TooManyAtOnceError
from pbvote.services.own_sign_in import (
    OldPasswordWrongError,
    change_password,
    end_one_session,
    end_other_sessions,
    new_recovery_codes,
)
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.clock import true_now
from pbvote.storage.queries.people import sign_ins
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.errors import status_of
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect


@for_staff()
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/own."""
    return _show(request, seat, {}, changed="changed" in request.query_params)


@takes_staff_form()
def take_end(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/own/end: one device, or all others."""
    if form.has("others"):
        end_other_sessions(request.app.state.office, seat)
    else:
        end_one_session(request.app.state.office, seat, form.get("session"))
    return redirect(request, "board_own")


@takes_staff_form()
def take_password(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/own/password."""
    old, new, again = (
        next((text for each, text in form.fields if each == name), "") for name in ("old", "password", "again")
    )
    if new != again:
        return _show(request, seat, {"again": _("The two are not the same. Type both again.")}, 422)
    try:
        change_password(request.app.state.office, seat, old, new)
    except OldPasswordWrongError as error:
        return _show(request, seat, {"old": str(error)}, status_of(error))
    except (PasswordRefusedError, TooManyAtOnceError) as error:
        return _show(request, seat, {"password": str(error)}, status_of(error))
    return redirect(request, "board_own", "?changed")


@takes_staff_form()
def take_codes(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/own/codes: new recovery codes, shown once."""
    step_up(request, seat, form)
    codes = new_recovery_codes(request.app.state.office, seat)
    return render_board(request, seat, "board/own/codes.html", place="board_people", codes=codes)


def _show(
    request: Request, seat: StaffSeat, errors: dict[str, str], status: int = 200, *, changed: bool = False
) -> Response:
    with request.app.state.office.database.read() as db:
        devices = sign_ins(db, seat.role, true_now(db))
    return render_board(
        request, seat, "board/own/own.html", status=status, place="board_people", devices=devices,
        here=seat.id_hash.hex(), errors=errors, shortest=SHORTEST, changed=changed,
    )  # fmt: skip

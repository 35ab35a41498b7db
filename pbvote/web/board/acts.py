"""Protected acts on pages: prepare one, look at one, confirm it as a second person, or give it up."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import ActLapsedError, OwnActError
from pbvote.domain.staff import NotYourTaskError
from pbvote.services.act_list import PROTECTED_ACTS, ProtectedAct
from pbvote.services.board_acts import (
    confirm_on_board,
    drop_on_board,
    lapse_on_board,
    prepare_on_board,
    require_state,
)
from pbvote.services.print_codes import Printing
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.acts import ActView, act_slug, act_view
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.web.board.act_details import act_rows
from pbvote.web.board.act_fields import field_values, read_fields
from pbvote.web.board.act_next import next_step
from pbvote.web.board.act_words import act_words
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.board.letters import letters_response
from pbvote.web.forms import Form
from pbvote.web.page import path_for, redirect

_BY_SLUG = {act_slug(act): act for act in PROTECTED_ACTS}


@for_staff()
def look(request: Request, seat: StaffSeat) -> Response:
    """GET /board/acts/{number}: what it will do, and who has agreed."""
    return _show(request, seat, _act_of(request), {})


@takes_staff_form()
def confirm(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/acts/{number}: agree, as a second person; it happens now."""
    step_up(request, seat, form)
    act = _act_of(request)
    try:
        done = confirm_on_board(request.app.state.office, seat, act.number)
    except (OwnActError, ActLapsedError) as error:
        return _show(request, seat, _act_of(request), {"confirm": str(error)}, status=409)
    if isinstance(done, Printing):
        return letters_response(request, act.round_id or "", done)
    if done is not None:
        return _show_once(request, seat, act, done)
    return redirect(request, "board_act", number=str(act.number))


@takes_staff_form()
def drop(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/acts/{number}/drop: take it back, or say that something is not right."""
    act = _act_of(request)
    drop_on_board(request.app.state.office, seat, act.number)
    return redirect(request, "board_act", number=str(act.number))


@for_staff()
def prepare(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/acts/{act}, and without a round /board/acts/new/{act}."""
    act, protected, present = _asked(request)
    if seat.kind not in protected.prepare and not protected.anybody_with:
        raise NotYourTaskError
    with request.app.state.office.database.read() as db:
        require_state(db, protected, present.id if present else None, act)
    return _ask(request, seat, act, Form(tuple(request.query_params.multi_items())), {})


@takes_staff_form()
def take_prepared(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: from here on another one can confirm it."""
    step_up(request, seat, form)
    act, protected, present = _asked(request)
    typed = read_fields(act, protected, form, present)
    if typed.errors:
        return _ask(request, seat, act, form, dict(typed.errors))
    round_id = present.id if present else None
    number = prepare_on_board(request.app.state.office, seat, round_id, act, **typed.arguments)
    return redirect(request, "board_act", number=str(number))


def _act_of(request: Request) -> ActView:
    with request.app.state.office.database.read() as db:
        act = act_view(db, request.path_params["number"])
    if act is None:
        raise HTTPException(404)
    return act


def _asked(request: Request) -> tuple[str, ProtectedAct, RoundView | None]:
    act = _BY_SLUG.get(request.path_params["act"])
    round_id = request.path_params.get("round")
    if act is None or PROTECTED_ACTS[act].of_round != (round_id is not None):
        raise HTTPException(404)
    if round_id is None:
        return act, PROTECTED_ACTS[act], None
    with request.app.state.office.database.read() as db:
        return act, PROTECTED_ACTS[act], round_view(db, round_id)


def _show(request: Request, seat: StaffSeat, act: ActView, errors: dict[str, str], status: int = 200) -> Response:
    office = request.app.state.office
    lapsed = lapse_on_board(office, act.number) if act.waits else ""
    with office.database.read() as db:
        rows = act_rows(db, act)
    may = seat.kind in PROTECTED_ACTS[act.act].confirmers(act.arguments)
    return render_board(
        request, seat, "board/acts/look.html", status=status, place="board", act=act,
        words=act_words(act.act, act.arguments),
        rows=rows, lapsed=lapsed, own=act.prepared.role == seat.role, may=may, errors=errors,
        further=next_step(request.app.router, act),
    )  # fmt: skip


def _show_once(request: Request, seat: StaffSeat, act: ActView, secret: str) -> Response:
    words = act_words(act.act)
    site = request.app.state.settings.address
    said = site + path_for(request.app.router, words.link, token=secret) if words.link else secret
    return render_board(request, seat, "board/acts/shown.html", place="board", act=act, words=words, said=said)


def _ask(request: Request, seat: StaffSeat, act: str, form: Form, errors: dict[str, str]) -> Response:
    _act, _protected, present = _asked(request)
    with request.app.state.office.database.read() as db:
        values = field_values(db, act, present, seat.role)
    return render_board(
        request, seat, "board/acts/prepare.html", status=422 if errors else 200, place="board_rounds",
        act=act, slug=act_slug(act), words=act_words(act), round=present, typed=dict(form.fields), errors=errors,
        **values,
    )  # fmt: skip

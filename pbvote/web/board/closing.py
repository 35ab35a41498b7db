"""Closing night: one page a round, from the close to the published result, and the plan when a number is wrong."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.services.board_acts import lapsed_among
from pbvote.services.check_count import check_count
from pbvote.services.closing_night import Night, closing_night
from pbvote.services.keep_copy import keep_copy
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.web.board.closing_plan import plan, whats_wrong
from pbvote.web.board.closing_steps import steps_of, waiting
from pbvote.web.board.closing_words import is_stopped, pair_of, where
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.page import redirect

URGENT = (
    RoundState.CLOSING, RoundState.COUNTED, RoundState.DRAWN, RoundState.CLOSED, RoundState.SUSPENDED, RoundState.OPEN,
    RoundState.SEALED, RoundState.FROZEN, RoundState.PUBLISHED,
)  # fmt: skip
"""Which of several rounds is shown first."""


@for_staff("officer")
def index(request: Request, seat: StaffSeat) -> Response:
    """GET /board/closing: to the round that needs somebody most."""
    shown = _rounds(request)
    if shown:
        return redirect(request, "board_round_closing", round=shown[0].id)
    return render_board(request, seat, "board/closing/none.html", place="board_closing")


@for_staff("officer")
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/closing."""
    office = request.app.state.office
    night = closing_night(office, request.path_params["round"])
    lapsed = lapsed_among(office, tuple(each.number for each in night.acts if each.waits))
    return render_board(
        request, seat, "board/closing/stopped.html" if is_stopped(night) else "board/closing/closing.html",
        place="board_closing", night=night, where=where(night), steps=steps_of(night, seat, lapsed),
        tables=_tables(night), others=tuple(each for each in _rounds(request) if each.id != night.round.id),
        wrong=whats_wrong(night), plan=plan(night), again=waiting(night, "close again", lapsed),
        handing=waiting(night, "hand out the bundle", lapsed), typed={},
    )  # fmt: skip


@takes_staff_form("officer")
def take_copy(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/rounds/{round}/closing/copy: keep a copy of everything as it is now."""
    round_id = request.path_params["round"]
    keep_copy(request.app.state.office, seat.role, round_id)
    return redirect(request, "board_round_closing", "#copy", round=round_id)


@takes_staff_form("officer")
def take_check(request: Request, _seat: StaffSeat, _form: Form) -> Response:
    """POST /board/rounds/{round}/closing/check: let the checking program run now."""
    round_id = request.path_params["round"]
    check_count(request.app.state.office, round_id)
    return redirect(request, "board_round_closing", "#findings", round=round_id)


def to_page(request: Request) -> Response:
    """GET of an address that only takes forms: back to the page that has them."""
    return redirect(request, "board_round_closing", round=request.path_params["round"])


def _rounds(request: Request) -> list[RoundView]:
    with request.app.state.office.database.read() as db:
        known = [each for each in rounds(db) if each.state in URGENT]
    return sorted(known, key=lambda each: URGENT.index(each.state))


def _tables(night: Night) -> list[tuple[str, list[object]]]:
    titles = {pot.id: pot.title for pot in night.round.pots}
    return [(titles[pot.pot_id], [pair_of(each) for each in pot.sums]) for pot in night.pots]

"""Offers to make one idea of two, for the staff: asking the authors, seeing how far it is, asking no longer."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.merging import MergeRefusedError, MergeSettledError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.staff import CLERK, OFFICER, REVIEWER
from pbvote.domain.text import tidy
from pbvote.services.merge_ideas import ask_merge, drop_merge
from pbvote.services.phases import phases_row
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.merging import offers_of_round
from pbvote.storage.queries.pages import round_view
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.panel import number_in


@for_staff(OFFICER, CLERK, REVIEWER)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/merging; an idea's page leads here with its number."""
    typed = {"first": request.query_params.get("first", "")[:6], "second": "", "reason": ""}
    return _draw(request, seat, typed, {})


@takes_staff_form(OFFICER, CLERK, REVIEWER, keeps=True)
def take_ask(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: ask the authors of both."""
    typed = {name: form.get(name) for name in ("first", "second", "reason")}
    numbers = (number_in(typed["first"]), number_in(typed["second"]))
    round_id = request.path_params["round"]
    try:
        ask_merge(request.app.state.office, seat.role, round_id, numbers, tidy(typed["reason"]))
    except AnswersRefusedError as error:
        return _draw(request, seat, typed, error.faults)
    except UnknownIdeaError:
        return _draw(request, seat, typed, {"first": _("There is no idea of one of these numbers. Check both.")})
    except (MergeRefusedError, NotInPhaseError) as error:
        return _draw(request, seat, typed, {"first": str(error)})
    return redirect(request, "board_merging", "?done=asked", round=round_id)


@takes_staff_form(OFFICER, CLERK, REVIEWER)
def take_drop(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/rounds/{round}/merging/{id}/drop; one that was settled meanwhile is seen on the page."""
    done = "?done=dropped"
    try:
        drop_merge(request.app.state.office, seat.role, request.path_params["id"])
    except MergeSettledError:
        done = ""
    return redirect(request, "board_merging", done, round=request.path_params["round"])


def to_page(request: Request) -> Response:
    """GET of an address that only takes a form."""
    return redirect(request, "board_merging", round=request.path_params["round"])


def _draw(request: Request, seat: StaffSeat, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases_row(db, round_id)
        present, offers = round_view(db, round_id), offers_of_round(db, round_id)
    return render_board(
        request, seat, "board/merging/page.html", place="board_rounds", round=present, offers=offers,
        typed=typed, errors=errors, status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        done=request.query_params.get("done", ""),
    )  # fmt: skip

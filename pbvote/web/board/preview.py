"""The preview: a draft as residents will read it, from the same pieces as the public pages, for the staff alone."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.pages import PotView, RoundView, round_view
from pbvote.storage.queries.pages import project as project_view
from pbvote.storage.queries.pages import projects as project_views
from pbvote.web.board.desk import for_staff, render_board
from pbvote.web.presenters import blocks


@for_staff()
def preview(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/preview."""
    present = _round(request)
    return render_board(
        request, seat, "board/set_up/preview.html", place="board_rounds", round=present,
        rules=blocks(present.rules_text), summary=blocks(present.summary),
    )  # fmt: skip


@for_staff()
def preview_pot(request: Request, seat: StaffSeat) -> Response:
    """GET …/preview/{pot}: its projects as cards."""
    present = _round(request)
    pot = _pot(request, present)
    with request.app.state.office.database.read() as db:
        listed = project_views(db, present.id, pot.id)
    return render_board(
        request, seat, "board/set_up/preview_pot.html", place="board_rounds", round=present, pot=pot, projects=listed
    )


@for_staff()
def preview_project(request: Request, seat: StaffSeat) -> Response:
    """GET …/preview/{pot}/{project}: its page."""
    present = _round(request)
    pot = _pot(request, present)
    with request.app.state.office.database.read() as db:
        shown = project_view(db, present.id, pot.id, request.path_params["project"])
    return render_board(
        request, seat, "board/set_up/preview_project.html", place="board_rounds", round=present, pot=pot,
        project=shown, blocks=blocks(shown.body),
    )  # fmt: skip


def _round(request: Request) -> RoundView:
    with request.app.state.office.database.read() as db:
        return round_view(db, request.path_params["round"])


def _pot(request: Request, present: RoundView) -> PotView:
    pot_id = request.path_params["pot"]
    found = next((each for each in present.pots if each.id == pot_id), None)
    if found is None:
        raise UnknownRoundError(pot_id)
    return found

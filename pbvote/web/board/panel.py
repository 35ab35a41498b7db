"""The youth panel for the staff: who sits on it, asking young members to, and ending it. Never how anybody voted."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import PbvoteError
from pbvote.domain.idea_errors import NotOnRollError
from pbvote.domain.panel import NotOnPanelError, NotYoungError
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.panel import appoint_to_panel, end_on_panel
from pbvote.services.phases import phases_row
from pbvote.services.search_roll import search_roll
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.lost_codes import FEWEST_SIGNS, Found, plain
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.panel import panel_people, youth_pots
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect


@for_staff(OFFICER, CLERK)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/panel."""
    return _draw(request, seat, Form(()), {})


@takes_staff_form(OFFICER, CLERK)
def find(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: a search. It is no GET, for names of people stand in no address."""
    if len(plain(form.get("search")).replace(" ", "")) < FEWEST_SIGNS:
        return _draw(request, seat, form, {"search": _("Type at least three letters of the name, or a postcode.")})
    return _draw(request, seat, form, {})


@takes_staff_form(OFFICER, CLERK)
def take_appoint(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/panel/appoint."""
    if not form.get("member"):
        return _draw(request, seat, form, {"member": _("Choose the young person.")})
    try:
        appoint_to_panel(request.app.state.office, seat.role, request.path_params["round"], form.get("member"))
    except (NotYoungError, NotOnRollError) as error:
        return _refused(request, seat, form, error)
    return _to_page(request, "appointed")


@takes_staff_form(OFFICER, CLERK)
def take_end(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/panel/end; who has left meanwhile is gone already."""
    try:
        end_on_panel(request.app.state.office, seat.role, request.path_params["round"], form.get("member"))
    except NotOnPanelError:
        return _to_page(request, "ended")
    return _to_page(request, "ended")


def to_page(request: Request) -> Response:
    """GET of an address that only takes a form."""
    return redirect(request, "board_panel", round=request.path_params["round"])


def _refused(request: Request, seat: StaffSeat, form: Form, error: PbvoteError) -> Response:
    return _draw(request, seat, form, {"member": str(error)})


def _to_page(request: Request, done: str) -> Response:
    return redirect(request, "board_panel", f"?done={done}", round=request.path_params["round"])


def _draw(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str]) -> Response:
    office, round_id = request.app.state.office, request.path_params["round"]
    sought = "".join(each for each in form.get("search") if each.isprintable())
    with office.database.read() as db:
        phases_row(db, round_id)
        present, people, pots = round_view(db, round_id), panel_people(db, round_id), youth_pots(db, round_id)
    found = search_roll(office, seat, round_id, sought) if sought else Found((), is_more=False)
    return render_board(
        request, seat, "board/panel/page.html", place="board_rounds", errors=errors,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        round=present, pots=tuple(pots.values()), sought=sought, found=found,
        sitting=[each for each in people if each.ended_at is None],
        done=request.query_params.get("done", ""),
    )  # fmt: skip

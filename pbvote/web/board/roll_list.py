"""One list of changes to the roll: look at it, put it on today's list, take a line off it, drop it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.roll_lists import drop_change, drop_list, put_on_todays_list
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.roll_lists import LINES_ON_A_PAGE, ListView, lines_of, list_view
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.finding_words import findings_in_words
from pbvote.web.board.members import KEEPERS, the_round
from pbvote.web.forms import Form
from pbvote.web.page import redirect
from pbvote.web.reasons import reason_words


@for_staff(*KEEPERS)
def roll_list(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/members/lists/{number}."""
    listed = _the_list(request)
    pages = max(1, -(-listed.lines // LINES_ON_A_PAGE))
    page = _page_number(request.query_params.get("page", "1"), pages)
    with request.app.state.office.database.read() as db:
        lines = lines_of(db, listed.number, page)
    return render_board(
        request, seat, "board/members/list.html", place="board_rounds", round=the_round(request), listed=listed,
        lines=lines, page=page, pages=pages, findings=findings_in_words(listed.findings), reason_words=reason_words,
    )  # fmt: skip


@takes_staff_form(*KEEPERS)
def put(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST …/put: onto today's list."""
    number = put_on_todays_list(request.app.state.office, seat.role, _the_list(request).number)
    return redirect(request, "board_roll_list", round=request.path_params["round"], number=str(number))


@takes_staff_form(*KEEPERS)
def drop(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST …/drop: nobody is added or taken off, and the people on it are forgotten."""
    drop_list(request.app.state.office, seat.role, _the_list(request).number)
    return redirect(request, "board_members", round=request.path_params["round"])


@takes_staff_form(*KEEPERS)
def drop_line(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST …/line: one person off the list."""
    listed = _the_list(request)
    line = form.get("line")
    if not (line.isascii() and line.isdigit() and len(line) < len(str(2**31))):
        raise HTTPException(404)
    drop_change(request.app.state.office, seat.role, listed.number, int(line))
    if listed.lines == 1:
        return redirect(request, "board_members", round=listed.round_id)
    return redirect(request, "board_roll_list", round=listed.round_id, number=str(listed.number))


def to_list(request: Request) -> Response:
    """GET of an address that only takes forms: a reload or a bookmark shows the list."""
    parts = request.path_params
    return redirect(request, "board_roll_list", round=parts["round"], number=str(parts["number"]))


def _the_list(request: Request) -> ListView:
    with request.app.state.office.database.read() as db:
        listed = list_view(db, request.path_params["round"], request.path_params["number"])
    if listed is None:
        raise HTTPException(404)
    return listed


def _page_number(asked: str, pages: int) -> int:
    short = asked.isascii() and asked.isdigit() and len(asked) < len(str(2**31))
    return min(max(int(asked), 1), pages) if short else 1

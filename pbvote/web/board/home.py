"""The first page after signing in."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.staff_session import StaffSeat
from pbvote.web.board.desk import for_staff, render_board


@for_staff()
def home(request: Request, seat: StaffSeat) -> Response:
    """GET /board."""
    return render_board(request, seat, "board/home.html", place="board")

"""The private security log, for officers: what the staff did, and who was refused."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.staff import OFFICER
from pbvote.services.security_log import security_lines
from pbvote.services.staff_session import StaffSeat
from pbvote.web.board.desk import for_staff, render_board
from pbvote.web.board.security_words import event_words

LINES = 100
"""On one page."""

LONGEST_NUMBER = 9


@for_staff(OFFICER)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/security, newest first; `?before=N` turns the page."""
    asked = request.query_params.get("before", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    with request.app.state.office.database.read() as db:
        lines = security_lines(db, int(asked) if is_number else None, LINES + 1)
    shown = [event_words(line) for line in lines[:LINES]]
    older = lines[LINES - 1].id if len(lines) > LINES else None
    return render_board(
        request, seat, "board/security/log.html", place="board_people",
        lines=shown, older=older, is_first=not is_number,
    )  # fmt: skip

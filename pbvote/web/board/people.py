"""Who works for the trust; what two officers may change about it."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.staff import OFFICER
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.people import people
from pbvote.web.board.desk import for_staff, render_board


@for_staff()
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/people."""
    with request.app.state.office.database.read() as db:
        everybody = people(db)
    present = [each for each in everybody if each.ended_at is None]
    return render_board(
        request, seat, "board/people/people.html", place="board_people",
        present=present, past=[each for each in everybody if each.ended_at is not None],
        may_change=seat.kind == OFFICER,
        enrolled=sum(each.kind == OFFICER and each.can_sign_in for each in present),
    )  # fmt: skip

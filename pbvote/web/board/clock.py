"""The clock of a rehearsal: officers move it forward to see a round open, close and be counted in one evening."""

from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import ScheduleError
from pbvote.domain.round import RoundState
from pbvote.services.move_clock import move_clock
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.running import RoundCard, round_cards
from pbvote.storage.queries.trust import installation
from pbvote.web.board.act_fields import read_moment
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.page import redirect
from pbvote.web.presenters import UK

_ENDED = frozenset({RoundState.PUBLISHED, RoundState.CANCELLED})


@for_staff("officer")
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/clock; only a rehearsal has this page."""
    _require_rehearsal(request)
    return _show(request, seat, Form(()), {})


@takes_staff_form("officer")
def move(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/clock."""
    _require_rehearsal(request)
    step_up(request, seat, form)
    try:
        move_clock(request.app.state.office, seat, read_moment(form, UK.key))
    except ScheduleError as error:
        return _show(request, seat, form, {"day": str(error)})
    return redirect(request, "board_clock")


def _require_rehearsal(request: Request) -> None:
    with request.app.state.office.database.read() as db:
        if installation(db).clock != "shifted":
            raise HTTPException(404)


def _show(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str]) -> Response:
    office = request.app.state.office
    with office.database.read() as db:
        now, cards = office.clock.now(db), round_cards(db)
    return render_board(
        request, seat, "board/clock/page.html", status=422 if errors else 200, now=now, typed=dict(form.fields),
        moments=[(card.title, each) for card in cards for each in _coming(card, now)], errors=errors, zone_name=UK.key,
    )  # fmt: skip


def _coming(card: RoundCard, now: datetime) -> list[datetime]:
    moments = [] if card.state in _ENDED or not card.approved else [card.opens_at, card.closes_at]
    return [each for each in moments if each > now]

"""Youth sessions on the board: a helper opens one on the tablet itself, sees whose cards were used, and closes it."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.staff import HELPER, OFFICER
from pbvote.services.open_tablet import NoTabletNowError, PlaceError, close_tablet, open_tablet, own_tablet
from pbvote.services.staff_session import StaffSeat, sign_out_staff
from pbvote.storage.queries.tablets import names_of_cards, possible_sessions, tablets
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.staff_cookie import drop_staff_cookie, staff_cookie
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.tablet_cookie import send_tablet_cookie

AT_ONCE = 50


@for_staff(HELPER, OFFICER)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/tablets: a helper's own sessions; officers see all of them."""
    return _page(request, seat, Form(()), {})


@takes_staff_form(HELPER)
def take_open(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/tablets: this browser becomes the tablet, and the helper is signed out in it."""
    office = request.app.state.office
    purpose, _colon, round_id = form.get("what").partition(":")
    try:
        token = open_tablet(office, seat, round_id, purpose, form.get("place"))
    except PlaceError as error:
        return _page(request, seat, form, {"place": str(error)}, 422)
    except (NoTabletNowError, NotInPhaseError, UnknownRoundError):
        return _page(request, seat, form, {"what": _("Choose what the session is for.")}, 422)
    sign_out_staff(office, staff_cookie(request))
    response = redirect(request, "tablet")
    drop_staff_cookie(request, response)
    send_tablet_cookie(request, response, token)
    return response


@for_staff(HELPER, OFFICER)
def cards(request: Request, seat: StaffSeat) -> Response:
    """GET /board/tablets/{tablet}: whose cards were used, for who opened the session and for officers."""
    with request.app.state.office.database.read() as db:
        row = own_tablet(db, seat, request.path_params["tablet"])
        names = names_of_cards(db, row.id)
    return render_board(request, seat, "board/tablets/cards.html", place="board_tablets", session=row, names=names)


@takes_staff_form(HELPER, OFFICER)
def take_close(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/tablets/{tablet}/close."""
    close_tablet(request.app.state.office, seat, request.path_params["tablet"])
    return redirect(request, "board_tablets", "?closed=yes")


def _page(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str], status: int = 200) -> Response:
    with request.app.state.office.database.read() as db:
        found = tablets(db, None if seat.kind == OFFICER else seat.role, AT_ONCE)
        possible = possible_sessions(db) if seat.kind == HELPER else ()
    words = {"propose": _("Put and support questions or ideas: %(round)s"), "vote": _("Vote: %(round)s")}
    return render_board(
        request, seat, "board/tablets/tablets.html", status=status, place="board_tablets", errors=errors,
        open=[each for each in found if each.closed_at is None],
        past=[each for each in found if each.closed_at is not None],
        choices=[(f"{what}:{round_id}", words[what] % {"round": title}, None) for what, round_id, title in possible],
        typed={"what": form.get("what"), "place": form.get("place")},
        closed=request.query_params.get("closed") == "yes",
    )  # fmt: skip

"""A lost code: find the member, prepare one new code; a second person looks and gets the card to hand over."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import IllegalMoveError
from pbvote.domain.staff import CLERK, HELPER, OFFICER
from pbvote.services.board_acts import prepare_on_board
from pbvote.services.print_codes import PRINTABLE
from pbvote.services.search_roll import search_roll
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.lost_codes import FEWEST_SIGNS, Found, plain
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

ACT = "print codes"
KEEPERS = (OFFICER, CLERK, HELPER)
"""Who may look for a member on the roll; whoever only reviews ideas has nothing to look up there."""


@for_staff(*KEEPERS)
def codes(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/codes."""
    return _page(request, seat, Form(()), {})


@takes_staff_form(*KEEPERS)
def find(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/codes: a search. It is no GET, for names of people stand in no address."""
    if len(plain(form.get("search")).replace(" ", "")) < FEWEST_SIGNS:
        return _page(request, seat, form, {"search": _("Type at least three letters of the name, or a postcode.")})
    return _page(request, seat, form, {})


@takes_staff_form(*KEEPERS)
def prepare_one(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/codes/new: for the member who was chosen, and never for everybody by mistake."""
    if not form.get("member"):
        return _page(request, seat, form, {"member": _("Choose the person who lost the code.")})
    step_up(request, seat, form)
    arguments = {name: form.get(name) for name in ("member", "paper", "size")}
    office, present = request.app.state.office, _round(request)
    number = prepare_on_board(office, seat, present.id, ACT, **arguments)
    return redirect(request, "board_act", number=str(number))


def to_codes(request: Request) -> Response:
    """GET /board/rounds/{round}/codes/new: a reload or a bookmark starts with the search again."""
    return redirect(request, "board_codes", round=request.path_params["round"])


def _round(request: Request) -> RoundView:
    with request.app.state.office.database.read() as db:
        present = round_view(db, request.path_params["round"])
    if present.state not in PRINTABLE and not present.is_in_phases:
        raise IllegalMoveError(ACT, present.state.value)
    return present


def _page(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str]) -> Response:
    present = _round(request)
    sought = "".join(each for each in form.get("search") if each.isprintable())
    found = search_roll(request.app.state.office, seat, present.id, sought) if sought else Found((), is_more=False)
    return render_board(
        request, seat, "board/codes/codes.html", status=422 if errors else 200, place="board_rounds",
        round=present, sought=sought, found=found, errors=errors,
        paper=form.get("paper") or "cards", size=form.get("size") or "ordinary",
    )  # fmt: skip

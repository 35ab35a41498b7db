"""The trust's price list: what things cost, so that members need not guess. Kept by officers and clerks."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.price_text import PriceTextError, parse_price, price_field
from pbvote.domain.proposal import LONGEST_ITEM
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.services.prices import (
    LONGEST_NOTE,
    LONGEST_UNIT,
    PriceWords,
    UnknownPriceError,
    add_price,
    change_price,
    end_price,
    faults_of_price,
    move_price,
)
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.prices import PriceView, price_list
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

KEEPERS = (OFFICER, CLERK)
PLACES = {"up": -1, "down": 1}


@for_staff(*KEEPERS)
def prices(request: Request, seat: StaffSeat) -> Response:
    """GET /board/prices: the list in its order, a form for one more, and what was taken off."""
    return _list_page(request, seat, {})


@takes_staff_form(*KEEPERS)
def take_prices(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: add, put in order, take off or put back."""
    office, answers = request.app.state.office, Answers(form)
    for act, places in PLACES.items():
        if form.has(act):
            move_price(office, seat.role, _number(form, act), places)
            return redirect(request, "board_prices", f"#price-{_number(form, act)}")
    if form.has("end") or form.has("back"):
        act = "end" if form.has("end") else "back"
        end_price(office, seat.role, _number(form, act), ended=act == "end")
        return redirect(request, "board_prices")
    try:
        added = add_price(office, seat.role, read_price(answers))
    except AnswersRefusedError as refused:
        return _list_page(request, seat, answers.typed, refused.faults)
    return redirect(request, "board_prices", f"#price-{added}")


@for_staff(*KEEPERS)
def price(request: Request, seat: StaffSeat) -> Response:
    """GET /board/prices/{id}."""
    found = _the_price(request)
    yearly = price_field(found.yearly) if found.yearly else ""
    typed = {"name": found.name, "unit": found.unit, "price": price_field(found.price), "yearly": yearly}
    return _price_page(request, seat, {**typed, "note": found.note})


@takes_staff_form(*KEEPERS)
def take_price(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: change it."""
    found, answers = _the_price(request), Answers(form)
    try:
        change_price(request.app.state.office, seat.role, found.id, read_price(answers))
    except AnswersRefusedError as refused:
        return _price_page(request, seat, answers.typed, refused.faults)
    return redirect(request, "board_prices", f"#price-{found.id}")


def read_price(answers: Answers) -> PriceWords:
    """A price as it was typed. Raises AnswersRefusedError with every fault of the form."""
    faults: dict[str, str] = {}
    pence = {}
    for name in ("price", "yearly"):
        written = answers.typed.get(name, "").strip()
        try:
            pence[name] = parse_price(written) if written else 0
        except PriceTextError as error:
            faults[name], pence[name] = error.args[0], 0
    words = PriceWords(
        answers.text("name", LONGEST_ITEM), answers.text("unit", LONGEST_UNIT), pence["price"], pence["yearly"],
        answers.text("note", LONGEST_NOTE),
    )  # fmt: skip
    found = {**faults_of_price(words), **faults}
    if found:
        raise AnswersRefusedError(found)
    return words


def _number(form: Form, name: str) -> int:
    said = form.get(name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < len("1000000000") else 0


def _the_price(request: Request) -> PriceView:
    found = next((each for each in _prices(request) if each.id == request.path_params["id"]), None)
    if found is None:
        raise UnknownPriceError
    return found


def _prices(request: Request, *, ended: bool = False) -> tuple[PriceView, ...]:
    with request.app.state.office.database.read() as db:
        return price_list(db, ended=ended)


def _list_page(
    request: Request, seat: StaffSeat, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> Response:
    return render_board(
        request, seat, "board/prices/list.html", status=422 if faults else 200, place="board_prices",
        prices=_prices(request), ended=_prices(request, ended=True), typed=typed, errors=faults or {},
        title=_("Price list"),
    )  # fmt: skip


def _price_page(
    request: Request, seat: StaffSeat, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> Response:
    return render_board(
        request, seat, "board/prices/price.html", status=422 if faults else 200, place="board_prices",
        price=_the_price(request), typed=typed, errors=faults or {},
    )  # fmt: skip

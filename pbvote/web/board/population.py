"""The form in which the staff say how many people live in the area of a round, for its report."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.staff_session import StaffSeat
from pbvote.services.write_population import MOST_PEOPLE, write_population
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.population import WHOLE, population_groups, population_rows
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.presenters import anchor
from pbvote.web.turnout import band_words

MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Field:
    """One number to be typed."""

    group: tuple[str, str]
    id: str
    label: str
    value: str


@for_staff("officer", "clerk")
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/population."""
    present, fields = _read(request, None)
    return _draw(request, seat, present, fields, {})


@takes_staff_form("officer", "clerk")
def take(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/population."""
    present, fields = _read(request, form)
    numbers = {field.group: _number(field.value) for field in fields}
    errors = {
        field.id: _("Type a whole number, such as 12,500, or leave it empty.")
        for field in fields
        if field.value and numbers[field.group] is None
    }
    if errors:
        return _draw(request, seat, present, fields, errors)
    write_population(request.app.state.office, seat.role, present.id, numbers)
    return redirect(request, "board_population", "?saved=yes", round=present.id)


def _draw(
    request: Request, seat: StaffSeat, present: RoundView, fields: tuple[Field, ...], errors: dict[str, str]
) -> Response:
    kinds = {kind: [each for each in fields if each.group[0] == kind] for kind in ("all", "band", "ward")}
    return render_board(
        request, seat, "board/population/form.html", status=422 if errors else 200, place="board_rounds",
        round=present, kinds=kinds, errors=errors, saved=not errors and "saved" in request.query_params,
    )  # fmt: skip


def _read(request: Request, form: Form | None) -> tuple[RoundView, tuple[Field, ...]]:
    """The round, and a field for each group: with what was typed, else with what is kept."""
    with request.app.state.office.database.read() as db:
        present = round_view(db, request.path_params["round"])
        groups = population_groups(db, present.id)
        kept = {group: f"{number:,}" for group, number in population_rows(db, present.id).items()}
    return present, tuple(_field(group, kept.get(group, ""), form) for group in groups)


def _field(group: tuple[str, str], kept: str, form: Form | None) -> Field:
    dimension, name = group
    words = {"all": _("People who live here"), "band": _("Aged %(ages)s"), "ward": _("In %(ward)s")}
    label = words[dimension] % {"ages": band_words(name) if dimension == "band" else "", "ward": name}
    field = "all" if group == WHOLE else anchor(name, dimension)
    return Field(group, field, label, kept if form is None else form.get(field))


def _number(text: str) -> int | None:
    digits = text.replace(",", "").replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        return None
    return int(digits) if 0 < int(digits) <= MOST_PEOPLE else None

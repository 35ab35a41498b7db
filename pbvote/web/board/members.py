"""Who may vote in a round: bring members in from a file, take somebody off, and see what waits for two officers."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.import_roll import (
    EXAMPLE_FILE,
    LARGEST_LIST,
    FileFault,
    FileRefusedError,
    ImportRoll,
    import_roll,
)
from pbvote.services.roll_lists import (
    CHANGEABLE,
    REASONS_TO_ADD,
    REASONS_TO_REMOVE,
    NotOnRollError,
    list_removal,
)
from pbvote.services.search_roll import search_roll
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.lost_codes import FEWEST_SIGNS, Found, plain
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.roll_lists import entitled_by_pot, list_views, on_roll
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form, takes_staff_upload
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.reasons import reason_words
from pbvote.web.uploads import Upload

KEEPERS = ("officer", "clerk")
"""Who makes lists of changes; two officers agree to each."""


@for_staff(*KEEPERS)
def members(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/members."""
    with request.app.state.office.database.read() as db:
        present = the_round(request)
        lists, number = list_views(db, present.id), on_roll(db, present.id)
        entitled = entitled_by_pot(db, present.id)
    return render_board(
        request, seat, "board/members/members.html", place="board_rounds", round=present, entitled=entitled,
        may_change=is_open_list(present), lists=lists, number=number,
    )  # fmt: skip


@for_staff(*KEEPERS)
def members_file(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/members/file."""
    return _file_page(request, seat, {}, ())


@takes_staff_upload(*KEEPERS, limit=LARGEST_LIST)
def take_members_file(request: Request, seat: StaffSeat, form: Form, upload: Upload) -> Response:
    """POST: read it; what must be mended is shown by line and column, else the list to look at follows."""
    if not upload.content:
        return _file_page(request, seat, {"file": _("Choose a file on your computer.")}, ())
    command = ImportRoll(the_round(request).id, upload.name, upload.content, form.get("reason") or "other")
    try:
        found = import_roll(request.app.state.office, seat.role, command)
    except FileRefusedError as refused:
        return _file_page(request, seat, {"file": str(refused)}, ())
    if found.number is None:
        return _file_page(
            request, seat, {"file": _("Mend what stands below, then choose the file again.")}, found.faults
        )
    return redirect(request, "board_roll_list", round=command.round_id, number=str(found.number))


@for_staff(*KEEPERS)
def example(_request: Request, _seat: StaffSeat) -> Response:
    """GET /board/examples/members.csv. The mark at its beginning tells spreadsheets that it is UTF-8."""
    headers = {"content-disposition": 'attachment; filename="members.csv"'}
    return Response(EXAMPLE_FILE, media_type="text/csv; charset=utf-8", headers=headers)


@for_staff(*KEEPERS)
def leaving(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/members/leaving: somebody who is to leave the roll."""
    return _leaving_page(request, seat, Form(()), {})


@takes_staff_form(*KEEPERS)
def find_leaving(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: a search. It is no GET, for names of people stand in no address."""
    if len(plain(form.get("search")).replace(" ", "")) < FEWEST_SIGNS:
        return _leaving_page(
            request, seat, form, {"search": _("Type at least three letters of the name, or a postcode.")}
        )
    return _leaving_page(request, seat, form, {})


@takes_staff_form(*KEEPERS)
def take_off(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST …/members/leaving/list: put them on today's list, for two officers to agree."""
    missing = {
        **({} if form.get("member") else {"member": _("Choose the person who is taken off.")}),
        **({} if form.get("reason") in REASONS_TO_REMOVE else {"reason": _("Choose a reason.")}),
    }
    if missing:
        return _leaving_page(request, seat, form, missing)
    present = the_round(request)
    try:
        number = list_removal(request.app.state.office, seat.role, present.id, form.get("member"), form.get("reason"))
    except NotOnRollError as refused:
        return _leaving_page(request, seat, form, {"member": str(refused)})
    return redirect(request, "board_roll_list", round=present.id, number=str(number))


def to_leaving(request: Request) -> Response:
    """GET …/members/leaving/list: a reload or a bookmark starts with the search again."""
    return redirect(request, "board_leaving", round=request.path_params["round"])


def the_round(request: Request) -> RoundView:
    """The round in the address; an unknown one is a 404."""
    with request.app.state.office.database.read() as db:
        return round_view(db, request.path_params["round"])


def _file_page(request: Request, seat: StaffSeat, errors: dict[str, str], faults: Sequence[FileFault]) -> Response:
    present = the_round(request)
    return render_board(
        request, seat, "board/members/file.html", status=422 if errors else 200, place="board_rounds",
        round=present, errors=errors, faults=faults, reasons=_choices(REASONS_TO_ADD), typed={"reason": "moved-in"},
        may_change=is_open_list(present),
    )  # fmt: skip


def _leaving_page(request: Request, seat: StaffSeat, form: Form, errors: dict[str, str]) -> Response:
    present = the_round(request)
    sought = "".join(each for each in form.get("search") if each.isprintable())
    found = search_roll(request.app.state.office, seat, present.id, sought) if sought else Found((), is_more=False)
    return render_board(
        request, seat, "board/members/leaving.html", status=422 if errors else 200, place="board_rounds",
        round=present, sought=sought, found=found, errors=errors, typed=dict(form.fields),
        reasons=_choices(REASONS_TO_REMOVE), may_change=is_open_list(present),
    )  # fmt: skip


def is_open_list(present: RoundView) -> bool:
    """Whether the list of voters can be changed now; in a draft, once members take part."""
    return present.state in CHANGEABLE or present.is_in_phases


def _choices(codes: Sequence[str]) -> list[tuple[str, str, None]]:
    return [(code, reason_words(code), None) for code in codes]

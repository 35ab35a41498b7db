"""Projects from a file in the set-up: choose it, look at what was read, then take it."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.services.import_projects import (
    EXAMPLE_FILE,
    LARGEST_LIST,
    FileFault,
    FileRefusedError,
    NoListWaitsError,
    drop_list,
    read_list,
    take_list,
    waiting_list,
)
from pbvote.services.staff_session import StaffSeat
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form, takes_staff_upload
from pbvote.web.board.rounds import DRAFTERS
from pbvote.web.board.set_up import the_draft
from pbvote.web.board.set_up_pots import at_pot, the_pot
from pbvote.web.board.set_up_projects import the_projects
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.uploads import Upload


@for_staff(*DRAFTERS)
def projects_file(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/projects-file."""
    return _file_page(request, seat, {}, ())


@takes_staff_upload(*DRAFTERS, limit=LARGEST_LIST)
def take_projects_file(request: Request, seat: StaffSeat, _form: Form, upload: Upload) -> Response:
    """POST: read it; what must be mended is shown by line and column, else the preview follows."""
    if not upload.content:
        return _file_page(request, seat, {"file": _("Choose a file on your computer.")}, ())
    try:
        faults = read_list(request.app.state.office, at_pot(request, seat), upload.name, upload.content)
    except FileRefusedError as refused:
        return _file_page(request, seat, {"file": str(refused)}, ())
    if faults:
        return _file_page(request, seat, {"file": _("Mend what stands below, then choose the file again.")}, faults)
    parts = request.path_params
    return redirect(request, "set_up_list", round=parts["round"], pot=parts["pot"])


@for_staff(*DRAFTERS)
def waiting(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/projects-file/check: what was read and is not on the ballot yet."""
    return _waiting_page(request, seat, {})


@takes_staff_form(*DRAFTERS)
def take_waiting(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: put it on the ballot, after the projects there or in place of them; or let it go."""
    office, at, parts = request.app.state.office, at_pot(request, seat), request.path_params
    try:
        if form.has("drop"):
            drop_list(office, at)
        else:
            take_list(office, at, replace=form.get("how") == "replace")
    except AnswersRefusedError as refused:
        return _waiting_page(request, seat, {"how": str(refused)})
    return redirect(request, "set_up_projects", round=parts["round"], pot=parts["pot"])


@for_staff(*DRAFTERS)
def example(_request: Request, _seat: StaffSeat) -> Response:
    """GET /board/examples/projects.csv. The mark at its beginning tells spreadsheets that it is UTF-8."""
    headers = {"content-disposition": 'attachment; filename="projects.csv"'}
    return Response(EXAMPLE_FILE, media_type="text/csv; charset=utf-8", headers=headers)


def _file_page(request: Request, seat: StaffSeat, errors: dict[str, str], faults: Sequence[FileFault]) -> Response:
    return render_board(
        request, seat, "board/set_up/projects_file.html", status=422 if errors else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), errors=errors, faults=faults,
    )  # fmt: skip


def _waiting_page(request: Request, seat: StaffSeat, errors: dict[str, str]) -> Response:
    parts = request.path_params
    try:
        with request.app.state.office.database.read() as db:
            found = waiting_list(db, parts["round"], parts["pot"])
    except NoListWaitsError:
        return redirect(request, "set_up_file", round=parts["round"], pot=parts["pot"])
    return render_board(
        request, seat, "board/set_up/waiting.html", status=422 if errors else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), waiting=found, there=the_projects(request), errors=errors,
        typed={"how": "add"}, asked=sum(each.cost for each in found.projects),
    )  # fmt: skip

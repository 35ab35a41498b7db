"""The projects of a pot in the set-up: the list in the order of the ballot, one project, its picture, conflicts."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import (
    LONGEST_BODY,
    LONGEST_LABEL,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    AnswersRefusedError,
    ProjectWords,
)
from pbvote.domain.errors import UnknownProjectError
from pbvote.services.draft_project import (
    add_conflict,
    add_project,
    change_picture,
    change_project,
    move_project,
    remove_conflict,
    remove_project,
)
from pbvote.services.keep_picture import LARGEST_FILE, PictureRefusedError, keep_picture
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.drafts import draft_projects
from pbvote.storage.tables import ProjectRow
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form, takes_staff_upload
from pbvote.web.board.rounds import DRAFTERS
from pbvote.web.board.set_up import the_draft
from pbvote.web.board.set_up_pots import at_pot, pot_question, the_pot
from pbvote.web.board.typed import typed_project
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.presenters import anchor
from pbvote.web.uploads import Upload

LONGEST_PLACE = 4
"""Figures of a place in a list that came back from our own page."""


@for_staff(*DRAFTERS)
def projects(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/projects: as they stand on the ballot."""
    listed, pot = the_projects(request), the_pot(request)
    return render_board(
        request, seat, "board/set_up/projects.html", place="board_rounds", round=the_draft(request), pot=pot,
        projects=listed, asked=sum(each.cost for each in listed), titles={each.id: each.title for each in listed},
    )  # fmt: skip


@takes_staff_form(*DRAFTERS)
def take_projects(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: move a project up or down."""
    places = -1 if form.has("up") else 1
    moved = form.get("up") or form.get("down")
    move_project(request.app.state.office, at_pot(request, seat), moved, places)
    return _to_list(request, f"#{anchor(moved, 'project')}")


@for_staff(*DRAFTERS)
def new_project(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/projects/new."""
    return pot_question(request, seat, "new_project", {})


@takes_staff_form(*DRAFTERS)
def take_new_project(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: add it, and go on to its picture."""
    answers = Answers(form)
    words = read_project(answers)
    try:
        project_id = add_project(request.app.state.office, at_pot(request, seat), _unless_faults(answers, words))
    except AnswersRefusedError as refused:
        return pot_question(request, seat, "new_project", answers.typed, {**answers.faults, **refused.faults})
    parts = request.path_params
    return redirect(request, "set_up_picture", round=parts["round"], pot=parts["pot"], project=project_id)


@for_staff(*DRAFTERS)
def project(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/project/{project}."""
    return _project_page(request, seat, "project", typed_project(the_project(request)))


@takes_staff_form(*DRAFTERS)
def take_project(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: what it says and costs."""
    answers, office = Answers(form), request.app.state.office
    words = read_project(answers)
    try:
        change_project(office, at_pot(request, seat), the_project(request).id, _unless_faults(answers, words))
    except AnswersRefusedError as refused:
        return _project_page(request, seat, "project", answers.typed, {**answers.faults, **refused.faults})
    return _to_list(request)


@for_staff(*DRAFTERS)
def picture(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/picture/{project}."""
    return _project_page(request, seat, "picture", typed_project(the_project(request)))


@takes_staff_upload(*DRAFTERS, limit=LARGEST_FILE)
def take_picture(request: Request, seat: StaffSeat, form: Form, upload: Upload) -> Response:
    """POST: a new picture, other words for the one that is there, or none any more."""
    answers, found, office = Answers(form), the_project(request), request.app.state.office
    if form.has("none"):
        change_picture(office, at_pot(request, seat), found.id, None, "")
        return _to_list(request)
    alt = answers.text("alt", LONGEST_SUMMARY, _("Say what can be seen, for people who cannot see it."))
    name = found.picture
    try:
        name = keep_picture(office, upload.content) if upload.content and not answers.faults else name
    except PictureRefusedError as refused:
        answers.faults["file"] = str(refused)
    if name is None and not upload.content:
        answers.faults["file"] = _("Choose a picture on your computer or phone.")
    if answers.faults:
        return _project_page(request, seat, "picture", answers.typed, answers.faults)
    change_picture(office, at_pot(request, seat), found.id, name, alt)
    return _to_list(request)


@for_staff(*DRAFTERS)
def project_away(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/remove-project/{project}: asks once."""
    return _project_page(request, seat, "remove_project", {})


@takes_staff_form(*DRAFTERS)
def take_project_away(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST: take it off the ballot."""
    remove_project(request.app.state.office, at_pot(request, seat), the_project(request).id)
    return _to_list(request)


@for_staff(*DRAFTERS)
def conflicts(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/conflicts."""
    return _conflicts_page(request, seat, {})


@takes_staff_form(*DRAFTERS)
def take_conflicts(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: projects of which at most one can be funded, or one such group less."""
    office, at, parts = request.app.state.office, at_pot(request, seat), request.path_params
    try:
        place = form.get("remove")
        if place.isdecimal() and len(place) <= LONGEST_PLACE:
            remove_conflict(office, at, int(place))
        else:
            add_conflict(office, at, form.all("projects"))
    except AnswersRefusedError as refused:
        return _conflicts_page(request, seat, refused.faults)
    return redirect(request, "set_up_conflicts", round=parts["round"], pot=parts["pot"])


def read_project(answers: Answers) -> ProjectWords:
    """A project as it was typed."""
    return ProjectWords(
        title=answers.text("title", LONGEST_TITLE, _("Write a title.")),
        summary=answers.text("summary", LONGEST_SUMMARY, _("Write one sentence that says what it is.")),
        cost=answers.amount("cost", _("Write the cost in pounds, such as 9,000.")),
        body=answers.text("body", LONGEST_BODY, lines=True),
        theme=answers.text("theme", LONGEST_LABEL),
        ward=answers.text("ward", LONGEST_LABEL),
        proposer=answers.text("proposer", LONGEST_LABEL),
    )


def the_projects(request: Request) -> tuple[ProjectRow, ...]:
    """The projects of the pot of the address."""
    with request.app.state.office.database.read() as db:
        return draft_projects(db, request.path_params["round"], request.path_params["pot"])


def the_project(request: Request) -> ProjectRow:
    """The project of the address; raises UnknownProjectError."""
    wanted = request.path_params["project"]
    found = next((each for each in the_projects(request) if each.id == wanted), None)
    if found is None:
        raise UnknownProjectError(wanted)
    return found


def _unless_faults(answers: Answers, words: ProjectWords) -> ProjectWords:
    if answers.faults:
        raise AnswersRefusedError(answers.faults)
    return words


def _project_page(
    request: Request,
    seat: StaffSeat,
    name: str,
    typed: Mapping[str, object],
    faults: Mapping[str, str] | None = None,
) -> Response:
    return render_board(
        request, seat, f"board/set_up/{name}.html", status=422 if faults else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), project=the_project(request), typed=typed, errors=faults or {},
    )  # fmt: skip


def _conflicts_page(request: Request, seat: StaffSeat, faults: Mapping[str, str]) -> Response:
    listed = the_projects(request)
    return render_board(
        request, seat, "board/set_up/conflicts.html", status=422 if faults else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), projects=listed, errors=faults,
        titles={each.id: each.title for each in listed},
    )  # fmt: skip


def _to_list(request: Request, suffix: str = "") -> Response:
    parts = request.path_params
    return redirect(request, "set_up_projects", suffix, round=parts["round"], pot=parts["pot"])

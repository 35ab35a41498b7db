"""What is on the ballot, for anyone to read: the projects of a pot, and one project."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import NotEligibleError, RoundNotOpenError, UnknownRoundError
from pbvote.domain.round import RoundState
from pbvote.services.keep_draft import Draft, read_draft
from pbvote.storage.queries.became import idea_of_project
from pbvote.storage.queries.pages import PotView, RoundView, round_view
from pbvote.storage.queries.pages import project as project_view
from pbvote.storage.queries.pages import projects as project_views
from pbvote.web.language import _
from pbvote.web.page import path_for, render
from pbvote.web.presenters import blocks
from pbvote.web.sessions import seat_or_none
from pbvote.web.shelf import shelf_of


def pot_in(present: RoundView, pot_id: str) -> PotView:
    """The pot of that id; UnknownRoundError when the round has none, or is not set up yet."""
    found = next((each for each in present.pots if each.id == pot_id), None)
    if found is None or present.state is RoundState.DRAFT:
        raise UnknownRoundError(pot_id)
    return found


def pot(request: Request) -> Response:
    """GET /rounds/{round}/{pot}."""
    round_id, pot_id = request.path_params["round"], request.path_params["pot"]
    with request.app.state.office.database.read() as db:
        present = round_view(db, round_id)
        found = pot_in(present, pot_id)
        listed = project_views(db, round_id, pot_id)
    others = tuple(each for each in present.pots if each.id != pot_id)
    return render(
        request, "projects/list.html", round=present, pot=found, others=others,
        shelf=shelf_of(listed, request.query_params, round_id), open=present.state is RoundState.OPEN,
        signed_in=seat_or_none(request) is not None,
    )  # fmt: skip


def project(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/projects/{project}. A voter who is signed in can choose it here."""
    parts = request.path_params
    with request.app.state.office.database.read() as db:
        present = round_view(db, parts["round"])
        found = pot_in(present, parts["pot"])
        shown = project_view(db, present.id, found.id, parts["project"])
        origin = idea_of_project(db, present.id, found.id, shown.id)
    draft = _draft_of(request, present, found)
    router = request.app.router
    back = path_for(router, "projects", round=present.id, pot=found.id)
    return render(
        request, "projects/project.html", round=present, pot=found, project=shown, blocks=blocks(shown.body),
        origin=origin, open=present.state is RoundState.OPEN, can_choose=draft is not None,
        chosen=draft is not None and shown.id in draft.choices,
        back=path_for(router, "choose", pot=found.id) if draft else back,
        back_text=_("Back to the projects"),
    )  # fmt: skip


def _draft_of(request: Request, present: RoundView, found: PotView) -> Draft | None:
    seat = seat_or_none(request)
    if seat is None or seat.round_id != present.id or present.state is not RoundState.OPEN:
        return None
    try:
        return read_draft(request.app.state.office, seat, found.id)
    except (NotEligibleError, RoundNotOpenError):
        return None

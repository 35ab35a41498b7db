"""The rounds of the trust as its staff see them: the list, and where a new one comes from."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.services.staff_session import StaffSeat
from pbvote.services.start_round import EXAMPLES, copy_round, remove_draft, start_round
from pbvote.storage.queries.drafts import RoundLine, every_round
from pbvote.web.board.answers import Answers
from pbvote.web.board.compare import may_compare
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.phase_words import phase_state
from pbvote.web.rounds import state_words

LONGEST_TITLE = 60
MOST_TO_COPY = 8
DRAFTERS = ("officer", "clerk")

COPY = "copy:"
"""Begins the value of a choice to copy a round; its id follows."""


@for_staff()
def board_rounds(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds."""
    known = _every_round(request)
    return render_board(
        request, seat, "board/rounds/rounds.html", place="board_rounds",
        rounds=[(each, stage_words(each)) for each in known], may_draft=seat.kind in DRAFTERS, may_compare=may_compare,
    )  # fmt: skip


@for_staff(*DRAFTERS)
def new_round(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/new: from nothing, from an example, or as a copy."""
    return _new(request, seat, Answers(Form((("begin", "area-and-youth"),))))


@takes_staff_form(*DRAFTERS)
def begin_round(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/new."""
    answers = Answers(form)
    title = answers.text("title", LONGEST_TITLE, _("Write a name for the round."))
    copies = [COPY + each.id for each in _every_round(request)]
    begin = answers.choice("begin", ("nothing", *EXAMPLES, *copies), _("Choose what to begin with."))
    if answers.faults:
        return _new(request, seat, answers)
    office = request.app.state.office
    if begin.startswith(COPY):
        round_id = copy_round(office, seat.role, begin.removeprefix(COPY), title)
    else:
        round_id = start_round(office, seat.role, title, begin)
    return redirect(request, "set_up", round=round_id)


@for_staff(*DRAFTERS)
def throw_away(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/remove: asks once."""
    found = next((each for each in _every_round(request) if each.id == request.path_params["round"]), None)
    if found is None or found.state is not RoundState.DRAFT or found.approved or found.phases:
        return redirect(request, "board_rounds")
    return render_board(request, seat, "board/rounds/remove.html", place="board_rounds", round=found)


@takes_staff_form(*DRAFTERS)
def take_throw_away(request: Request, seat: StaffSeat, _form: Form) -> Response:
    """POST /board/rounds/{round}/set-up/remove."""
    remove_draft(request.app.state.office, seat.role, request.path_params["round"])
    return redirect(request, "board_rounds")


def stage_words(line: RoundLine) -> str:
    """Where a round is, for those who work on it."""
    words = {
        RoundState.FROZEN: _("Rules and projects are fixed"),
        RoundState.SEALED: _("Ready to open"),
        RoundState.CLOSING: _("Closing"),
        RoundState.CLOSED: _("Closed"),
        RoundState.DRAWN: _("Drawn"),
        RoundState.COUNTED: _("Counted"),
    }
    if line.state is RoundState.DRAFT and line.phases is not None and not line.approved:
        return phase_state(line.phases.phase)
    if line.state is RoundState.DRAFT:
        return _("Approved, projects can still change") if line.approved else _("Being set up")
    return words.get(line.state) or state_words(line.state)


def _new(request: Request, seat: StaffSeat, answers: Answers) -> Response:
    copies = [(COPY + each.id, each.title) for each in _every_round(request) if each.pots][:MOST_TO_COPY]
    return render_board(
        request, seat, "board/rounds/new.html", status=422 if answers.faults else 200, place="board_rounds",
        typed=answers.typed, errors=answers.faults, copies=copies,
    )  # fmt: skip


def _every_round(request: Request) -> tuple[RoundLine, ...]:
    with request.app.state.office.database.read() as db:
        return every_round(db)

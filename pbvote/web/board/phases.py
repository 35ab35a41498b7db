"""A round before its ballot, for the staff: where it is, what waits, and moving it on before its date."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.services.board_phases import move_on_board
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.board.phase_steps import PhaseDesk, phase_steps
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.phase_words import phase_name, stones_of
from pbvote.web.presenters import day, moment, number

MOVABLE = frozenset({Phase.QUESTIONS, Phase.IDEAS, Phase.REVIEW})
"""To the list a round goes when its reviews are published, never by itself."""


@for_staff()
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/phases."""
    office, round_id = request.app.state.office, request.path_params["round"]
    with office.database.read() as db:
        present, phases = round_view(db, round_id), _phases(phase_view(db, round_id), round_id)
        is_draft = present.state is RoundState.DRAFT
        desk = PhaseDesk(db, request.app.router, seat.kind, office.clock.now(db), phases, is_draft=is_draft)
        steps = phase_steps(desk)
    return render_board(
        request, seat, "board/phases/page.html", place="board_rounds", round=present, phases=phases,
        state=phase_name(phases.phase), stones=stones_of(present, phases), rows=_rows(phases), steps=steps,
        next_name=_next_name(phases) if seat.kind == "officer" and is_draft else "", is_draft=is_draft,
    )  # fmt: skip


@for_staff("officer")
def ask_next(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/phases/next: what happens when the round moves on now."""
    return _ask(request, seat)


@takes_staff_form("officer")
def take_next(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: move the round on. The form names the phase, so that two officers do not move it twice."""
    step_up(request, seat, form)
    wanted = form.get("phase")
    if wanted not in set(MOVABLE):
        return _ask(request, seat)
    move_on_board(request.app.state.office, seat, request.path_params["round"], Phase(wanted))
    return redirect(request, "board_phases", round=request.path_params["round"])


def _ask(request: Request, seat: StaffSeat) -> Response:
    office, round_id = request.app.state.office, request.path_params["round"]
    with office.database.read() as db:
        present, phases = round_view(db, round_id), _phases(phase_view(db, round_id), round_id)
    name = _next_name(phases)
    if not name or phases.following is None:
        return redirect(request, "board_phases", round=round_id)
    return render_board(
        request, seat, "board/phases/next.html", place="board_rounds", round=present, phases=phases,
        next_name=name, errors={}, what=_what_happens(phases.following), name=phase_name(phases.following),
    )  # fmt: skip


def _phases(found: PhaseView | None, round_id: str) -> PhaseView:
    if found is None:
        raise UnknownRoundError(round_id)
    return found


def _next_name(phases: PhaseView) -> str:
    """What the button says that moves the round on; empty where nobody moves it by hand."""
    words = {
        Phase.QUESTIONS: _("Let members put questions now"),
        Phase.IDEAS: _("Let members put ideas now"),
        Phase.REVIEW: _("Close the ideas and begin the reviews now"),
    }
    return words.get(phases.following, "") if phases.following is not None else ""


def _what_happens(phase: Phase) -> tuple[str, ...]:
    """What an officer should know before the round moves on."""
    never = _("This cannot be undone: a round never goes back.")
    said = {
        Phase.QUESTIONS: (_("Members can put questions from this moment on."),),
        Phase.IDEAS: (_("No more questions are taken. Members can put ideas from this moment on."),),
        Phase.REVIEW: (
            _("No more ideas are taken. Drafts that were not sent in stay drafts."),
            _("Ideas with enough supporters go to the reviewers. The public log says how many ideas there are."),
        ),
    }
    return (*said.get(phase, ()), never)


def _rows(phases: PhaseView) -> tuple[tuple[str, str], ...]:
    support = number(phases.support) if phases.support else _("none needed")
    read = _("before everybody can see it") if phases.moderation == "before" else _("after it is shown")
    ends = phases.ends_at
    following = phases.following
    rows = [(_("Members who must support an idea"), support)]
    rows.append((_("Days to answer a review"), number(phases.answer_days)))
    rows.append((_("Staff read what adults write"), read))
    if ends is not None and following is Phase.LIST:
        rows.insert(0, (_("Reviews should be ready"), day(ends)))
    elif ends is not None and following is not None:
        label = _("Moves on by itself to “%(phase)s”") % {"phase": phase_name(following)}
        rows.insert(0, (label, moment(ends)))
    return tuple(rows)

"""Questions of members, for the staff: read them, answer each, and publish the choice."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import Phase
from pbvote.services.board_phases import choose_on_board
from pbvote.services.choose_questions import NoQuestionError, QuestionsWaitError, answer_question
from pbvote.services.judge_question import LONGEST_WHY, hide_question, show_question
from pbvote.services.put_question import QuestionAt, UnknownQuestionError
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.phases import phase_view
from pbvote.storage.queries.questions import QuestionView, staff_questions
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.board.phase_steps import KEEPERS
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

WHY = "why"


@for_staff(*KEEPERS)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/questions."""
    return _page(request, seat, {})


@takes_staff_form("officer")
def take_choice(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: publish the choice with all answers; nothing while a question waits."""
    step_up(request, seat, form)
    try:
        choose_on_board(request.app.state.office, seat, request.path_params["round"])
    except (QuestionsWaitError, NoQuestionError) as error:
        return _page(request, seat, {"publish": str(error)})
    return redirect(request, "board_questions", round=request.path_params["round"])


@for_staff(*KEEPERS)
def question(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/questions/{number}: one question, to read or to answer."""
    found = _question(request)
    said = {1: "yes", -1: "no"}.get(min(max(found.position, -1), 1), "")
    return _question_page(request, seat, {"choice": said, WHY: found.why}, {})


@takes_staff_form(*KEEPERS)
def take_question(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: show it, hide it with a reason, or say whether it is chosen and why; then on to the next."""
    office, found, answers = request.app.state.office, _question(request), Answers(form)
    at = QuestionAt(request.path_params["round"], found.id)
    choices = ("show", "hide") if found.state in ("waiting", "hidden") else ("yes", "no", "hide")
    choice = answers.choice("choice", choices, _("Choose one of these."))
    # a missing choice is the one thing to say: whether a reason is needed depends on it
    why = (
        ""
        if choice in ("show", "")
        else answers.text(WHY, LONGEST_WHY, _("Say why. The member who asked will read it."))
    )
    if answers.faults:
        return _question_page(request, seat, answers.typed, answers.faults)
    if choice == "show":
        show_question(office, seat.role, at)
    elif choice == "hide":
        hide_question(office, seat.role, at, why)
    else:
        answer_question(office, seat.role, at, chosen=choice == "yes", why=why)
    return redirect(request, "board_questions", round=at.round_id)


def _page(request: Request, seat: StaffSeat, errors: Mapping[str, str]) -> Response:
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        present, phases = round_view(db, round_id), phase_view(db, round_id)
        if phases is None or phases.dates.questions is None:
            raise UnknownRoundError(round_id)
        found = staff_questions(db, round_id)
    groups = {state: [each for each in found if each.state == state] for state in ("waiting", "shown", "hidden")}
    chosen = sorted((each for each in found if each.state == "chosen"), key=lambda each: each.position)
    left = sum(not each.position for each in groups["shown"])
    return render_board(
        request, seat, "board/questions/page.html", status=422 if errors else 200, place="board_rounds",
        round=present, phases=phases, groups=groups, chosen=chosen, left=left, errors=errors,
        others=[each for each in found if each.state == "not-chosen"],
        to_choose=sum(each.position > 0 for each in groups["shown"]),
        may_judge=phases.has(Phase.QUESTIONS, Phase.IDEAS) and not chosen,
    )  # fmt: skip


def _question_page(request: Request, seat: StaffSeat, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    with request.app.state.office.database.read() as db:
        present = round_view(db, request.path_params["round"])
    return render_board(
        request, seat, "board/questions/question.html", status=422 if errors else 200, place="board_rounds",
        round=present, question=_question(request), typed=typed, errors=errors,
    )  # fmt: skip


def _question(request: Request) -> QuestionView:
    round_id, number = request.path_params["round"], request.path_params["number"]
    with request.app.state.office.database.read() as db:
        found = next((each for each in staff_questions(db, round_id) if each.id == number), None)
    if found is None:
        raise UnknownQuestionError
    return found

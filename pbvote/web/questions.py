"""The questions that a round should answer: read them, put one, support others; later, which were chosen and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import Phase
from pbvote.services.member_seat import MemberSeat
from pbvote.services.put_question import (
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    QuestionAt,
    QuestionRefusedError,
    put_question,
    take_back_question,
)
from pbvote.services.support_question import support_question
from pbvote.storage.queries.pages import RoundView, round_view
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.storage.queries.questions import (
    QuestionPage,
    QuestionView,
    answered_questions,
    questions_of,
    shown_questions,
    supported_by,
)
from pbvote.web.forms import Form
from pbvote.web.member_desk import member_or_none, render_member, takes_member_form
from pbvote.web.page import redirect

PAGE = 20
"""Questions on one page."""

_LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a round: the questions of everybody, one's own, and whether some can be put now."""

    round: RoundView
    phases: PhaseView
    found: QuestionPage
    answered: tuple[QuestionView, ...]
    mine: tuple[QuestionView, ...]
    supported: frozenset[int]

    @property
    def is_open(self) -> bool:
        """Whether questions can be put and supported now."""
        return self.phases.phase is Phase.QUESTIONS and not self.answered


def page(request: Request) -> Response:
    """GET /rounds/{round}/questions: 404 where a round asks no questions."""
    return _page(request, member_or_none(request), {}, {})


@takes_member_form
def take_question(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: put a question; one that cannot stand comes back with the words still there."""
    round_id = request.path_params["round"]
    try:
        put_question(request.app.state.office, seat, round_id, form.get("question"))
    except QuestionRefusedError as error:
        return _page(request, seat, {"question": _typed_again(form.get("question"))}, {"question": str(error)})
    return redirect(request, "questions", round=round_id)


@takes_member_form
def take_support(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: support a question, or take that back; then back to the place on the page."""
    wanted = form.get("support") == "yes"
    support_question(request.app.state.office, seat, _at(request), wanted=wanted)
    return to_page(request)


@takes_member_form
def take_back(request: Request, seat: MemberSeat, _form: Form) -> Response:
    """POST: take one's own question back."""
    take_back_question(request.app.state.office, seat, _at(request))
    return to_page(request)


def to_page(request: Request) -> Response:
    """GET of an address that only acts: back to the questions."""
    return redirect(request, "questions", round=request.path_params["round"])


def _typed_again(text: str) -> str:
    """What was typed, without the control signs that no page can hold."""
    return "".join(sign for sign in text if sign >= " ")


def _at(request: Request) -> QuestionAt:
    return QuestionAt(request.path_params["round"], request.path_params["number"])


def _page(request: Request, seat: MemberSeat | None, typed: Mapping[str, str], errors: Mapping[str, str]) -> Response:
    number = _number(request)
    with request.app.state.office.database.read() as db:
        shown = _read(db, request, seat, number)
    own = {each.id for each in shown.mine}
    last = max(1, -(-shown.found.total // PAGE))
    return render_member(
        request, seat, "questions/questions.html", status=422 if errors else 200, shown=shown, round=shown.round,
        own=own, typed=typed, errors=errors, longest=LONGEST_QUESTION, most=MOST_QUESTIONS,
        may_put=shown.is_open and (len(shown.mine) < MOST_QUESTIONS or bool(errors)), number=number, last=last,
        chosen=[each for each in shown.answered if each.state == "chosen"],
        others=[each for each in shown.answered if each.state == "not-chosen"],
    )  # fmt: skip


def _read(db: Session, request: Request, seat: MemberSeat | None, number: int) -> Shown:
    round_id = request.path_params["round"]
    present, phases = round_view(db, round_id), phase_view(db, round_id)
    if phases is None or phases.dates.questions is None:
        raise UnknownRoundError(round_id)
    seed = request.app.state.office.clock.now(db).date().isoformat()
    return Shown(
        present,
        phases,
        shown_questions(db, round_id, seed, (number - 1) * PAGE, PAGE),
        answered_questions(db, round_id),
        questions_of(db, round_id, seat.member_key) if seat else (),
        supported_by(db, round_id, seat.member_key) if seat else frozenset(),
    )


def _number(request: Request) -> int:
    asked = request.query_params.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < _LONGEST_NUMBER and int(asked) else 1

"""A round while it runs: how many have voted, and what officers may do about it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.services.act_list import PROTECTED_ACTS
from pbvote.services.board_acts import suspend_on_board
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.acts import act_slug, acts_of_round
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.queries.running import RoundCard, round_card
from pbvote.web.board.act_words import act_words
from pbvote.web.board.compare import may_compare
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.board.state_words import StateWord, state_rows, state_word
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import path_for, redirect
from pbvote.web.reasons import round_reasons

_OFFERED = ("resume", "extend", "withdraw a project", "cancel")


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that can begin now: its words and where it is prepared."""

    title: str
    what: str
    href: str


@for_staff()
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/running."""
    with request.app.state.office.database.read() as db:
        row = round_row(db, request.path_params["round"])
        card, acts = round_card(db, row), acts_of_round(db, row.id)
    word: StateWord = state_word(card)
    return render_board(
        request, seat, "board/running/page.html", place="board_rounds", round=card, word=word,
        rows=state_rows(card), acts=[(act, act_words(act.act, act.arguments).title) for act in acts],
        offers=_offers(request, card) if seat.kind == "officer" else [],
        may_compare=may_compare(card.state, seat.kind),
        may_suspend=seat.kind == "officer" and card.state is RoundState.OPEN,
    )  # fmt: skip


@for_staff("officer")
def ask_suspend(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/suspend."""
    return _ask(request, seat, {}, 200)


@takes_staff_form("officer")
def suspend(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/suspend: voting stops at once."""
    if not form.get("reason"):
        return _ask(request, seat, {"reason": _("Choose a reason.")}, 422)
    step_up(request, seat, form)
    suspend_on_board(request.app.state.office, seat, request.path_params["round"], form.get("reason"))
    return redirect(request, "board_running", round=request.path_params["round"])


def _ask(request: Request, seat: StaffSeat, errors: dict[str, str], status: int) -> Response:
    with request.app.state.office.database.read() as db:
        card = round_card(db, round_row(db, request.path_params["round"]))
    return render_board(
        request, seat, "board/running/suspend.html", status=status, place="board_rounds", round=card,
        reasons=round_reasons(), errors=errors, typed={},
    )  # fmt: skip


def _offers(request: Request, card: RoundCard) -> list[Offer]:
    found = []
    for act in _OFFERED:
        if card.state in PROTECTED_ACTS[act].states and card.approved:
            words = act_words(act)
            href = path_for(request.app.router, "board_prepare", round=card.id, act=act_slug(act))
            found.append(Offer(words.title, words.what, href))
    return found

"""The form for the texts that the trust itself writes on its public pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.text import tidy
from pbvote.services.staff_session import StaffSeat
from pbvote.services.write_texts import NAMES, TextRefusedError, write_texts
from pbvote.storage.queries.trust_texts import trust_texts
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect


@dataclass(frozen=True, slots=True)
class Question:
    """One text: its name, what is asked, an example, and what stands there."""

    name: str
    label: str
    hint: str
    value: str


@for_staff("officer", "clerk")
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/texts."""
    with request.app.state.office.database.read() as db:
        kept = {name: each.text for name, each in trust_texts(db).items()}
    return _draw(request, seat, kept, {})


@takes_staff_form("officer", "clerk")
def take(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/texts."""
    typed = {name: tidy(form.get(name)) for name in NAMES}
    try:
        write_texts(request.app.state.office, seat.role, typed)
    except TextRefusedError as error:
        return _draw(request, seat, typed, error.faults)
    return redirect(request, "board_texts", "?saved=yes")


def _draw(request: Request, seat: StaffSeat, texts: Mapping[str, str], errors: dict[str, str]) -> Response:
    return render_board(
        request, seat, "board/texts/form.html", status=422 if errors else 200, errors=errors,
        questions=_questions(texts), saved=not errors and "saved" in request.query_params,
    )  # fmt: skip


def _questions(texts: Mapping[str, str]) -> tuple[Question, ...]:
    words = {
        "accessibility-known": (
            _("What may some people find hard, and what do you do about it?"),
            _("For example: “The map of the park has no words. Call us and we describe it.”"),
        ),
        "accessibility-tested": (
            _("Who tested this site, how and when?"),
            _("For example: “Two blind members tried to vote on 3 May 2027. Both could.”"),
        ),
        "accessibility-answer": (
            _("Who answers when somebody cannot use the site, and how soon?"),
            _("For example: “Tell our clerk, Ana Lee. She answers within three working days.”"),
        ),
        "privacy-contact": (
            _("Who answers for the data that you keep about people?"),
            _("A name, an address, and how to complain about you."),
        ),
    }  # fmt: skip
    return tuple(Question(name, *words[name], texts.get(name, "")) for name in NAMES)

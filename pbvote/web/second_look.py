"""A member asks the staff to look: at a text that should not stand, or again at one of theirs that was hidden."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import (
    LONGEST_REASON,
    ObjectedBeforeError,
    Subject,
    TextGoneError,
    TextState,
    TooMuchSaidError,
)
from pbvote.domain.text import tidy
from pbvote.services.member_seat import MemberSeat
from pbvote.services.object_to import object_to
from pbvote.services.report_text import Report, report_text
from pbvote.storage.queries.own_texts import AnyText, any_text, objections
from pbvote.web.forms import Form
from pbvote.web.idea import idea_address
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import path_for, redirect
from pbvote.web.presenters import blocks
from pbvote.web.say import readable, sentence_of


@for_member
def ask_report(request: Request, seat: MemberSeat) -> Response:
    """GET /my/report/{subject}/{text}."""
    return _draw_report(request, seat, _shown(request, seat), "", {})


@takes_member_form
def take_report(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: somebody of the staff will look at it."""
    text = _shown(request, seat)
    try:
        report_text(request.app.state.office, seat, Report(text.subject, text.id, tidy(form.get("reason"))))
    except AnswersRefusedError as refused:
        return _draw_report(request, seat, text, readable(form.get("reason")), refused.faults)
    except (TextGoneError, TooMuchSaidError) as fact:
        return _draw_report(request, seat, text, readable(form.get("reason")), {"reason": sentence_of(fact)})
    return redirect(request, "report_text", "?sent=yes", subject=text.subject, text=str(text.id))


@for_member
def second_look(request: Request, seat: MemberSeat) -> Response:
    """GET /my/second-look/{subject}/{text}: why it was hidden, and what became of an objection."""
    return _draw_look(request, seat, _own(request, seat), "", {})


@takes_member_form
def take_second_look(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: object to the hiding."""
    text = _own(request, seat)
    try:
        object_to(request.app.state.office, seat, text.subject, text.id, tidy(form.get("text")))
    except AnswersRefusedError as refused:
        return _draw_look(request, seat, text, readable(form.get("text")), refused.faults)
    except (TextGoneError, ObjectedBeforeError) as fact:
        return _draw_look(request, seat, text, readable(form.get("text")), {"text": sentence_of(fact)})
    return redirect(request, "second_look", subject=text.subject, text=str(text.id))


def _draw_report(request: Request, seat: MemberSeat, text: AnyText, typed: str, errors: dict[str, str]) -> Response:
    return render_member(
        request, seat, "ideas/report.html", status=422 if errors else 200, text=text, blocks=blocks(text.text),
        typed={"reason": typed}, errors=errors, sent=not errors and "sent" in request.query_params,
        most=LONGEST_REASON, back=_back(request, text),
    )  # fmt: skip


def _draw_look(request: Request, seat: MemberSeat, text: AnyText, typed: str, errors: dict[str, str]) -> Response:
    with request.app.state.office.database.read() as db:
        made = objections(db, text.subject, text.id, seat.member_key)
    waits = any(each.answered_at is None for each in made)
    return render_member(
        request, seat, "ideas/second_look.html", status=422 if errors else 200, text=text, blocks=blocks(text.text),
        made=made, may_ask=text.state is TextState.HIDDEN and not waits, typed={"text": typed}, errors=errors,
        most=LONGEST_REASON, back=_back(request, text),
    )  # fmt: skip


def _text(request: Request, seat: MemberSeat) -> AnyText:
    parts = request.path_params
    if parts["subject"] not in set(Subject):
        raise HTTPException(404)
    with request.app.state.office.database.read() as db:
        found = any_text(db, Subject(parts["subject"]), parts["text"], seat.member_key)
    if found is None:
        raise HTTPException(404)
    return found


def _shown(request: Request, seat: MemberSeat) -> AnyText:
    text = _text(request, seat)
    if text.state is not TextState.SHOWN:
        raise HTTPException(404)
    return text


def _own(request: Request, seat: MemberSeat) -> AnyText:
    text = _text(request, seat)
    if not text.mine:
        raise HTTPException(404)
    return text


def _back(request: Request, text: AnyText) -> str:
    if text.number is None:
        return path_for(request.app.router, "questions", round=text.round_id)
    return idea_address(request, text.round_id, text.number)

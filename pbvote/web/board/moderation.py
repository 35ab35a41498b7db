"""Texts that the staff read: three queues, one text at a time, and after each decision the next one."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.talk import SameJudgeError, Subject, TextGoneError, TextMovedError, TextState
from pbvote.domain.text import tidy
from pbvote.services.moderate import MODERATORS, Decision, moderate
from pbvote.services.object_to import Answer, answer_objection
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.desk_text import DeskObjection, DeskText, desk_objection, desk_text
from pbvote.storage.queries.ideas import short_text
from pbvote.storage.queries.moderation import (
    Queue,
    objections_to_answer,
    reported_texts,
    waiting_questions,
    waiting_texts,
)
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.idea_shelf import MOST_PAGES
from pbvote.web.language import _
from pbvote.web.page import path_for, redirect
from pbvote.web.presenters import blocks
from pbvote.web.say import readable


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a queue in words, with its address."""

    what: str
    text: str
    young: bool
    since: object
    times: int
    href: str


@for_staff(*MODERATORS)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/moderation."""
    with request.app.state.office.database.read() as db:
        waiting, reported = waiting_texts(db), reported_texts(db)
        objections, questions = objections_to_answer(db), waiting_questions(db)
    return render_board(
        request, seat, "board/moderation/queues.html", place="board_moderation", questions=questions,
        waiting=_lines(request, waiting), reported=_lines(request, reported),
        objections=_lines(request, objections, "board_objection"),
        totals={"waiting": waiting.total, "reported": reported.total, "objections": objections.total},
        moved="moved" in request.query_params,
    )  # fmt: skip


@for_staff(*MODERATORS)
def text(request: Request, seat: StaffSeat) -> Response:
    """GET /board/moderation/{subject}/{text}: everything that was written, and the two things to do."""
    return _draw(request, seat, _text(request), {}, {})


@takes_staff_form(*MODERATORS)
def take_text(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: decide about what was read, and go on to the next."""
    found = _text(request)
    typed = {name: readable(form.get(name)) for name in ("decision", "reason")}
    if typed["decision"] not in {"show", "hide"}:
        return _draw(request, seat, found, typed, {"decision": _("Choose one of the two.")})
    state, version = form.get("state"), form.get("version")
    is_number = version.isascii() and version.isdigit() and len(version) <= MOST_PAGES
    if state not in set(TextState) or not is_number:
        return redirect(request, "board_moderation", "?moved=yes")
    decision = Decision(
        found.subject, found.id, TextState(state), typed["decision"] == "show", tidy(form.get("reason")), int(version)
    )
    try:
        moderate(request.app.state.office, seat.role, decision)
    except AnswersRefusedError as refused:
        return _draw(request, seat, found, typed, refused.faults)
    except (TextGoneError, TextMovedError):
        return redirect(request, "board_moderation", "?moved=yes")
    return _next(request, TextState(state))


@for_staff(*MODERATORS)
def objection(request: Request, seat: StaffSeat) -> Response:
    """GET /board/moderation/objections/{objection}."""
    return _draw_objection(request, seat, _objection(request), {}, {})


@takes_staff_form(*MODERATORS)
def take_objection(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: answer it; the writer reads the answer."""
    found = _objection(request)
    typed = {name: readable(form.get(name)) for name in ("decision", "reason")}
    if typed["decision"] not in {"show", "hide"}:
        return _draw_objection(request, seat, found, typed, {"decision": _("Choose one of the two.")})
    try:
        answer = Answer(found.id, upheld=typed["decision"] == "show", reason=tidy(form.get("reason")))
        answer_objection(request.app.state.office, seat.role, answer)
    except AnswersRefusedError as refused:
        return _draw_objection(request, seat, found, typed, refused.faults)
    except SameJudgeError as refused:
        return _draw_objection(request, seat, found, typed, {"decision": refused.args[0]})
    except (TextGoneError, TextMovedError):
        return redirect(request, "board_moderation", "?moved=yes")
    return redirect(request, "board_moderation")


def _draw(
    request: Request, seat: StaffSeat, found: DeskText, typed: dict[str, str], errors: dict[str, str]
) -> Response:
    return render_board(
        request, seat, "board/moderation/text.html", place="board_moderation", status=422 if errors else 200,
        text=found, what=_kind_words(found.kind), blocks=blocks, typed=typed, errors=errors,
    )  # fmt: skip


def _draw_objection(
    request: Request, seat: StaffSeat, found: DeskObjection, typed: dict[str, str], errors: dict[str, str]
) -> Response:
    return render_board(
        request, seat, "board/moderation/objection.html", place="board_moderation", status=422 if errors else 200,
        objection=found, text=found.about, what=_kind_words(found.about.kind), blocks=blocks, typed=typed,
        errors=errors, is_own=found.about.judged_by == seat.role,
    )  # fmt: skip


def _next(request: Request, state: TextState) -> Response:
    """The next text of the same queue, or the queues when it is empty."""
    with request.app.state.office.database.read() as db:
        queue = waiting_texts(db) if state is TextState.WAITING else reported_texts(db)
    if not queue.lines:
        return redirect(request, "board_moderation")
    return RedirectResponse(_lines(request, queue)[0].href, 303)


def _lines(request: Request, queue: Queue, route: str = "board_moderate") -> tuple[Line, ...]:
    router = request.app.router
    return tuple(
        Line(
            _kind_words(each.kind), short_text(each.text), each.young, each.since, each.times,
            path_for(router, route, objection=str(each.id))
            if route == "board_objection"
            else path_for(router, route, subject=each.subject, text=str(each.id)),
        )
        for each in queue.lines
    )  # fmt: skip


def _kind_words(kind: str) -> str:
    words = {
        "proposal": _("An idea"), "comment": _("A comment"), "question": _("A question"), "answer": _("An answer"),
    }  # fmt: skip
    return words[kind]


def _text(request: Request) -> DeskText:
    parts = request.path_params
    if parts["subject"] not in set(Subject):
        raise HTTPException(404)
    with request.app.state.office.database.read() as db:
        found = desk_text(db, Subject(parts["subject"]), parts["text"])
    if found is None:
        raise HTTPException(404)
    return found


def _objection(request: Request) -> DeskObjection:
    with request.app.state.office.database.read() as db:
        found = desk_objection(db, request.path_params["objection"])
    if found is None:
        raise HTTPException(404)
    return found

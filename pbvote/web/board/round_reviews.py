"""The review of a round for its officers and clerks: how far it is, giving ideas to reviewers, and publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.phase import Phase
from pbvote.domain.review import STAFF_AREAS
from pbvote.domain.review_errors import AnswerRefusedError, ReviewSignedError, ReviewsNotReadyError, StaysOutError
from pbvote.domain.staff import CLERK, OFFICER
from pbvote.domain.text import tidy
from pbvote.services.assign_review import give_review
from pbvote.services.judge_answer import judge_answer
from pbvote.services.publish_reviews import publish_reviews
from pbvote.services.read_panel_review import read_panel_review
from pbvote.services.review_gaps import missing_among
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.review_overview import (
    FILTERS,
    ReviewOverview,
    Wanted,
    review_overview,
    reviewed_idea,
    reviewers_for,
    said_interests,
    state_of_review,
)
from pbvote.storage.queries.review_progress import (
    AreaProgress,
    IdeaProgress,
    ReviewSetting,
    ideas_in_review,
    review_setting,
)
from pbvote.storage.queries.reviews import reviews_of
from pbvote.web.board.desk import for_staff, render_board, step_up, takes_staff_form
from pbvote.web.board.reviews import number_in
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.review_words import review_cards, who_words

LOOKERS = (OFFICER, CLERK)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of an idea in words: who speaks, and how far they are."""

    area: str
    who: str
    state: str


@for_staff(*LOOKERS)
def overview(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/reviews."""
    return _overview(request, seat, {})


@takes_staff_form(OFFICER)
def publish(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same: every review of the round becomes public at once."""
    step_up(request, seat, form)
    try:
        publish_reviews(request.app.state.office, seat.role, request.path_params["round"])
    except ReviewsNotReadyError as error:
        return _overview(request, seat, {"missing": str(error)})
    return redirect(request, "board_round_reviews", "?published=yes", round=request.path_params["round"])


@for_staff(*LOOKERS)
def one(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/reviews/{number}: who reviews this idea, and who could."""
    return _one(request, seat, {})


@takes_staff_form(*LOOKERS)
def give(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST to the same."""
    _setting, idea = _idea(request)
    role = form.get("role")
    if not role:
        return _one(request, seat, {"role": _("Choose a reviewer.")})
    try:
        give_review(request.app.state.office, seat, idea.id, role)
    except (StaysOutError, ReviewSignedError):
        return _one(request, seat, {"role": _("This person stays out of the idea, or their area has signed already.")})
    parts = {"round": request.path_params["round"], "number": str(idea.number)}
    return redirect(request, "board_round_review", "?given=yes", **parts)


@takes_staff_form(*LOOKERS, keeps=True)
def judge(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/reviews/{number}/answer: what authors answered is shown later, or hidden."""
    _setting, idea = _idea(request)
    reason = tidy(form.get("reason"))
    try:
        judge_answer(request.app.state.office, seat, idea.id, reason, show=form.has("show"))
    except AnswerRefusedError as error:
        return _one(request, seat, {"reason": str(error)}, {"reason": reason})
    return to_one(request)


@takes_staff_form(*LOOKERS, keeps=True)
def read_panel(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST /board/rounds/{round}/reviews/{number}/panel: the panel's review can be shown, or goes back to the panel."""
    _setting, idea = _idea(request)
    reason = tidy(form.get("back-reason"))
    try:
        read_panel_review(request.app.state.office, seat, idea.id, reason, passes=form.has("pass"))
    except AnswerRefusedError as error:
        return _one(request, seat, {"back-reason": str(error)}, {"back-reason": reason})
    return to_one(request)


def to_one(request: Request) -> Response:
    """To the page of the idea."""
    parts = {"round": request.path_params["round"], "number": str(request.path_params["number"])}
    return redirect(request, "board_round_review", **parts)


def _overview(request: Request, seat: StaffSeat, errors: dict[str, str]) -> Response:
    wanted = request.query_params.get("show", FILTERS[0])
    wanted = wanted if wanted in FILTERS else FILTERS[0]
    office, setting = request.app.state.office, _setting(request)
    with office.database.read() as db:
        now = office.clock.now(db)
        ideas = ideas_in_review(db, setting)
        page = number_in(request.query_params.get("page", "1"))
        found = review_overview(db, setting, ideas, Wanted(wanted, page, now))
    return render_board(
        request, seat, "board/reviews/overview.html", status=409 if errors else 200, place="board_reviews",
        found=found, round=setting, errors=errors, missing=missing_among(ideas, now), wanted=wanted, filters=_filters(),
        columns=[(_("Who reviews"), False), (_("Signed"), True), (_("With somebody"), True), (_("Waiting"), True)],
        rows=[(who_words(each.area), each.signed, each.begun, each.free) for each in found.counts],
        lines=[(idea, _state_words(idea, now), _area_lines(idea, found)) for idea in found.ideas],
        in_review=setting.phase == Phase.REVIEW, may_publish=seat.kind == OFFICER,
        just_published="published" in request.query_params,
    )  # fmt: skip


def _one(request: Request, seat: StaffSeat, errors: dict[str, str], typed: Mapping[str, str] | None = None) -> Response:
    setting, idea = _idea(request)
    office = request.app.state.office
    with office.database.read() as db:
        now = office.clock.now(db)
        choices, interests = reviewers_for(db, idea), said_interests(db, idea)
        reviews = reviews_of(db, idea.id)
    names = {each.role: each.name for each in choices}
    free = [each for each in choices if not each.out and _may_have(idea, each.area, each.role)]
    return render_board(
        request, seat, "board/reviews/one.html", status=422 if errors else 200, place="board_reviews",
        round=setting, idea=idea, errors=errors, typed=typed or {}, interests=interests,
        panel_unread=any(each.waits_to_be_read for each in idea.areas), reviews=review_cards(reviews), answer=reviews,
        lines=[_area_line(each, names) for each in idea.areas], state=_state_words(idea, now),
        choices=[(each.role, each.name, who_words(each.area)) for each in free],
        given="given" in request.query_params, in_review=setting.phase == Phase.REVIEW,
    )  # fmt: skip


def _may_have(idea: IdeaProgress, area: str, role: str) -> bool:
    work = idea.area(area)
    return work is not None and not work.is_signed and work.role != role


def _setting(request: Request) -> ReviewSetting:
    with request.app.state.office.database.read() as db:
        setting = review_setting(db, request.path_params["round"])
    if setting is None or setting.phase not in {Phase.REVIEW, Phase.LIST}:
        raise HTTPException(404)
    return setting


def _idea(request: Request) -> tuple[ReviewSetting, IdeaProgress]:
    setting = _setting(request)
    with request.app.state.office.database.read() as db:
        idea = reviewed_idea(db, setting, request.path_params["number"])
    if idea is None:
        raise HTTPException(404)
    return setting, idea


def _filters() -> tuple[tuple[str, str], ...]:
    words = (
        _("All"), _("Without a reviewer"), _("Being reviewed"), _("With the authors"), _("To be read by you"),
        _("Ready to publish"),
    )  # fmt: skip
    return tuple(zip(FILTERS, words, strict=True))


def _state_words(idea: IdeaProgress, now: datetime) -> str:
    return dict(_filters())[state_of_review(idea, now)]


def _area_lines(idea: IdeaProgress, found: ReviewOverview) -> list[AreaLine]:
    return [_area_line(each, found.names) for each in idea.areas]


def _area_line(work: AreaProgress, names: dict[str, str]) -> AreaLine:
    name: dict[str, Any] = {"name": names.get(work.role, "")}
    if work.is_signed:
        state = _("signed by %(name)s") % name if name["name"] else _("signed")
    elif work.area not in STAFF_AREAS:
        state = _("being written") if work.state else _("waits for the panel")
    else:
        state = _("with %(name)s") % name if name["name"] else _("waits for somebody")
    return AreaLine(work.area, who_words(work.area), state)

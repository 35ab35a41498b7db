"""The page of the set-up that asks whether members put ideas, and when. A round may leave this out."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import ScheduleError
from pbvote.domain.phase import MOST_ANSWER_DAYS, MOST_SUPPORT, PhaseDates
from pbvote.services.set_phases import (
    MODERATIONS,
    QUESTION,
    PhaseSettings,
    PhaseSettingsError,
    leave_out_phases,
    phases_or_none,
    proposed_dates,
    set_phases,
    settings_of,
)
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.tables import RoundRow
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.rounds import DRAFTERS
from pbvote.web.board.set_up import the_draft, to_tasks
from pbvote.web.board.typed import typed_clock, typed_day
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

FIELDS = ("questions", "ideas", "review", "list")
"""The days that are asked, by the phases that begin on them."""


@for_staff(*DRAFTERS)
def phases(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/phases; phases that were approved have a page of their own."""
    row, office = the_draft(request), request.app.state.office
    with office.database.read() as db:
        present = phases_or_none(db, row.id)
        if present is not None and present.approved:
            return redirect(request, "board_phases", round=row.id)
        settings = settings_of(present) if present else PhaseSettings(proposed_dates(row, office.clock.now(db)))
    said = "members" if present else ("officers" if QUESTION in row.answered else "")
    return _page(request, seat, row, {"who": said, **_typed(settings, row.zone)})


@takes_staff_form(*DRAFTERS)
def take_phases(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: keep the answer; or leave the ideas out."""
    row, answers, office = the_draft(request), Answers(form), request.app.state.office
    who = answers.choice("who", ("members", "officers"), _("Choose who says what people can vote for."))
    if who == "officers":
        leave_out_phases(office, seat.role, row.id)
        return to_tasks(request)
    settings = _read(answers, row.zone)
    if settings is None:
        return _page(request, seat, row, answers.typed, answers.faults)
    try:
        set_phases(office, seat.role, row.id, settings)
    except PhaseSettingsError as error:
        return _page(
            request, seat, row, answers.typed, {"questions" if settings.dates.questions else "ideas": str(error)}
        )
    return to_tasks(request)


def _read(answers: Answers, zone: str) -> PhaseSettings | None:
    """The settings that were typed; none with faults."""
    asks = answers.choice("asks", ("yes", "no"), _("Choose whether members ask questions first."))
    shown = [name for name in FIELDS if name != "questions" or asks != "no"]
    moments = {name: answers.moment(name, "clock", zone) for name in shown}
    support = answers.number("support", 0, MOST_SUPPORT)
    answer_days = answers.number("answer-days", 1, MOST_ANSWER_DAYS)
    moderation = answers.choice("moderation", MODERATIONS, _("Choose when staff read what people write."))
    for name, value in (("support", support), ("answer-days", answer_days)):
        if value is None:
            answers.faults.setdefault(name, _("Write a number."))
    dates = None if answers.faults else _dates(answers, moments)
    if dates is None or support is None or answer_days is None:
        return None
    return PhaseSettings(dates, support, answer_days, moderation)


def _dates(answers: Answers, moments: Mapping[str, datetime | None]) -> PhaseDates | None:
    ideas, review, listed = (moments[name] for name in FIELDS[1:])
    if ideas is None or review is None or listed is None:
        return None
    try:
        return PhaseDates(moments.get("questions"), ideas, review, listed)
    except ScheduleError as error:
        answers.faults["ideas"] = str(error)
        return None


def _typed(settings: PhaseSettings, zone: str) -> dict[str, str]:
    """The fields as somebody would type them; questions that are left out get the day that would be proposed."""
    dates, place = settings.dates, ZoneInfo(zone)
    moments = dict(zip(FIELDS, (dates.questions or dates.ideas, dates.ideas, dates.review, dates.list), strict=True))
    days = {
        key: said for name, at in moments.items() for key, said in typed_day(name, at.astimezone(place).date()).items()
    }
    return {
        **days,
        "asks": "yes" if dates.questions else "no",
        "clock": typed_clock(dates.ideas.astimezone(place)),
        "support": str(settings.support),
        "answer-days": str(settings.answer_days),
        "moderation": settings.moderation,
    }


def _page(
    request: Request, seat: StaffSeat, row: RoundRow, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> Response:
    return render_board(
        request, seat, "board/set_up/phases.html", status=422 if faults else 200, place="board_rounds", round=row,
        typed=typed, errors=faults or {}, opens_at=row.opens_at,
    )  # fmt: skip

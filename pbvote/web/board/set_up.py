"""Setting up a round: the task list, and the questions about the round as a whole. One group of questions a page."""

from collections.abc import Mapping
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import NotADraftError
from pbvote.domain.errors import ScheduleError
from pbvote.domain.round import RoundState, Schedule
from pbvote.services.draft_check import is_agreed, set_up_of
from pbvote.services.draft_round import allow_changes, change_dates, change_rules_text, change_words
from pbvote.services.drafting import described
from pbvote.services.set_phases import phases_or_none
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.drafts import draft_row
from pbvote.storage.tables import RoundRow
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.rounds import DRAFTERS, LONGEST_TITLE
from pbvote.web.board.set_up_words import pot_words, round_words
from pbvote.web.board.typed import typed_dates
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

LONGEST_SUMMARY, LONGEST_RULES = 200, 8000
ZONES = ("Europe/London", "Europe/Belfast", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey")
"""Places whose clocks show what the pages call UK time."""


@for_staff()
def set_up(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up: what is done, what is missing, what comes next."""
    office = request.app.state.office
    with office.database.read() as db:
        row = draft_row(db, request.path_params["round"])
        tasks, agreed = set_up_of(db, row, office.clock.now(db)), is_agreed(db, row)
        phases = phases_or_none(db, row.id)
    return render_board(
        request, seat, "board/set_up/tasks.html", place="board_rounds", round=row, set_up=tasks,
        words=round_words(), pot_words=pot_words(), is_draft=row.state == RoundState.DRAFT,
        may_draft=seat.kind in DRAFTERS, agreed=agreed, may_prepare=seat.kind == "officer", phases=phases,
    )  # fmt: skip


@for_staff(*DRAFTERS)
def words(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/words."""
    row = the_draft(request)
    return question(request, seat, "words", {"title": row.title, "summary": row.summary})


@takes_staff_form(*DRAFTERS)
def take_words(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: the name and the sentence below it."""
    answers = Answers(form)
    title = answers.text("title", LONGEST_TITLE, _("Write a name for the round."))
    summary = answers.text("summary", LONGEST_SUMMARY)
    if answers.faults:
        return question(request, seat, "words", answers.typed, answers.faults)
    change_words(request.app.state.office, seat.role, request.path_params["round"], title, summary)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def dates(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/dates."""
    row = the_draft(request)
    return question(request, seat, "dates", typed_dates(row))


@takes_staff_form(*DRAFTERS)
def take_dates(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: when voting opens and closes, and how late it can ever close."""
    answers, office = Answers(form), request.app.state.office
    with office.database.read() as db:
        schedule = read_schedule(answers, office.clock.now(db))
    if schedule is None:
        return question(request, seat, "dates", answers.typed, answers.faults)
    change_dates(office, seat.role, request.path_params["round"], schedule)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def changing(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/changing."""
    row = the_draft(request)
    said = ("yes" if row.change_allowed else "no") if "changing" in row.answered else ""
    return question(request, seat, "changing", {"changing": said})


@takes_staff_form(*DRAFTERS)
def take_changing(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: whether a vote can be changed."""
    answers = Answers(form)
    said = answers.choice("changing", ("yes", "no"), _("Choose whether people can change their vote."))
    if answers.faults:
        return question(request, seat, "changing", answers.typed, answers.faults)
    allow_changes(request.app.state.office, seat.role, request.path_params["round"], allowed=said == "yes")
    return to_tasks(request)


@for_staff(*DRAFTERS)
def rules(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/rules."""
    row = the_draft(request)
    with request.app.state.office.database.read() as db:
        is_ours = row.rules_text in ("", described(db, row))
    return question(request, seat, "rules", {"rules": row.rules_text, "is_ours": is_ours})


@takes_staff_form(*DRAFTERS)
def take_rules(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: the rules in words; the other button brings back ours."""
    answers = Answers(form)
    text = "" if form.has("ours") else answers.text("rules", LONGEST_RULES, lines=True)
    if answers.faults:
        return question(request, seat, "rules", answers.typed, answers.faults)
    change_rules_text(request.app.state.office, seat.role, request.path_params["round"], text)
    return (
        redirect(request, "set_up_rules", round=request.path_params["round"]) if form.has("ours") else to_tasks(request)
    )


def read_schedule(answers: Answers, now: datetime) -> Schedule | None:
    """The schedule that was typed; none with faults. Local times, in the zone that was chosen."""
    zone = answers.choice("zone", ZONES, _("Choose a place."))
    if answers.faults:
        return None
    opens_at = answers.moment("opens", "opens-clock", zone)
    closes_at = answers.moment("closes", "closes-clock", zone)
    latest = answers.moment("latest", "closes-clock", zone)
    if opens_at is None or closes_at is None or latest is None:
        return None
    if opens_at <= now:
        answers.faults["opens"] = _("Voting must open in the future.")
    elif closes_at <= opens_at:
        answers.faults["closes"] = _("Voting must close after it opens.")
    elif latest < closes_at:
        answers.faults["latest"] = _("This must be the day of the close, or a later one.")
    try:
        return None if answers.faults else Schedule(opens_at, closes_at, latest, zone)
    except ScheduleError as error:
        answers.faults["closes-clock"] = str(error)
        return None


def the_draft(request: Request) -> RoundRow:
    """The round of the address; raises UnknownRoundError, and NotADraftError when nothing about it can change."""
    with request.app.state.office.database.read() as db:
        row = draft_row(db, request.path_params["round"])
    if row.state != RoundState.DRAFT:
        raise NotADraftError
    return row


def question(
    request: Request,
    seat: StaffSeat,
    name: str,
    typed: Mapping[str, object],
    faults: Mapping[str, str] | None = None,
) -> Response:
    """The page of one question of the round."""
    return render_board(
        request, seat, f"board/set_up/{name}.html", status=422 if faults else 200, place="board_rounds",
        round=the_draft(request), typed=typed, errors=faults or {}, zones=ZONES,
    )  # fmt: skip


def to_tasks(request: Request) -> Response:
    """Back to the task list."""
    return redirect(request, "set_up", round=request.path_params["round"])

"""The first page after signing in: what waits for me, and where the rounds are."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import NoMatchFound, Router

from pbvote.domain.round import RoundState
from pbvote.domain.staff import OFFICER
from pbvote.services.act_list import PROTECTED_ACTS
from pbvote.services.board_acts import lapsed_among
from pbvote.services.staff import LEAST_OFFICERS, enrolled_officers
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.acts import ActView, waiting_acts
from pbvote.storage.queries.notices import failed_count
from pbvote.storage.queries.roll import rounds_with_a_list
from pbvote.storage.queries.running import RoundCard, round_cards
from pbvote.web.board.act_words import act_words
from pbvote.web.board.desk import for_staff, render_board
from pbvote.web.board.next_steps import next_steps
from pbvote.web.board.phase_steps import PhaseDesk, phase_steps
from pbvote.web.board.review_steps import review_steps
from pbvote.web.board.state_words import StateTag, state_rows, state_tag
from pbvote.web.board.text_steps import text_steps
from pbvote.web.language import _, ngettext
from pbvote.web.page import path_for
from pbvote.web.presenters import NOON, UK, word

EVENING = 18

_KEEPERS = frozenset({"officer", "clerk"})
_FIXED = frozenset({RoundState.FROZEN, RoundState.SEALED})
_RUNNING = frozenset({RoundState.OPEN, RoundState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Task:
    """An act that waits, in words; `lapsed`: nobody can confirm it any more."""

    act: ActView
    title: str
    what: str
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A round with its tag, its rows and the page of the board where work on it goes on."""

    round: RoundCard
    tag: StateTag
    rows: tuple[tuple[str, str], ...]
    href: str
    link: str


@for_staff()
def home(request: Request, seat: StaffSeat) -> Response:
    """GET /board."""
    office = request.app.state.office
    with office.database.read() as db:
        waiting, found = waiting_acts(db), round_cards(db)
        now, enrolled, listed = office.clock.now(db), enrolled_officers(db), rounds_with_a_list(db)
        unsent = failed_count(db) if seat.kind == OFFICER else 0
    lapsed = lapsed_among(office, tuple(act.number for act in waiting))
    tasks = [_task(act, lapsed) for act in waiting]
    mine = [each for each in tasks if not each.lapsed and _is_for(each.act, seat)]
    own = [each for each in tasks if each.act.prepared.role == seat.role]
    alive = [each.act for each in tasks if not each.lapsed]
    address = partial(_address, request.app.router)
    steps = next_steps(found, alive, listed, address) if seat.kind == "officer" else []
    with office.database.read() as db:
        for each in found:
            if each.phases is not None:
                is_draft, behind = each.state is RoundState.DRAFT, f": {each.title}"
                desk = PhaseDesk(db, request.app.router, seat.kind, now, each.phases, behind, is_draft)
                steps += phase_steps(desk)
        steps += review_steps(db, request.app.router, seat)
        steps += text_steps(db, request.app.router, seat)
    return render_board(
        request, seat, "board/home.html", place="board", title=_greeting(seat, now, len(mine) + len(steps)),
        tasks=mine, own=own, steps=steps,
        cards=[_card(request.app.router, seat, each) for each in found], too_few=enrolled < LEAST_OFFICERS,
        unsent=unsent,
    )  # fmt: skip


def _is_for(act: ActView, seat: StaffSeat) -> bool:
    kinds = PROTECTED_ACTS[act.act].confirmers(act.arguments)
    return act.prepared.role != seat.role and seat.kind in kinds


def _task(act: ActView, lapsed: frozenset[int]) -> Task:
    words = act_words(act.act, act.arguments)
    title = f"{words.title}: {act.round_title}" if act.round_id else words.title
    return Task(act, title, words.what, act.number in lapsed)


def _greeting(seat: StaffSeat, now: datetime, waiting: int) -> str:
    hour = now.astimezone(UK).hour
    greeting = _("Good morning") if hour < NOON else _("Good afternoon") if hour < EVENING else _("Good evening")
    words = ngettext("One thing waits for you", "%(number)s things wait for you", waiting)
    said = words % {"number": word(waiting).capitalize()} if waiting else _("Nothing waits for you")
    return f"{greeting}, {seat.name.split()[0]}. {said}"


def _card(router: Router, seat: StaffSeat, found: RoundCard) -> Card:
    name, link = ("board_phases", _("Its phases")) if found.phases is not None else _place(found.state, seat.kind)
    return Card(found, state_tag(found), state_rows(found), _address(router, name, found.id), link)


def _place(state: RoundState, kind: str) -> tuple[str, str]:
    """Where this person works on a round in this state; never a page that would turn them away."""
    if state is RoundState.DRAFT and kind in _KEEPERS:
        return "set_up", _("Go on setting it up")
    if state in _FIXED and kind in _KEEPERS:
        return "board_members", _("Its voters")
    if state not in _RUNNING and kind == "officer":
        return "board_round_closing", _("Closing night")
    return "board_running", _("How voting is going")


def _address(router: Router, name: str, round_id: str) -> str:
    try:
        return path_for(router, name, round=round_id)
    except NoMatchFound:
        return ""

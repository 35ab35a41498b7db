"""Typing a paper form in for a member: find them on the roll, type what they wrote, and they are told."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import IdeaIncompleteError, IdeaTooDearError, NotOnRollError, TooManyIdeasError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.proposal import CostItem, IdeaWords
from pbvote.services.search_roll import search_roll
from pbvote.services.staff_session import StaffSeat
from pbvote.services.type_idea import TYPISTS, type_idea
from pbvote.storage.queries.idea_choices import IdeaChoices, idea_choices
from pbvote.storage.queries.lost_codes import FEWEST_SIGNS, Found, plain
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.typed_ideas import name_on_roll
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.forms import Form
from pbvote.web.idea_costs import read_own_item
from pbvote.web.idea_parts import READERS
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.propose_words import parts_of, theme_words

COST_LINES = 8
FIRST_FIELD = {"what": "what", "pot": "pot_id", "question": "question_id", "cost": "name-1", "where": "place"}


@for_staff(*TYPISTS)
def type_in(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/ideas/type: find whoever wrote the form."""
    return _find_page(request, seat, Form(()), {})


@takes_staff_form(*TYPISTS)
def take_type_in(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: a search, then the form of whoever was chosen, then what was typed. Names stand in no address."""
    key = form.get("member")
    if not key:
        fault = _("Choose whose form it is.") if form.has("chosen") else _fault_of_search(form)
        return _find_page(request, seat, form, {"member" if form.has("chosen") else "search": fault} if fault else {})
    if not form.has("send"):
        return _form_page(request, seat, key, {}, {})
    answers = Answers(form)
    try:
        sent = type_idea(request.app.state.office, seat.role, _round_id(request), key, _read(request, answers))
    except AnswersRefusedError as refused:
        return _form_page(request, seat, key, answers.typed, refused.faults)
    except IdeaIncompleteError as incomplete:
        return _form_page(request, seat, key, answers.typed, _still_missing(incomplete))
    except (IdeaTooDearError, NotInPhaseError, TooManyIdeasError) as refusal:
        return _form_page(request, seat, key, answers.typed, {"title": refusal.args[0]})
    return redirect(request, "board_type_idea", f"?typed={sent.number}", round=_round_id(request))


def _still_missing(incomplete: IdeaIncompleteError) -> Mapping[str, str]:
    """What stands above the form names the part: a line without its name would lead nowhere."""
    costs = _("Type at least one line of costs.")
    other = _("This is still missing.")
    return {FIRST_FIELD.get(part, part): costs if part == "cost" else other for part in incomplete.missing}


def _fault_of_search(form: Form) -> str:
    short = len(plain(form.get("search")).replace(" ", "")) < FEWEST_SIGNS
    return _("Type at least three letters of the name, or a postcode.") if short else ""


def _read(request: Request, answers: Answers) -> IdeaWords:
    """What the paper says. Raises AnswersRefusedError with every fault at once."""
    choices, fields = _choices(request), {}
    for part in parts_of(choices):
        if part in READERS:
            fields.update(READERS[part](answers, choices))
    items = _read_items(answers)
    if answers.faults:
        raise AnswersRefusedError(answers.faults)
    return IdeaWords().with_part(items=items, **fields)


def _read_items(answers: Answers) -> tuple[CostItem, ...]:
    items = []
    for place in range(1, COST_LINES + 1):
        names = ("name", "number", "price", "yearly")
        if not any(answers.typed.get(f"{name}-{place}", "").strip() for name in names):
            continue
        try:
            items.append(read_own_item(answers.typed, f"-{place}"))
        except AnswersRefusedError as refused:
            answers.faults |= refused.faults
    return tuple(items)


def _round_id(request: Request) -> str:
    return str(request.path_params["round"])


def _choices(request: Request) -> IdeaChoices:
    with request.app.state.office.database.read() as db:
        return idea_choices(db, _round_id(request))


def _find_page(request: Request, seat: StaffSeat, form: Form, errors: Mapping[str, str]) -> Response:
    office, round_id = request.app.state.office, _round_id(request)
    sought = "".join(each for each in form.get("search") if each.isprintable())
    found = search_roll(office, seat, round_id, sought) if sought and not errors else Found((), is_more=False)
    with office.database.read() as db:
        view = round_view(db, round_id)
    typed = request.query_params.get("typed", "")
    return render_board(
        request, seat, "board/type_idea/find.html", status=422 if errors else 200, place="board_rounds", round=view,
        sought=sought, found=found, errors=errors, done=typed if typed.isdecimal() else "",
    )  # fmt: skip


def _form_page(
    request: Request, seat: StaffSeat, key: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Response:
    round_id = _round_id(request)
    with request.app.state.office.database.read() as db:
        view, name = round_view(db, round_id), name_on_roll(db, round_id, key)
    if name is None:
        raise NotOnRollError
    choices = _choices(request)
    return render_board(
        request, seat, "board/type_idea/form.html", status=422 if errors else 200, place="board_rounds", round=view,
        key=key, name=name, typed={"ward": "", "theme": "", **typed}, errors=errors, choices=choices,
        parts=parts_of(choices), cost_lines=COST_LINES, theme_words=theme_words,
    )  # fmt: skip

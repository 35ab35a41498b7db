"""Setting up a pot: its money, who may vote, how votes are counted, what the result shows."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import LONGEST_LABEL, LONGEST_SUMMARY, AnswersRefusedError
from pbvote.domain.pot import MOST_RANKS, Electorate, Tier
from pbvote.domain.round_words import who_may_vote
from pbvote.domain.rules import RANKED_EQUAL_SHARES, ROUND_RULES
from pbvote.services.draft_pot import (
    PotCount,
    add_pot,
    change_count,
    change_electorate,
    change_money,
    change_openness,
    move_pot,
    remove_pot,
)
from pbvote.services.drafting import PotOfDraft
from pbvote.services.plan_round import electorate_of
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.drafts import draft_pot
from pbvote.storage.tables import PotRow
from pbvote.web.board.answers import Answers
from pbvote.web.board.desk import for_staff, render_board, takes_staff_form
from pbvote.web.board.rounds import DRAFTERS
from pbvote.web.board.set_up import question, the_draft, to_tasks
from pbvote.web.board.typed import typed_pot
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect

LONGEST_TITLE = 60
OLDEST, MOST_PEOPLE = 120, 1_000_000


@for_staff(*DRAFTERS)
def new_pot(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/set-up/pots/new."""
    return question(request, seat, "new_pot", {})


@takes_staff_form(*DRAFTERS)
def take_new_pot(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: a pot with a name and an amount; the next question follows at once."""
    answers = Answers(form)
    title, budget = _money(answers)
    if answers.faults:
        return question(request, seat, "new_pot", answers.typed, answers.faults)
    round_id = request.path_params["round"]
    pot_id = add_pot(request.app.state.office, seat.role, round_id, title, budget)
    return redirect(request, "set_up_who", round=round_id, pot=pot_id)


@for_staff(*DRAFTERS)
def money(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/money."""
    return _stored(request, seat, "money")


@takes_staff_form(*DRAFTERS)
def take_money(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: name and amount."""
    answers = Answers(form)
    title, budget = _money(answers)
    if answers.faults:
        return pot_question(request, seat, "money", answers.typed, answers.faults)
    try:
        change_money(request.app.state.office, at_pot(request, seat), title, budget)
    except AnswersRefusedError as refused:
        return pot_question(request, seat, "money", answers.typed, refused.faults)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def who(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/who."""
    row = the_pot(request)
    own = row.blurb if row.blurb != who_may_vote(electorate_of(row)) else ""
    return pot_question(request, seat, "who", {**typed_pot(row, the_draft(request).opens_at), "words": own})


@takes_staff_form(*DRAFTERS)
def take_who(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: ages on a day, wards, classes of members, and a sentence of one's own."""
    answers = Answers(form)
    electorate = read_electorate(answers)
    own = answers.text("words", LONGEST_SUMMARY)
    if answers.faults:
        return pot_question(request, seat, "who", answers.typed, answers.faults)
    change_electorate(request.app.state.office, at_pot(request, seat), electorate, own)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def count(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/count."""
    return _stored(request, seat, "count")


@takes_staff_form(*DRAFTERS)
def take_count(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: the rule and its parameters."""
    answers = Answers(form)
    counted = read_count(answers)
    if answers.faults:
        return pot_question(request, seat, "count", answers.typed, answers.faults)
    change_count(request.app.state.office, at_pot(request, seat), counted)
    return to_tasks(request)


@for_staff(*DRAFTERS)
def openness(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/openness."""
    return _stored(request, seat, "openness")


@takes_staff_form(*DRAFTERS)
def take_openness(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: how much everybody sees."""
    answers = Answers(form)
    tier = answers.choice("tier", [each.value for each in Tier], _("Choose how much the result shows."))
    if answers.faults:
        return pot_question(request, seat, "openness", answers.typed, answers.faults)
    change_openness(request.app.state.office, at_pot(request, seat), Tier(tier))
    return to_tasks(request)


@for_staff(*DRAFTERS)
def pot_order(request: Request, seat: StaffSeat) -> Response:
    """GET …/pots/{pot}/remove: asks once whether the pot should go; it can also move up."""
    return _stored(request, seat, "remove_pot")


@takes_staff_form(*DRAFTERS)
def take_pot_order(request: Request, seat: StaffSeat, form: Form) -> Response:
    """POST: move up, or go."""
    act = move_pot if form.has("up") else remove_pot
    act(request.app.state.office, at_pot(request, seat))
    return to_tasks(request)


def read_electorate(answers: Answers) -> Electorate:
    """Who may vote, as it was typed."""
    first, last = answers.number("from-age", 0, OLDEST), answers.number("to-age", 0, OLDEST)
    if first is not None and last is not None and last < first:
        answers.faults["to-age"] = _("The last age must not be below the first one.")
    on = answers.day("on") if (first, last) != (None, None) else None
    wards, classes = answers.names("wards", LONGEST_LABEL), answers.names("classes", LONGEST_LABEL)
    return Electorate(first, last, on, wards, classes)


def read_count(answers: Answers) -> PotCount:
    """How votes are counted, as it was typed. Only equal shares has ways to go on with money that is left."""
    rule = answers.choice("rule", tuple(ROUND_RULES), _("Choose a rule."))
    completion = "none"
    if rule == RANKED_EQUAL_SHARES.rule_id:
        known = RANKED_EQUAL_SHARES.completions
        completion = answers.choice("completion", known, _("Choose what happens with money that is left."))
    ranks = answers.number("max-ranks", 1, MOST_RANKS)
    if ranks is None:
        answers.faults.setdefault("max-ranks", _("Write a number from 1 to %(most)s.") % {"most": MOST_RANKS})
    least = answers.number("minimum", 0, MOST_PEOPLE) or 0
    quorum = answers.number("quorum", 0, MOST_PEOPLE) or 0
    step = answers.amount("step", _("Write an amount, such as 1 or 0.50.")) if answers.has("step") else None
    return PotCount(rule, completion, ranks or 1, least, step if completion != "none" else None, quorum)


def at_pot(request: Request, seat: StaffSeat) -> PotOfDraft:
    """The pot of the address, and who changes it."""
    return PotOfDraft(seat.role, request.path_params["round"], request.path_params["pot"])


def the_pot(request: Request) -> PotRow:
    """The pot of the address; raises UnknownRoundError."""
    with request.app.state.office.database.read() as db:
        return draft_pot(db, request.path_params["round"], request.path_params["pot"])


def pot_question(
    request: Request,
    seat: StaffSeat,
    name: str,
    typed: Mapping[str, object],
    faults: Mapping[str, str] | None = None,
) -> Response:
    """The page of one question about a pot."""
    return render_board(
        request, seat, f"board/set_up/{name}.html", status=422 if faults else 200, place="board_rounds",
        round=the_draft(request), pot=the_pot(request), typed=typed, errors=faults or {}, rules=ROUND_RULES,
    )  # fmt: skip


def _stored(request: Request, seat: StaffSeat, name: str) -> Response:
    return pot_question(request, seat, name, typed_pot(the_pot(request), the_draft(request).opens_at))


def _money(answers: Answers) -> tuple[str, int]:
    title = answers.text("title", LONGEST_TITLE, _("Write a name for the pot."))
    return title, answers.amount("budget", _("Write how much money there is, such as 20,000."))

"""Comparing the rules: one page a round, with invented votes before it and with the real ones after its result."""

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.money import LARGEST_AMOUNT
from pbvote.domain.practice import Practice
from pbvote.domain.round import RoundState
from pbvote.services.compare_apart import TooLongToCompareError
from pbvote.services.compare_rules import (
    AFTER,
    BEFORE,
    MOST_PRACTICE,
    Compared,
    NothingToCompareError,
    TooFewToCompareError,
    WhatIf,
    WhatIfRefusedError,
    budgets_for,
    compare_practice,
    compare_published,
    require_comparable,
)
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.pages import PotView, RoundView, projects, round_view
from pbvote.storage.queries.rounds import pot_row
from pbvote.web.board.answers import Answers
from pbvote.web.board.compare_words import ComparisonPage, Names, comparison_page
from pbvote.web.board.desk import for_staff, render_board
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect
from pbvote.web.presenters import money, number

READERS = ("officer", "clerk")
"""Who sets up a round or works with its result; a helper needs neither."""

LONGEST_SEED = 60
USUAL_PEOPLE = 300
SAME = "same"

_WHOLE = re.compile(r"[0-9]{1,16}", re.ASCII)


def may_compare(state: RoundState, kind: str) -> bool:
    """Whether this kind of staff finds a comparison of a round in this state."""
    return kind in READERS and (state in BEFORE or state is AFTER)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for: a pot, and the answers of its form."""

    round: RoundView
    pot: PotView
    answers: Answers

    @property
    def is_practice(self) -> bool:
        return self.round.state in BEFORE


@for_staff(*READERS)
def page(request: Request, seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/compare."""
    with request.app.state.office.database.read() as db:
        present = round_view(db, request.path_params["round"])
    require_comparable(present.state)
    if not present.pots:
        return redirect(request, "set_up", round=present.id)
    asked = _asked(request, present)
    found, why = _found(request, asked)
    refused = asked.answers.faults or (found and why)
    return render_board(
        request, seat, "board/compare/page.html", status=422 if refused else 200, place="board_rounds",
        round=present, pot=asked.pot, is_practice=asked.is_practice, typed=asked.answers.typed,
        errors=asked.answers.faults, why=why, found=found and _words(request, asked.pot, found),
        budgets=_budgets(asked.pot), minimums=_minimums(found), most=MOST_PRACTICE,
    )  # fmt: skip


def _asked(request: Request, present: RoundView) -> _Asked:
    form = Form(tuple(request.query_params.multi_items()))
    pot = next((each for each in present.pots if each.id == form.get("pot")), present.pots[0])
    answers = Answers(form)
    usual = {"people": str(USUAL_PEOPLE), "seed": _("practice 1"), "budget": "", "minimum": ""}
    if present.state not in BEFORE:
        usual = {"budget": SAME, "minimum": SAME}
    for name, value in usual.items():
        answers.typed.setdefault(name, value)
    return _Asked(present, pot, answers)


def _found(request: Request, asked: _Asked) -> tuple[Compared | None, str]:
    """The comparison, and why there is none, or another than was asked for."""
    try:
        return (_practice(request, asked) if asked.is_practice else _published(request, asked)), ""
    except (NothingToCompareError, TooFewToCompareError, TooLongToCompareError) as error:
        return None, str(error)
    except WhatIfRefusedError as error:
        found = compare_published(request.app.state.office, asked.round.id, asked.pot.id, WhatIf())
        if not found.minimums:
            return found, str(error)  # there is no form that could say it
        asked.answers.faults["minimum" if asked.answers.typed["minimum"] != SAME else "budget"] = str(error)
        return found, ""


def _practice(request: Request, asked: _Asked) -> Compared | None:
    answers = asked.answers
    people = answers.number("people", 1, MOST_PRACTICE)
    if people is None:
        answers.faults.setdefault("people", _("Write how many people to invent."))
    seed = answers.text("seed", LONGEST_SEED, _("Write a word. Another word invents other people."))
    needed = _("Write an amount such as 20,000, or leave it empty.")
    budget = answers.amount("budget", needed) if answers.has("budget") else None
    if budget is not None and budget > LARGEST_AMOUNT:
        answers.faults["budget"] = needed
    minimum = answers.number("minimum", 0, MOST_PRACTICE)
    if answers.faults or people is None:
        return None
    office = request.app.state.office
    return compare_practice(office, asked.round.id, asked.pot.id, Practice(people, seed), WhatIf(budget, minimum))


def _published(request: Request, asked: _Asked) -> Compared:
    """The form offers answers; the service refuses others, whoever writes them into the address."""
    what_if = WhatIf(_offered(asked.answers, "budget"), _offered(asked.answers, "minimum"))
    return compare_published(request.app.state.office, asked.round.id, asked.pot.id, what_if)


def _offered(answers: Answers, name: str) -> int | None:
    typed = answers.typed[name]
    return None if typed == SAME else int(typed) if _WHOLE.fullmatch(typed) else -1


def _words(request: Request, pot: PotView, found: Compared) -> ComparisonPage:
    with request.app.state.office.database.read() as db:
        listed = {each.id: (each.title, each.cost) for each in projects(db, pot.round_id, pot.id) if not each.withdrawn}
        shares = pot_row(db, pot.round_id, pot.id).shares
    titles = {group.id: group.title for group in shares.groups} if shares else {}
    return comparison_page(found, Names(listed, titles))


def _budgets(pot: PotView) -> list[tuple[str, str, str]]:
    half, double = budgets_for(pot.budget)
    return [
        (SAME, _("As it was"), money(pot.budget)),
        (str(half), _("Half as much"), money(half)),
        (str(double), _("Twice as much"), money(double)),
    ]


def _minimums(found: Compared | None) -> list[tuple[str, str, str]]:
    """None where a what-if cannot be asked of so few ballots."""
    known = found.minimums if found else ()
    words = [(str(each), _("At least %(people)s people") % {"people": number(each)}, "") for each in known]
    return [(SAME, _("As it was"), ""), *words] if words else []

"""“Where my voting money went”: a voter's own page after the result, while the round key exists.

It shows neither the check code nor the whole order, has nothing to save or to print, and is drawn anew each time.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.own_money import Answer, OwnMoney, own_money
from pbvote.storage.queries.pages import pot_view, projects, round_view
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import down, listed
from pbvote.web.language import _
from pbvote.web.page import redirect, render
from pbvote.web.sessions import seat_of


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the page says: a sentence at the top, bars, and what they mean."""

    lead: str
    bars: tuple[Bar, ...] = ()
    paragraphs: tuple[str, ...] = ()
    is_told: bool = False


def page(request: Request) -> Response:
    """GET /vote/{pot}/money."""
    seat, pot_id = seat_of(request), request.path_params["pot"]
    found = own_money(request.app.state.office, seat, pot_id)
    if found.answer is Answer.WAITING:
        return redirect(request, "pots")
    with request.app.state.office.database.read() as db:
        present, pot = round_view(db, seat.round_id), pot_view(db, seat.round_id, pot_id)
        titles = {each.id: each.title for each in projects(db, seat.round_id, pot_id)}
    own = OwnPage(reason_words(found.answer)) if found.money is None else own_page(found.money, titles)
    return render(request, "own_money/money.html", round=present, pot=pot, own=own)


def reason_words(answer: Answer) -> str:
    """Why there is nothing to show."""
    words = {
        Answer.GONE: _(
            "Your vote cannot be opened. After each round its key is destroyed, and then nobody can open a vote."
        ),
        Answer.NO_VOTE: _("You did not vote in this pot, so you had no voting money in it."),
        Answer.BLANK: _("Your vote supported none of the projects, so it had no voting money."),
        Answer.TOO_FEW: _("Fewer than 30 votes were cast in this pot. So we do not say where any money came from."),
        Answer.NO_MONEY: _("In the count of this pot nobody had voting money. So nothing was paid in your name."),
    }
    return words.get(answer, "")


def own_page(told: OwnMoney, titles: dict[str, str]) -> OwnPage:
    """The bars of what was paid, what stands together, and what was not spent."""
    measures = [Measure(titles[project], down(amount), int(amount)) for project, amount in told.payments]
    rest = told.rest
    if rest is not None and rest > 0:
        name = _("Some of the projects below, or not spent") if told.together else _("Not spent")
        measures.append(Measure(name, down(rest), int(rest), rest=True))
    return OwnPage(_lead(told), bars(measures), _paragraphs(told, titles), is_told=True)


def _lead(told: OwnMoney) -> str:
    if told.money is None:
        return _("Your voting money paid for projects that you ranked.")
    had = _("In the count you had %(money)s of voting money.") % {"money": down(told.money)}
    if told.payments or told.together:
        return had
    return had + " " + _("None of it was spent: what you ranked did not win, or won without needing your money.")


def _paragraphs(told: OwnMoney, titles: dict[str, str]) -> tuple[str, ...]:
    words = []
    if told.together:
        listing = {"projects": listed([titles[each] for each in told.together])}
        words.append(
            _("We do not say how much each of these got from you: %(projects)s.") % listing
            + " "
            + _("Only a few people paid for one of them, and your amount could give away how many.")
        )
    only = _("Voting money is only for counting. Nothing was taken from you, and nothing is owed to you.")
    words.append(only + " " + _("Pennies are rounded down."))
    return tuple(words)

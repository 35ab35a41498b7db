"""The round that asks its members: found from the front page and the menu, also while another takes votes."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pbvote.domain.phase import Phase
from pbvote.storage.queries.pages import RoundView, rounds
from pbvote.web.front_parts import Hero
from pbvote.web.front_phases import phase_hero
from pbvote.web.page import path_for, render


@dataclass(frozen=True, slots=True)
class AskingRound:
    """The band of a round that asks, below what the front page is about: its name and the one thing to do."""

    title: str
    hero: Hero


def asking_beside(request: Request, known: Iterable[RoundView], present: RoundView | None) -> AskingRound | None:
    """The newest round that asks its members, where the front page is about another one."""
    asking = asking_round(known)
    if asking is None or asking.phases is None or (present is not None and asking.id == present.id):
        return None
    return AskingRound(asking.title, phase_hero(request, asking, asking.phases))


def asking_round(known: Iterable[RoundView]) -> RoundView | None:
    """The newest round that is not frozen yet and asks its members."""
    return next((each for each in known if each.is_in_phases), None)


def all_ideas(request: Request) -> Response:
    """GET /ideas: to the ideas of the round that asks, else of the last one that asked."""
    with request.app.state.office.database.read() as db:
        known = rounds(db)
    asked = asking_round(known) or next((each for each in known if each.phases is not None), None)
    if asked is None or asked.phases is None:
        return render(request, "ideas/none.html")
    path = path_for(request.app.router, _PAGES.get(asked.phases.phase, "ideas"), round=asked.id)
    return RedirectResponse(path, 303)


_PAGES = {Phase.WAITING: "round", Phase.QUESTIONS: "questions"}

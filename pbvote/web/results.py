"""Results: what was funded, one line why for each project, and how the count works."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.round import RoundState
from pbvote.services.assemble_bundle import public_bundle as bundle_of
from pbvote.storage.queries.pages import ProjectView, projects, round_view, rounds
from pbvote.storage.queries.public_log import PublishedPot, published_result
from pbvote.web.language import _, ngettext
from pbvote.web.moneybar import MoneyBar, bar_of
from pbvote.web.page import render
from pbvote.web.presenters import money, number, word
from pbvote.web.projects import pot_in

FEW = 10
"""Smaller numbers of people are never shown (auditlog.md §7)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One project and why it won or lost."""

    project: ProjectView
    why: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the page of one pot says."""

    heading: str
    lead: str
    published_at: datetime
    bar: MoneyBar
    funded: tuple[Row, ...]
    unfunded: tuple[Row, ...]
    rule: tuple[str, ...]
    turnout: str
    blank: str
    withheld: bool


def index(request: Request) -> Response:
    """GET /results: every published round, the newest first."""
    with request.app.state.office.database.read() as db:
        published = tuple(each for each in rounds(db) if each.state is RoundState.PUBLISHED)
    return render(request, "results/index.html", rounds=published)


def pot(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results."""
    with request.app.state.office.database.read() as db:
        present = round_view(db, request.path_params["round"])
        found = pot_in(present, request.path_params["pot"])
        published = published_result(db, present.id, found.id)
        page = _page_of(db, published) if published else None
    if page is None:
        return render(request, "results/waiting.html", status=404, round=present, lead=_waiting(present.state))
    others = tuple(each for each in present.pots if each.id != found.id)
    return render(request, "results/pot.html", round=present, pot=found, result=page, others=others)


def public_bundle(request: Request) -> Response:
    """GET /rounds/{round}/public.zip: everything that an outsider needs to check; ResultNotPublishedError before."""
    archive = bundle_of(request.app.state.office, request.path_params["round"])
    headers = {"content-disposition": 'attachment; filename="public.zip"', "cache-control": "public, max-age=300"}
    return Response(archive, media_type="application/zip", headers=headers)


def _page_of(db: Session, published: PublishedPot) -> ResultPage:
    result, pot_view = published.result, published.pot
    known = {project.id: project for project in projects(db, pot_view.round_id, pot_view.id)}
    lines = {each["id"]: each for each in result["projects"]}
    funded = [known[each] for each in result["funded"]]
    lost = [known[each] for each in lines if each not in result["funded"]]
    spent, budget = money(result["spent"]), money(pot_view.budget)
    return ResultPage(
        heading=_heading(len(funded), pot_view.title),
        lead=_("Together, voters shared out %(spent)s of %(budget)s.") % {"spent": spent, "budget": budget},
        published_at=published.published_at,
        bar=bar_of(pot_view.budget, funded),
        funded=tuple(Row(each, _why(lines[each.id], won=True)) for each in funded),
        unfunded=tuple(Row(each, _why(lines[each.id], won=False)) for each in lost),
        rule=_rule(result),
        turnout=_turnout(published.numbers["marked"], published.numbers["entitled"]),
        blank=_blank(result),
        withheld=any(each.get("supporters") is None for each in lines.values()),
    )


def _heading(won: int, title: str) -> str:
    if not won:
        return _("%(pot)s: no project won") % {"pot": title}
    words = ngettext("%(pot)s: one project won", "%(pot)s: %(won)s projects won", won)
    return words % {"won": word(won), "pot": title}


def _why(line: dict[str, Any], *, won: bool) -> str:
    if line.get("reason"):
        return str(line["reason"])
    # T0: so few people voted that any reason would tell how somebody did
    return _("Funded. Too few people voted to say more.") if won else _("Not funded. Too few people voted to say more.")


def _turnout(voted: int, entitled: int) -> str:
    if voted < FEW:
        return _("Fewer than 10 people took part.")
    numbers = {"voted": number(voted), "entitled": number(entitled), "part": voted * 100 // max(entitled, 1)}
    return _("%(voted)s of %(entitled)s people took part. That is %(part)d in every 100.") % numbers


def _blank(result: dict[str, Any]) -> str:
    blank, ranked = result.get("blank"), result.get("n")
    if blank is None or ranked is None or 0 < blank < FEW:
        return ""
    numbers = {"ranked": number(ranked), "blank": number(blank)}
    return _("%(ranked)s ranked projects, and %(blank)s supported none of them.") % numbers


def _rule(result: dict[str, Any]) -> tuple[str, ...]:
    if result["rule"] == "points-greedy":
        return (
            _("Higher choices give more points. The projects with most points come first, as far as the money goes."),
        )
    if result["rule"] == "approval-greedy":
        return (_("The projects that most people chose come first, as far as the money goes."),)
    basis = (
        _("Everybody gets an equal share of the money, and it follows your choices in order."),
        _("A project wins when the people who want it have enough money left to pay for it.")
        + " "
        + _("They split the cost as evenly as they can."),
    )
    parameters = result.get("parameters") or {}
    real, voting = parameters.get("real_share"), parameters.get("voting_money")
    if real is None or voting is None:
        return basis
    shares = {"people": number(result["n"]), "real": _pounds(real), "voting": _pounds(voting)}
    real_words = _("The pot split between the %(people)s people who ranked a project is %(real)s each.") % shares
    if real == voting:
        return (*basis, real_words)
    return (
        *basis,
        real_words + " " + _("At that size much of the pot stays unspent."),
        _("So the count runs again and again, each time with a little more voting money for everybody.")
        + " "
        + _("In the last run that fits the pot, each person had %(voting)s of voting money.") % shares,
    )


def _pounds(rational: str) -> str:
    return money(int(Fraction(rational)))  # rounded down to a penny


def _waiting(state: RoundState) -> str:
    if state is RoundState.SUSPENDED:
        return _("Voting is paused. We count after voting closes, and then publish the result here.")
    if state is RoundState.OPEN:
        return _("Voting is still open. We count after it closes, and then publish the result here.")
    if state in {RoundState.FROZEN, RoundState.SEALED}:
        return _("Voting has not opened yet.")
    return _("Voting has closed. Every vote is counted, then the result stands here.")

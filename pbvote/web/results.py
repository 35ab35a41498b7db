"""Results: what was funded, one line why for each project, who took part, and where to read on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.disclosure import SMALL
from pbvote.domain.result import ProjectState
from pbvote.domain.round import RoundState
from pbvote.storage.queries.pages import ProjectView, round_view, rounds
from pbvote.storage.queries.results import PotResult, pot_result
from pbvote.web.closeness import margin_words
from pbvote.web.count_words import share_words, tie_words
from pbvote.web.group_money import GroupMoney, group_money
from pbvote.web.language import _, ngettext, published
from pbvote.web.moneybar import MoneyBar, bar_of
from pbvote.web.page import render
from pbvote.web.presenters import money, number, word
from pbvote.web.projects import pot_in
from pbvote.web.result_files import FileLine, files_of
from pbvote.web.rule_words import Paper, paper_of, rule_words
from pbvote.web.turnout import Groups, groups, turnout_words
from pbvote.web.voting_money import VotingMoney, voting_money_of
from pbvote.web.why_compare import rival_of


@dataclass(frozen=True, slots=True)
class Row:
    """One project, why it won or lost, and how close it was where that is known."""

    project: ProjectView
    why: str
    close: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What the page of one pot says."""

    heading: str
    lead: str
    published_at: datetime
    bar: MoneyBar
    funded: tuple[Row, ...]
    unfunded: tuple[Row, ...]
    removed: tuple[Row, ...]
    voting: VotingMoney | None
    paying: GroupMoney | None
    draws: tuple[str, ...]
    rule: tuple[str, ...]
    paper: Paper | None
    shares: tuple[str, ...]
    has_steps: bool
    turnout: str
    blank: str
    groups: tuple[Groups, ...]
    files: tuple[FileLine, ...]


def index(request: Request) -> Response:
    """GET /results: every published round, the newest first."""
    with request.app.state.office.database.read() as db:
        published = tuple(each for each in rounds(db) if each.state is RoundState.PUBLISHED)
    return render(request, "results/index.html", rounds=published)


def pot(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results."""
    found = published_or_waiting(request)
    if isinstance(found, Response):
        return found
    others = tuple(each for each in found.round.pots if each.id != found.pot.id)
    return render(
        request, "results/pot.html", round=found.round, pot=found.pot, result=_page_of(request, found), others=others
    )


def published_or_waiting(request: Request) -> PotResult | Response:
    """The result that the address names, or the page that says what it waits for. Raises UnknownRoundError."""
    parts = request.path_params
    with request.app.state.office.database.read() as db:
        present = round_view(db, parts["round"])
        found = pot_result(db, present.id, pot_in(present, parts["pot"]).id)
    if found is not None:
        return found
    return render(request, "results/waiting.html", status=404, round=present, lead=_waiting(present.state))


def _page_of(request: Request, found: PotResult) -> ResultPage:
    lines = {each["id"]: each for each in found.document["projects"]}
    lost = [(each, lines[each.id]["state"] == ProjectState.REMOVED) for each in found.unfunded]
    ties = found.counted.ties if found.counted else ()
    spent, budget = money(found.document["spent"]), money(found.pot.budget)
    return ResultPage(
        heading=_heading(len(found.funded), found.pot.title),
        lead=_("Together, voters shared out %(spent)s of %(budget)s.") % {"spent": spent, "budget": budget},
        published_at=found.published_at,
        bar=bar_of(found.pot.budget, found.funded),
        funded=tuple(Row(each, why_words(lines[each.id], won=True)) for each in found.funded),
        unfunded=tuple(
            Row(each, why_words(lines[each.id], won=False), _close(found, each)) for each, out in lost if not out
        ),
        removed=tuple(Row(each, why_words(lines[each.id], won=False)) for each, out in lost if out),
        voting=voting_money_of(found.counted, found.titles),
        paying=group_money(found.counted, found.group_names),
        draws=tuple(tie_words(each, found.titles).text for each in ties if each.decisive),
        rule=rule_words(found.document),
        paper=paper_of(found.document),
        shares=share_words(found.counted),
        has_steps=found.counted is not None,
        turnout=turnout_words(found.numbers),
        blank=_blank(found.document),
        groups=groups(found.bands, found.wards),
        files=files_of(request, found),
    )


def _heading(won: int, title: str) -> str:
    if not won:
        return _("%(pot)s: no project won") % {"pot": title}
    words = ngettext("%(pot)s: one project won", "%(pot)s: %(won)s projects won", won)
    return words % {"won": word(won), "pot": title}


def why_words(line: Mapping[str, Any], *, won: bool) -> str:
    """The reason that the count gives, or that there is none to give."""
    if line.get("reason"):
        return published(str(line["reason"]))
    # T0: so few people voted that any reason would tell how somebody did
    return _("Funded. Too few people voted to say more.") if won else _("Not funded. Too few people voted to say more.")


def _close(found: PotResult, project: ProjectView) -> str:
    """How close one was that lost; of one that a conflict left out nothing, since no votes could help it."""
    outcome = found.counted.outcome_of(project.id) if found.counted else None
    return "" if outcome is None or rival_of(found, project.id) else margin_words(found, outcome)


def _blank(result: Mapping[str, Any]) -> str:
    blank, ranked = result.get("blank"), result.get("n")
    if blank is None or ranked is None or 0 < blank < SMALL:
        return ""
    if not blank:
        return _("Everybody who voted ranked at least one project.")
    numbers = {"ranked": number(ranked), "blank": number(blank)}
    return _("%(ranked)s people ranked projects, and %(blank)s supported none of them.") % numbers


def _waiting(state: RoundState) -> str:
    if state is RoundState.SUSPENDED:
        return _("Voting is paused. We count after voting closes, and then publish the result here.")
    if state is RoundState.OPEN:
        return _("Voting is still open. We count after it closes, and then publish the result here.")
    if state in {RoundState.FROZEN, RoundState.SEALED}:
        return _("Voting has not opened yet.")
    if state is RoundState.CANCELLED:
        return _("This round was stopped for good. No vote in it is counted, and there is no result.")
    return _("Voting has closed. Every vote is counted, then the result stands here.")

"""The report to the trust about a round: as a page and in print, each number with its line of the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.disclosure import SMALL
from pbvote.services.check_count import last_check
from pbvote.storage.queries.pages import ProjectView, round_view, rounds
from pbvote.storage.queries.population import Population
from pbvote.storage.queries.report import RoundReport, round_report
from pbvote.storage.queries.results import PotResult
from pbvote.web.language import _, published
from pbvote.web.log import names_of, read_lines
from pbvote.web.moneybar import MoneyBar, bar_of
from pbvote.web.page import render
from pbvote.web.presenters import number
from pbvote.web.report_groups import GroupTable, group_tables
from pbvote.web.rounds import public_round, state_words
from pbvote.web.turnout import in_hundred, turnout_words


@dataclass(frozen=True, slots=True)
class Asked:
    """A project, how many people chose it where that is public, and why it won or lost."""

    project: ProjectView
    supporters: str
    why: str


@dataclass(frozen=True, slots=True)
class PotReport:
    """A pot of the report. Amounts are in pence; `lines` names the log lines of its numbers."""

    id: str
    title: str
    budget: int
    spent: int
    left: int
    turnout: str
    blank: str
    bar: MoneyBar
    funded: tuple[Asked, ...]
    unfunded: tuple[Asked, ...]
    missing: int
    tables: tuple[GroupTable, ...]
    lines: Mapping[str, int | None]

    @property
    def has_gaps(self) -> bool:
        """Whether a number is left out somewhere."""
        return any(not each.supporters for each in (*self.funded, *self.unfunded)) or any(
            each.withheld for each in self.tables
        )


def page(request: Request) -> Response:
    """GET /rounds/{round}/report: 404 until the result is published, with words about what is awaited."""
    with request.app.state.office.database.read() as db:
        present = public_round(round_view(db, request.path_params["round"]))
        found = round_report(db, present.id)
        names = names_of(db, rounds(db))
        check = last_check(db, present.id) if found else None
    if found is None:
        return render(request, "report/waiting.html", status=404, round=present, state=state_words(present.state))
    return render(
        request, "report/report.html", round=present, pots=tuple(_pot(found, each) for each in found.pots),
        site=request.app.state.settings.address, sums=_sums(found), people=_people(found),
        acts=read_lines(found.acts, names), incidents=read_lines(found.incidents, names), check=check,
        opened=found.line("round.opened"), closed=found.line("round.closed"), created=_planned(found),
        published=found.line("result.published"), counted=found.line("count.completed"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sums:
    """The whole round in pence and in numbers of projects."""

    budget: int
    spent: int
    funded: int
    asked: int


def _sums(found: RoundReport) -> Sums:
    return Sums(
        budget=sum(each.pot.budget for each in found.pots),
        spent=sum(each.document["spent"] for each in found.pots),
        funded=sum(len(each.funded) for each in found.pots),
        asked=sum(len(each.projects) for each in found.pots),
    )


def _people(found: RoundReport) -> str:
    """How many people live here and how many of a hundred may vote in the pot with most of them."""
    whole = found.population.whole
    if not whole:
        return ""
    most = max(each.numbers["entitled"] for each in found.pots)
    words = {"people": number(whole), "part": in_hundred(most, whole)}
    return _("%(people)s people live here. In the largest pot, %(part)d in every 100 of them could vote.") % words


def _planned(found: RoundReport) -> int | None:
    """The line with the budgets: that of the last change before the freeze, or of the first approval."""
    amended, created = found.line("round.amended"), found.line("round.created")
    return amended if amended is not None else created


def _pot(found: RoundReport, each: PotResult) -> PotReport:
    outcomes = {line["id"]: line for line in each.document["projects"]}
    lines = {
        "budget": _planned(found),
        "costs": found.line("projects.frozen", each.pot.id),
        "people": found.line("round.closed"),
        "result": found.line("count.completed", each.pot.id),
        "groups": found.line("result.published"),
    }
    return PotReport(
        id=each.pot.id,
        title=each.pot.title,
        budget=each.pot.budget,
        spent=each.document["spent"],
        left=each.document["left"],
        turnout=turnout_words(each.numbers),
        blank=_blank(each.document),
        bar=bar_of(each.pot.budget, each.funded),
        funded=tuple(_asked(project, outcomes[project.id]) for project in each.funded),
        unfunded=tuple(_asked(project, outcomes[project.id]) for project in each.unfunded),
        missing=sum(project.cost for project in each.unfunded),
        tables=group_tables(each, _population_for(found.population, each)),
        lines=lines,
    )


def _population_for(population: Population, each: PotResult) -> Population:
    """A pot of one age is not measured against all people of a ward."""
    of_all_ages = each.bands == () or each.wards != ()
    return population if of_all_ages else Population(population.whole, population.bands, {})


def _asked(project: ProjectView, outcome: Mapping[str, Any]) -> Asked:
    supporters = outcome.get("supporters")
    return Asked(project, "" if supporters is None else number(supporters), published(outcome.get("reason") or ""))


def _blank(document: Mapping[str, Any]) -> str:
    blank = document.get("blank")
    if blank is None or 0 < blank < SMALL:
        return ""
    return _("%(num)s votes supported none of the projects.") % {"num": number(blank)}

"""Published results made by a count of invented ballots, without a database: for pages and tables."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pbvote.domain.analysis_document import parse_analysis
from pbvote.domain.ballot import EVERYBODY, Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.disclosure import public_analysis, public_result
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result_document import parse_result
from pbvote.domain.round import RoundState
from pbvote.domain.rules import CountMethod
from pbvote.domain.turnout import TurnoutRow
from pbvote.formats.bundle import json_file
from pbvote.storage.queries.pages import PotView, ProjectView, RoundView
from pbvote.storage.queries.results import PotResult
from pbvote.tally import count
from pbvote.tally.analysis import analyse

AT = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
TITLES = {"a": "Bike shed", "b": "Quiet room", "c": "Night football", "d": "A pond"}


def made_result(
    costs: Mapping[str, int],
    ballots: Mapping[str, int],
    method: CountMethod | None = None,
    tier: Tier = Tier.T1,
    **terms: Any,  # noqa: ANN401 - fields of CountedPot by name
) -> PotResult:
    """A result of a pot of £1,000: costs in pence by id, and how many people ranked `"ab"`.

    `"ab/young"` is a ballot of the group `young`. `analysed`: with the public form of the analysis.
    """
    budget, analysed = terms.pop("budget", 100_000), terms.pop("analysed", False)
    projects = tuple(CountedProject(each, cost) for each, cost in costs.items())
    pot = CountedPot(budget=budget, projects=projects, max_ranks=terms.pop("max_ranks", 3), **terms)
    cast = {_ballot(each): number for each, number in ballots.items() if number}
    result = count(pot, cast, tuple(costs), method or CountMethod())
    public = public_result(result, "spring-2027", "youth", tier)
    found = analyse(pot, cast, tuple(costs), result, method=method) if analysed else None
    shown = public_analysis(found, result, "spring-2027", "youth", tier) if found else None
    return PotResult(
        round=_round(),
        pot=replace(POT, budget=budget, tier=tier.value),
        projects={each: project(each, cost) for each, cost in costs.items()},
        document=public,
        counted=parse_result(public) if tier is Tier.T1 else None,
        numbers={"marked": result.turnout, "entitled": result.turnout + 20},
        bands=(TurnoutRow("11-13", 40, 20), TurnoutRow("14-16", None, None), TurnoutRow("17-19", None, None)),
        wards=(),
        published_at=AT,
        file=json_file(public),
        analysis=parse_analysis(shown) if shown else None,
        grain=shown["grain"] if shown else None,
        analysis_file=json_file(shown) if shown else None,
        group_names={"young": "Young people", "old": "Grown-ups"} if pot.groups else {},
    )


def _ballot(text: str) -> Ballot:
    ranking, _slash, group = text.partition("/")
    return Ballot(Ranking.of(ranking), group or EVERYBODY)


def project(project_id: str, cost: int) -> ProjectView:
    """A project as a page knows it."""
    return ProjectView(
        round_id="spring-2027", pot_id="youth", id=project_id, title=TITLES.get(project_id, f"Project {project_id}"),
        summary="", body="", cost=cost, theme="", ward="", picture=None, picture_alt="", proposer="", withdrawn=False,
    )  # fmt: skip


POT = PotView(
    round_id="spring-2027", id="youth", title="Young people’s pot", who="", budget=100_000, max_ranks=3,
    project_count=4, tier="T1", rule="ranked-equal-shares",
)  # fmt: skip


def _round() -> RoundView:
    return RoundView(
        id="spring-2027", title="Spring 2027", summary="", state=RoundState.PUBLISHED, opens_at=AT, closes_at=AT,
        latest_close=AT, zone="Europe/London", change_allowed=True, suspended_until=None, frozen=None, rules_text="",
        closed_at=AT, published_at=AT, pots=(POT,),
    )  # fmt: skip

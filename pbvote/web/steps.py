"""Every step of a count, as a chart and as a table with the same numbers."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.result import FILL, CompletionRun, Result, Step
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.count_words import down, level_words, rule_words, share_words, tie_words, up, whole_pounds
from pbvote.web.language import _
from pbvote.web.page import render
from pbvote.web.presenters import money, number
from pbvote.web.result_files import files_of
from pbvote.web.results import published_or_waiting


@dataclass(frozen=True, slots=True)
class StepLine:
    """A row of the table. `behind` and `most` are empty where the rule or the tier has no number."""

    step: int
    project: str
    title: str
    choices: str
    people: str
    behind: str
    cost: str
    most: str
    left: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of the count with larger shares."""

    each: str
    spent: str
    funded: int
    fate: str


@dataclass(frozen=True, slots=True)
class StepsPage:
    """All that is told of a count."""

    rule: tuple[str, ...]
    bars: tuple[Bar, ...]
    by_shares: bool
    lines: tuple[StepLine, ...]
    runs: tuple[RunLine, ...]
    ties: tuple[str, ...]
    few: bool


def steps(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results/steps."""
    found = published_or_waiting(request)
    if isinstance(found, Response):
        return found
    page = steps_page(found) if found.counted else None
    files = files_of(request, found)
    return render(request, "results/steps.html", round=found.round, pot=found.pot, result=found, page=page, files=files)


def steps_page(found: PotResult) -> StepsPage | None:
    """The steps of a result; None under T0, which tells none."""
    counted = found.counted
    if counted is None:
        return None
    titles = {each.id: each.title for each in found.projects.values()}
    return StepsPage(
        rule=(*rule_words(found.document), *share_words(counted)),
        bars=bars([_measure(each, titles[each.project]) for each in counted.steps]),
        by_shares=counted.parameters.voting_money is not None,
        lines=tuple(_line(each, titles[each.project]) for each in counted.steps),
        runs=_runs(counted),
        ties=tuple(tie_words(each, titles) for each in counted.ties),
        few=any(each.supporters is None for each in counted.steps),
    )


def _measure(step: Step, title: str) -> Measure:
    name = _("Step %(step)s: %(title)s") % {"step": step.step, "title": title}
    cost = money(step.cost)
    if step.money_behind is not None:
        words = {"behind": whole_pounds(step.money_behind), "cost": cost}
        return Measure(name, _("%(behind)s behind it, cost %(cost)s") % words, int(step.money_behind), step.cost)
    if step.level == FILL or step.level is None:
        before = int((step.money_left or 0) + step.cost)
        words = {"before": money(before), "cost": cost}
        return Measure(name, _("%(before)s left in the pot, cost %(cost)s") % words, before, step.cost)
    return Measure(name, _("fewer than 10 people, cost %(cost)s") % {"cost": cost}, None, step.cost)


def _line(step: Step, title: str) -> StepLine:
    return StepLine(
        step=step.step,
        project=step.project,
        title=title,
        choices=level_words(step.level),
        people=_("fewer than 10") if step.supporters is None else number(step.supporters),
        behind="" if step.money_behind is None else down(step.money_behind),
        cost=money(step.cost),
        most="" if step.rho is None else up(step.rho),
        left=_left(step),
    )


def _left(step: Step) -> str:
    if step.money_left is None:
        return ""
    # the run has voting money to spend, the fill only what is left of the pot
    return _("%(left)s of the pot") % {"left": down(step.money_left)} if step.level == FILL else down(step.money_left)


def _runs(counted: Result) -> tuple[RunLine, ...]:
    real, larger = counted.parameters.real_share, counted.parameters.share_step
    if real is None or larger is None:
        return ()
    kept = max((run.k for run in counted.completion_runs if run.k <= counted.kept_k), default=0)
    # runs that funded the same are told once: the kept one may have had larger shares than the first of them
    k_of = {run.k: counted.kept_k if run.k == kept else run.k for run in counted.completion_runs}
    return tuple(
        RunLine(down(real + k_of[run.k] * larger), money(run.spent), run.funded_count, _fate(run, kept, counted.budget))
        for run in counted.completion_runs
    )


def _fate(run: CompletionRun, kept: int, budget: int) -> str:
    if run.k == kept:
        return _("This run was kept.")
    return _("It cost more than the pot.") if run.spent > budget else _("There was room for more.")

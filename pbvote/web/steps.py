"""Every step of a count, as a chart and as a table with the same numbers; its runs, its ties, its rule."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.result import FILL, Result, Step
from pbvote.domain.rules import EQUAL_SHARES_POINTS
from pbvote.storage.queries.results import PotResult
from pbvote.web.bars import Bar, Measure, bars
from pbvote.web.completion_words import RunLine, completion_words, run_lines
from pbvote.web.count_words import (
    down,
    has_voting_money,
    level_words,
    most_paid,
    share_words,
    tie_words,
    up,
    whole_pounds,
)
from pbvote.web.language import _
from pbvote.web.page import render
from pbvote.web.presenters import money, number
from pbvote.web.result_files import files_of
from pbvote.web.results import published_or_waiting
from pbvote.web.rule_words import Paper, paper_of, rule_words


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; numbers stand at the right."""

    title: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class StepLine:
    """A row of the table: the step, its project, and a text for each column."""

    step: int
    project: str
    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepsPage:
    """All that is told of a count. `draws` decided who is funded, `ties` did not."""

    rule: tuple[str, ...]
    paper: Paper | None
    bars: tuple[Bar, ...]
    by_shares: bool
    columns: tuple[Column, ...]
    lines: tuple[StepLine, ...]
    completion: tuple[str, ...]
    each: bool
    runs: tuple[RunLine, ...]
    draws: tuple[str, ...]
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
    counted, titles = found.counted, found.titles
    if counted is None:
        return None
    ties = [tie_words(each, titles) for each in counted.ties]
    by_shares = has_voting_money(counted)
    named, cells = _table(counted)
    return StepsPage(
        rule=(*rule_words(found.document), *share_words(counted)),
        paper=paper_of(found.document),
        bars=bars([_measure(each, titles[each.project], by_shares=by_shares) for each in counted.steps]),
        by_shares=by_shares,
        columns=named,
        lines=tuple(
            StepLine(each.step, each.project, titles[each.project], row)
            for each, row in zip(counted.steps, cells, strict=True)
        ),
        completion=completion_words(counted, titles),
        each=counted.parameters.voting_money is not None,
        runs=run_lines(counted),
        draws=tuple(each.text for each in ties if each.decisive),
        ties=tuple(each.text for each in ties if not each.decisive),
        few=any(each.supporters is None for each in counted.steps),
    )


def _measure(step: Step, title: str, *, by_shares: bool) -> Measure:
    name = _("Step %(step)s: %(title)s") % {"step": step.step, "title": title}
    cost = money(step.cost)
    if step.money_behind is not None:
        words = {"behind": whole_pounds(step.money_behind), "cost": cost}
        return Measure(name, _("%(behind)s behind it, cost %(cost)s") % words, int(step.money_behind), step.cost)
    if step.level == FILL or not by_shares:
        before = int((step.money_left or 0) + step.cost)
        words = {"before": money(before), "cost": cost}
        return Measure(name, _("%(before)s left in the pot, cost %(cost)s") % words, before, step.cost)
    if not step.cost:
        return Measure(name, _("costs nothing"), None)
    return Measure(name, _("fewer than 10 people, cost %(cost)s") % {"cost": cost}, None, step.cost)


def _table(counted: Result) -> tuple[tuple[Column, ...], list[tuple[str, ...]]]:
    """The columns that this rule gives a meaning to, and a row a step."""
    steps = counted.steps
    columns: list[tuple[Column, list[str]]] = []
    if any(isinstance(each.level, int) for each in steps):
        columns.append((Column(_("Choices looked at"), is_number=False), [level_words(each.level) for each in steps]))
    people = [_("fewer than 10") if each.supporters is None else number(each.supporters) for each in steps]
    columns.append((Column(_("People")), people))
    if has_voting_money(counted):
        behind = [_or_not("" if each.money_behind is None else down(each.money_behind), each) for each in steps]
        columns.append((Column(_("Money behind it")), behind))
    columns.append((Column(_("Cost")), [money(each.cost) for each in steps]))
    if has_voting_money(counted):
        columns.append((Column(_price_title(counted)), [_or_not(_price(counted, each), each) for each in steps]))
    columns.append((Column(_("Left afterwards")), [_left(each) for each in steps]))
    cells = list(zip(*(texts for _column, texts in columns), strict=True))
    return tuple(column for column, _texts in columns), cells or []


def _price_title(counted: Result) -> str:
    return _("Paid for each point") if counted.rule == EQUAL_SHARES_POINTS.rule_id else _("Most that one person paid")


def _price(counted: Result, step: Step) -> str:
    if counted.rule == EQUAL_SHARES_POINTS.rule_id and step.rho is not None:
        return up(step.rho)
    most = most_paid(counted, step)
    return "" if most is None else up(most)


def _or_not(text: str, step: Step) -> str:
    """The number, or why there is none: the rest of the pot pays without people, few people are not told of."""
    if text:
        return text
    return _("nobody paid") if step.level == FILL or not step.cost else _("not shown")


def _left(step: Step) -> str:
    if step.money_left is None:
        return ""
    # the run has voting money to spend, the fill only what is left of the pot
    return _("%(left)s of the pot") % {"left": down(step.money_left)} if step.level == FILL else down(step.money_left)

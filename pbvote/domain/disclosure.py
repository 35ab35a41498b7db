"""What of a result, and of its analysis, the public sees: small numbers are withheld.

docs/log-format.md §10 and docs/result-format.md, "The public form", fix it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.analysis_document import analysis_document
from pbvote.domain.explanation import with_reasons
from pbvote.domain.grain import grain_of, rounded_down
from pbvote.domain.pot import Tier
from pbvote.domain.result import GroupOutcome, ProjectOutcome, Result, Step
from pbvote.domain.result_document import Document, document

SMALL = 10
"""Numbers of people below this are withheld, and so are differences from 1 to this minus one."""

_T0_KEYS = ("budget", "funded", "left", "rule", "spent", "turnout")


def public_result(result: Result, round_id: str, pot_id: str, tier: Tier) -> Document:
    """The plain data of `result.json` for the tier in force."""
    added = {"pot": pot_id, "round": round_id, "tier": tier.value, "v": 1}
    if tier is Tier.T0:
        whole = document(result)
        projects = [{key: each[key] for key in ("cost", "id", "state")} for each in whole["projects"]]
        return {**{key: whole[key] for key in _T0_KEYS}, "projects": projects, **added}
    steps = _shown_steps(result)
    shown = replace(result, steps=steps, projects=_shown_projects(result, steps), groups=_shown_groups(result))
    return {**document(with_reasons(shown, {})), **added}


def public_analysis(analysis: Analysis, result: Result, round_id: str, pot_id: str, tier: Tier) -> Document | None:
    """The plain data of the public `analysis.json`; None under T0, which shows nothing of it. `result` is the whole."""
    if tier is Tier.T0:
        return None
    grain = grain_of(result)
    known = {each.id for each in _shown_projects(result, _shown_steps(result)) if each.supporters is not None}
    costs = {each.id: each.cost for each in result.projects}
    projects = tuple(
        _shown_analysis(each, costs[each.id], grain, has_groups=bool(result.groups))
        if each.id in known
        else ProjectAnalysis(each.id, None, None, None)
        for each in analysis.projects
    )
    shown = analysis_document(replace(analysis, projects=projects))
    added = {"pot": pot_id, "round": round_id, "tier": tier.value, "v": 1}
    return {**shown, "grain": grain if projects else None, **added}


def _shown_analysis(project: ProjectAnalysis, cost: int, grain: int, *, has_groups: bool) -> ProjectAnalysis:
    # A margin and a highest price bound the same money: both together could pin it down.
    margin = None if project.margin is None else -(-project.margin // SMALL) * SMALL
    price = None if margin is not None else _shown_price(project.highest_price or 0, cost, grain)
    spending = _shown_spending(project, grain)
    return ProjectAnalysis(project.id, price, margin, None if has_groups else project.money, spending)


def _shown_price(price: int, cost: int, grain: int) -> int | None:
    shown = rounded_down(price, grain)
    return (max(shown, cost) if price >= cost else shown) or None


def _shown_spending(project: ProjectAnalysis, grain: int) -> tuple[Spending, ...]:
    rounded = [_rounded_entry(each, project.id, grain) for each in project.spending]
    shown = [each for each in rounded if each.amount]
    # What is not named must be worth ten people too, or the amounts that are would follow from the sum.
    while (project.money or 0) - sum(each.amount for each in shown) < grain:
        others = [each for each in reversed(shown) if each.project != project.id]
        if not others:
            break
        shown.remove(min(others, key=lambda each: each.amount))
    return tuple(shown)


def _rounded_entry(spent: Spending, project: str, grain: int) -> Spending:
    # What its supporters paid for the project itself is its cost, which everybody knows.
    amount = spent.amount if spent.project == project else Fraction(rounded_down(spent.amount, grain))
    return replace(spent, amount=amount, voters=None)


def _shown_groups(result: Result) -> tuple[GroupOutcome, ...]:
    if any(_is_small_difference(group.ballots or 0, 0) for group in result.groups):
        return tuple(replace(each, ballots=None, share=None, voting_money=None, paid=None) for each in result.groups)
    paying = [group for group in result.groups if group.paid is not None]
    if not paying:
        return result.groups
    largest, grain = max(paying, key=lambda group: group.ballots or 0), grain_of(result)
    paid = {group.id: Fraction(rounded_down(group.paid or 0, grain)) for group in paying if group is not largest}
    paid[largest.id] = sum((group.paid or Fraction(0) for group in paying), -sum(paid.values(), Fraction(0)))
    return tuple(replace(each, paid=paid.get(each.id)) for each in result.groups)


def _is_small_difference(one: int, other: int) -> bool:
    return 0 < abs(one - other) < SMALL


def _shown_steps(result: Result) -> tuple[Step, ...]:
    return tuple(_shown_step(step) for step in result.steps)


def _shown_step(step: Step) -> Step:
    shown = replace(step, paid_in_full=None, paid_less=None)
    if step.supporters is not None and step.supporters >= SMALL:
        return shown
    return replace(shown, supporters=None, money_behind=None, rho=None, effective_support=None)


@dataclass(frozen=True, slots=True)
class _Counts:
    """A project's numbers of people, before anything is withheld; `t` is what a step of it shows."""

    s: int
    f: int
    n: int
    t: int | None

    def shown_supporters(self) -> int | None:
        apart = self.t is not None and _is_small_difference(self.s, self.t)
        hidden = self._close() or self.s < SMALL or _is_small_difference(self.n, self.s) or apart
        return None if hidden else self.s

    def shown_first_choices(self) -> int | None:
        apart = self.t is not None and _is_small_difference(self.f, self.t)
        hidden = self._close() or self.f < SMALL or _is_small_difference(self.n, self.f) or apart
        return None if hidden else self.f

    def _close(self) -> bool:
        return _is_small_difference(self.s, self.f)


def _shown_projects(result: Result, steps: Sequence[Step]) -> tuple[ProjectOutcome, ...]:
    by_step = {step.project: step for step in steps}
    shown = [_shown_project(each, result.n, by_step) for each in result.projects]
    firsts = [each.first_choices or 0 for each in result.projects]
    level_one = {step.project for step in steps if step.level == 1 and step.supporters is not None}
    for place in _also_hidden(shown, firsts, level_one):
        shown[place] = replace(shown[place], first_choices=None, supporters=None)
    return tuple(shown)


def _shown_project(outcome: ProjectOutcome, n: int, by_step: Mapping[str, Step]) -> ProjectOutcome:
    step = by_step.get(outcome.id)
    counts = _Counts(outcome.supporters or 0, outcome.first_choices or 0, n, step.supporters if step else None)
    return replace(
        outcome,
        supporters=counts.shown_supporters(),
        first_choices=counts.shown_first_choices(),
        points=None,
        best_money=None,
        best_step=None,
    )


def _also_hidden(shown: Sequence[ProjectOutcome], firsts: Sequence[int], level_one: set[str]) -> list[int]:
    """Places whose first choices must go too, lest a withheld one follow by subtraction from n."""
    unknown = {place for place, each in enumerate(shown) if each.first_choices is None and each.id not in level_one}
    candidates = sorted(
        (place for place, each in enumerate(shown) if each.first_choices is not None and each.id not in level_one),
        key=lambda place: (firsts[place], -place),
    )
    hidden: list[int] = []
    for place in candidates:
        total = sum(firsts[each] for each in unknown)
        if len(unknown) != 1 and not 0 < total < SMALL:
            break
        unknown.add(place)
        hidden.append(place)
    return hidden

"""What of a result the public sees: small numbers are withheld, as docs/log-format.md §10 fixes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pbvote.domain.explanation import with_reasons
from pbvote.domain.pot import Tier
from pbvote.domain.result import ProjectOutcome, Result, Step
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
    steps = tuple(_shown_step(step) for step in result.steps)
    shown = replace(result, steps=steps, projects=_shown_projects(result, steps))
    return {**document(with_reasons(shown, {})), **added}


def _is_small_difference(one: int, other: int) -> bool:
    return 0 < abs(one - other) < SMALL


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

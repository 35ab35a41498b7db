"""The public result: exactly what the tier in force allows of a trace (docs/log-format.md, section 10)."""

from typing import Optional

from .coarse import FEWEST, coarse_groups
from .reasons import explain
from .shapes import Record

_ONE_TO_NINE = range(1, FEWEST)


def public_result(trace: Record, round_id: str, pot: str, tier: str) -> Record:
    """Make the public result of a count; the trace stays as it is. The tier is T0 or T1."""
    about = {"pot": pot, "round": round_id, "tier": tier, "v": 1}
    if tier == "T0":
        kept = ("budget", "funded", "left", "rule", "spent", "turnout")
        projects = [{key: each[key] for key in ("cost", "id", "state")} for each in trace["projects"]]
        return {**about, **{key: trace[key] for key in kept}, "projects": projects}
    result = {**trace, **about}
    result["steps"] = [_withhold_step(each) for each in trace["steps"]]
    result["groups"] = coarse_groups(trace)
    result["projects"] = _withhold_projects(result)
    for each in result["projects"]:
        each["reason"] = explain(result, each)
    return result


def _withhold_step(step: Record) -> Record:
    public = {**step, "paid_in_full": None, "paid_less": None}
    if step["supporters"] < FEWEST:
        public.update(dict.fromkeys(("supporters", "money_behind", "rho", "effective_support")))
    return public


def _withhold_projects(result: Record) -> list[Record]:
    shown_by_step = {each["project"]: each["supporters"] for each in result["steps"]}
    public = []
    for each in result["projects"]:
        mine = {**each, "points": None, "best_money": None, "best_step": None}
        supporters, first = each["supporters"], each["first_choices"]
        if not _may_show(supporters, first, shown_by_step.get(each["id"]), result["n"]):
            mine["supporters"] = None
        if not _may_show_first(supporters, first, shown_by_step.get(each["id"]), result["n"]):
            mine["first_choices"] = None
        public.append(mine)
    _hide_more_first_choices(result, public)
    return public


def _may_show(supporters: int, first: int, shown: Optional[int], n: int) -> bool:
    if supporters - first in _ONE_TO_NINE or supporters < FEWEST or n - supporters in _ONE_TO_NINE:
        return False
    return shown is None or abs(supporters - shown) not in _ONE_TO_NINE


def _may_show_first(supporters: int, first: int, shown: Optional[int], n: int) -> bool:
    if supporters - first in _ONE_TO_NINE or first < FEWEST or n - first in _ONE_TO_NINE:
        return False
    return shown is None or abs(first - shown) not in _ONE_TO_NINE


def _hide_more_first_choices(result: Record, public: list[Record]) -> None:
    # Everybody's first choices add up to n, so the last hidden ones would follow by subtraction.
    first = {each["id"]: each["first_choices"] for each in result["projects"]}
    in_step = {each["project"] for each in result["steps"] if each["level"] == 1 and each["supporters"] is not None}
    while True:
        hidden = [each["id"] for each in public if each["first_choices"] is None and each["id"] not in in_step]
        total = sum(first[each] for each in hidden)
        if not hidden or (len(hidden) > 1 and total not in _ONE_TO_NINE):
            return
        shown = [each for each in public if each["first_choices"] is not None and each["id"] not in in_step]
        if not shown:
            return
        least = min(first[each["id"]] for each in shown)
        last = [each for each in shown if first[each["id"]] == least][-1]
        last["first_choices"] = last["supporters"] = None

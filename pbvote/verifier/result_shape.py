"""The shape of a public result, for a reader who has no trace to make it from (docs/log-format.md, section 10)."""

from .shapes import (
    Shape,
    boolean,
    count,
    exactly,
    list_of,
    matching,
    name,
    or_null,
    positive,
    project,
    record,
    text,
    whole,
)

RATIONAL = matching(r"[0-9]{1,2000}/[1-9][0-9]{0,2000}", "a fraction such as 8/1")
_HIDDEN = exactly(None)
_IDS = list_of(project)
_HEAD: dict[str, Shape] = {
    "pot": name,
    "round": name,
    "v": exactly(1),
    "rule": text,
    "budget": positive,
    "funded": _IDS,
    "spent": count,
    "left": count,
    "turnout": count,
}
_STATE = exactly("funded", "filled", "unfunded", "removed")
_PARAMETERS = record(
    {
        "conflicts": list_of(list_of(project, 2)),
        "max_ranks": positive,
        "max_ratio": or_null(positive),
        "min_group": or_null(positive),
        "minimum_supporters": count,
        "on_overflow": exactly(None, "skip", "stop"),
        "order_by": exactly(None, "points", "supporters"),
        "quorum": count,
        "real_share": or_null(RATIONAL),
        "share_step": or_null(positive),
        "voting_money": or_null(RATIONAL),
    }
)


def _level(value: object) -> None:
    if value is not None and value != "fill":
        whole(0, 64)(value)


_STEP = record(
    {
        "step": positive,
        "level": _level,
        "project": project,
        "cost": count,
        "money_behind": or_null(RATIONAL),
        "supporters": or_null(whole(10)),
        "rho": or_null(RATIONAL),
        "effective_support": or_null(RATIONAL),
        "paid_in_full": _HIDDEN,
        "paid_less": _HIDDEN,
        "money_left": RATIONAL,
    }
)
_PROJECT = record(
    {
        "id": project,
        "cost": count,
        "state": _STATE,
        "supporters": or_null(whole(10)),
        "first_choices": or_null(whole(10)),
        "points": _HIDDEN,
        "best_money": _HIDDEN,
        "best_step": _HIDDEN,
        "reason": text,
    }
)
_GROUP = record(
    {
        "id": name,
        "part": RATIONAL,
        "ballots": or_null(count),
        "joined": or_null(name),
        "share": or_null(RATIONAL),
        "voting_money": or_null(RATIONAL),
        "paid": or_null(RATIONAL),
    }
)
T0 = record(
    {**_HEAD, "tier": exactly("T0"), "projects": list_of(record({"cost": count, "id": project, "state": _STATE}))}
)
T1 = record(
    {
        **_HEAD,
        "tier": exactly("T1"),
        "completion": exactly("none", "add1", "add1u"),
        "parameters": _PARAMETERS,
        "blank": count,
        "n": count,
        "tie_order": _IDS,
        "removed": list_of(record({"id": project, "why": exactly("withdrawn", "over_budget", "under_minimum")})),
        "steps": list_of(_STEP),
        "projects": list_of(_PROJECT),
        "ties": list_of(
            record({"step": positive, "tied": list_of(project, 2), "chosen": project, "decisive": boolean})
        ),
        "completion_runs": list_of(record({"k": count, "spent": count, "funded_count": count})),
        "kept_k": count,
        "groups": list_of(_GROUP),
        "warnings": list_of(text),
    }
)
SHAPES = {"T0": T0, "T1": T1}

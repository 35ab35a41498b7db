"""A result as plain data, exactly as docs/result-format.md fixes it, and back."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from pbvote.domain.errors import PbvoteError
from pbvote.domain.result import (
    CompletionRun,
    GroupOutcome,
    Parameters,
    ProjectOutcome,
    ProjectState,
    Removal,
    Result,
    Step,
    Tie,
    Why,
)

Document: TypeAlias = dict[str, Any]
"""Plain data: dicts, lists, strings, integers, booleans, None."""

_PLAIN = ("rule", "completion", "budget", "turnout", "blank", "n", "spent", "left", "kept_k")
_STEP_PLAIN = ("step", "level", "project", "cost", "supporters", "paid_in_full", "paid_less")
_STEP_RATIONAL = ("money_behind", "rho", "effective_support", "money_left")
_PARAMETERS_PLAIN = (
    "max_ranks",
    "max_ratio",
    "min_group",
    "minimum_supporters",
    "on_overflow",
    "order_by",
    "quorum",
    "share_step",
)
_PARAMETERS_RATIONAL = ("real_share", "voting_money")
_PROJECT_PLAIN = ("id", "cost", "supporters", "first_choices", "points", "best_step", "reason")
_GROUP_PLAIN = ("id", "ballots", "joined")
_GROUP_RATIONAL = ("part", "share", "voting_money", "paid")
_RATIONAL = re.compile(r"[0-9]+/[0-9]+", re.ASCII)


class NotAResultError(PbvoteError):
    """Data that are not a result as docs/result-format.md fixes it."""


def document(result: Result) -> Document:
    """The result as plain data, ready for canonical bytes."""
    return {
        **_fields(result, _PLAIN),
        "parameters": {
            **_fields(result.parameters, _PARAMETERS_PLAIN),
            **_rationals(result.parameters, _PARAMETERS_RATIONAL),
            "conflicts": [list(conflict) for conflict in result.parameters.conflicts],
        },
        "funded": list(result.funded),
        "tie_order": list(result.tie_order),
        "removed": [{"id": each.id, "why": each.why.value} for each in result.removed],
        "steps": [{**_fields(each, _STEP_PLAIN), **_rationals(each, _STEP_RATIONAL)} for each in result.steps],
        "projects": [_project(each) for each in result.projects],
        "ties": [{**_fields(each, ("step", "chosen", "decisive")), "tied": list(each.tied)} for each in result.ties],
        "completion_runs": [_fields(each, ("k", "spent", "funded_count")) for each in result.completion_runs],
        "groups": [{**_fields(each, _GROUP_PLAIN), **_rationals(each, _GROUP_RATIONAL)} for each in result.groups],
        "warnings": list(result.warnings),
    }


def _fields(value: object, names: tuple[str, ...]) -> Document:
    return {name: getattr(value, name) for name in names}


def _rationals(value: object, names: tuple[str, ...]) -> Document:
    return {name: rational(getattr(value, name)) for name in names}


def _project(outcome: ProjectOutcome) -> Document:
    return {
        **_fields(outcome, _PROJECT_PLAIN),
        "state": outcome.state.value,
        "best_money": rational(outcome.best_money),
    }


def rational(value: Fraction | None) -> str | None:
    """A rational as it is written: `"p/q"` in lowest terms."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def parse_result(data: Mapping[str, Any]) -> Result:
    """The result that `data` is the document of. Keys that a public tier adds are ignored.

    Raises NotAResultError for a missing key or a value that is none; types of plain values are not checked again,
    because what is stored is compared by its hash.
    """
    try:
        return _parse(data)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise NotAResultError(f"This is not the result of a count: {type(error).__name__} at {error}.") from error


def _parse(data: Mapping[str, Any]) -> Result:
    return Result(
        **{name: data[name] for name in _PLAIN},
        parameters=_parse_parameters(data["parameters"]),
        funded=tuple(data["funded"]),
        tie_order=tuple(data["tie_order"]),
        removed=tuple(Removal(each["id"], Why(each["why"])) for each in data["removed"]),
        steps=tuple(_parse_step(each) for each in data["steps"]),
        projects=tuple(_parse_project(each) for each in data["projects"]),
        ties=tuple(Tie(each["step"], tuple(each["tied"]), each["chosen"], each["decisive"]) for each in data["ties"]),
        completion_runs=tuple(
            CompletionRun(each["k"], each["spent"], each["funded_count"]) for each in data["completion_runs"]
        ),
        warnings=tuple(data["warnings"]),
        groups=tuple(_parse_group(each) for each in data["groups"]),
    )


def _parse_parameters(data: Mapping[str, Any]) -> Parameters:
    return Parameters(
        **{name: data[name] for name in _PARAMETERS_PLAIN},
        **_read_all(data, _PARAMETERS_RATIONAL),
        conflicts=tuple(tuple(conflict) for conflict in data["conflicts"]),
    )


def _parse_step(data: Mapping[str, Any]) -> Step:
    return Step(
        **{name: data[name] for name in _STEP_PLAIN},
        **_read_all(data, _STEP_RATIONAL),
    )


def _parse_group(data: Mapping[str, Any]) -> GroupOutcome:
    return GroupOutcome(**{name: data[name] for name in _GROUP_PLAIN}, **_read_all(data, _GROUP_RATIONAL))


def _parse_project(data: Mapping[str, Any]) -> ProjectOutcome:
    return ProjectOutcome(
        **{name: data[name] for name in _PROJECT_PLAIN},
        state=ProjectState(data["state"]),
        best_money=parse_rational(data["best_money"]),
    )


def _read_all(data: Mapping[str, Any], names: tuple[str, ...]) -> Document:
    return {name: parse_rational(data[name]) for name in names}


def parse_rational(text: str | None) -> Fraction | None:
    """The rational that was written. Raises ValueError for a text that is none, ZeroDivisionError for `"1/0"`."""
    if text is None:
        return None
    if _RATIONAL.fullmatch(text) is None:
        raise ValueError(text[:40])
    return Fraction(text)

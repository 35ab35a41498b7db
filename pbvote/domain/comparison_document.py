"""A comparison of rules as plain data, as docs/result-format.md fixes it under "Comparison"."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from pbvote.domain.comparison import Comparison, RuleOutcome
from pbvote.domain.result_document import Document


def comparison_document(comparison: Comparison) -> Document:
    """The comparison as plain data, ready for canonical bytes."""
    return {
        "budget": comparison.budget,
        "n": comparison.n,
        "outcomes": [_outcome(each) for each in comparison.outcomes],
    }


def _outcome(outcome: RuleOutcome) -> Document:
    return {name: _plain(value) for name, value in asdict(outcome).items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in the dataclasses of a comparison
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value

"""An analysis as plain data, exactly as docs/result-format.md fixes it, and back."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.errors import PbvoteError
from pbvote.domain.result_document import Document, parse_rational, rational


class NotAnAnalysisError(PbvoteError):
    """Data that are not an analysis as docs/result-format.md fixes it."""


def analysis_document(analysis: Analysis) -> Document:
    """The analysis as plain data, ready for canonical bytes."""
    return {"margin_group": analysis.margin_group, "projects": [_project(each) for each in analysis.projects]}


def _project(project: ProjectAnalysis) -> Document:
    return {
        "id": project.id,
        "highest_price": project.highest_price,
        "margin": project.margin,
        "money": rational(project.money),
        "spending": [_spending(each) for each in project.spending],
        "unspent": rational(project.unspent),
    }


def _spending(spent: Spending) -> Document:
    return {
        "step": spent.step,
        "project": spent.project,
        "amount": rational(spent.amount),
        "voters": spent.voters,
    }


def parse_analysis(data: Mapping[str, Any]) -> Analysis:
    """The analysis that `data` is the document of. Keys that a public tier adds are ignored.

    Raises NotAnAnalysisError for a missing key or a value that is none; types of plain values are not checked again,
    because what is stored is compared by its hash.
    """
    try:
        return Analysis(data["margin_group"], tuple(_parse_project(each) for each in data["projects"]))
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise NotAnAnalysisError(f"This is not an analysis of a count: {type(error).__name__} at {error}.") from error


def _parse_project(data: Mapping[str, Any]) -> ProjectAnalysis:
    return ProjectAnalysis(
        id=data["id"],
        highest_price=data["highest_price"],
        margin=data["margin"],
        money=parse_rational(data["money"]),
        spending=tuple(
            Spending(each["step"], each["project"], _amount(each["amount"]), each["voters"])
            for each in data["spending"]
        ),
        unspent=parse_rational(data["unspent"]),
    )


def _amount(text: str) -> Fraction:
    amount = parse_rational(text)
    if amount is None:
        raise ValueError(text)
    return amount

"""An analysis as plain data and back."""

import json
from fractions import Fraction
from typing import Any

import pytest

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.analysis_document import NotAnAnalysisError, analysis_document, parse_analysis

WHOLE = Analysis(
    "all",
    (
        ProjectAnalysis(
            "A", 65, None, Fraction(65), (Spending(1, "A", Fraction(40, 3), 13),), Fraction(65) - Fraction(40, 3)
        ),
        ProjectAnalysis("B", 0, 4, Fraction(0), (), Fraction(0)),
        ProjectAnalysis("C", None, None, None),
    ),
)


def test_it_comes_back_as_it_was() -> None:
    """Through its canonical bytes, withheld numbers too."""
    assert parse_analysis(json.loads(canonical_bytes(analysis_document(WHOLE)))) == WHOLE


def test_rationals_are_written_in_lowest_terms() -> None:
    """As everywhere in a result."""
    (a, b, _) = analysis_document(WHOLE)["projects"]
    assert a["spending"] == [{"step": 1, "project": "A", "amount": "40/3", "voters": 13}]
    assert (a["money"], a["unspent"], b["money"]) == ("65/1", "155/3", "0/1")


def test_keys_that_a_public_tier_adds_are_ignored() -> None:
    """So that pages read the public form alike."""
    assert parse_analysis({**analysis_document(WHOLE), "grain": 1000, "tier": "T1", "v": 1}) == WHOLE


@pytest.mark.parametrize("missing", ["id", "highest_price", "margin", "money", "spending", "unspent"])
def test_a_missing_key_is_refused(missing: str) -> None:
    """Nothing is made up."""
    broken = analysis_document(WHOLE)
    del broken["projects"][0][missing]
    with pytest.raises(NotAnAnalysisError):
        parse_analysis(broken)


@pytest.mark.parametrize("amount", ["", "1", "1/0", "x/1", "-1/2", "1/2 ", None, 3, []])
def test_an_amount_that_is_none_is_refused(amount: Any) -> None:  # noqa: ANN401 - what JSON can hold
    """A payment is a rational and never missing."""
    broken = analysis_document(WHOLE)
    broken["projects"][0]["spending"][0]["amount"] = amount
    with pytest.raises(NotAnAnalysisError):
        parse_analysis(broken)


@pytest.mark.parametrize("data", [{}, {"margin_group": "all"}, {"margin_group": "all", "projects": [7]}])
def test_something_else_is_refused(data: dict[str, Any]) -> None:
    """With a sentence, not a traceback."""
    with pytest.raises(NotAnAnalysisError, match="This is not an analysis"):
        parse_analysis(data)


def test_the_rest_is_what_no_step_names() -> None:
    """And unknown where the money is."""
    assert [each.rest for each in WHOLE.projects] == [Fraction(155, 3), 0, None]


def test_a_project_is_found_by_its_id() -> None:
    assert WHOLE.of("B") is WHOLE.projects[1]
    assert WHOLE.of("Z") is None

"""The published analysis of every pot: by itself, and against the ballots where these are at hand."""

from collections.abc import Mapping
from typing import Optional

from .analysis import analyse
from .analysis_form import FORM, check_form
from .bundle import Bundle
from .coarse import public_analysis
from .documents import read_record
from .errors import MalformedError
from .findings import Report
from .recount import Recounted, first_difference
from .redaction import public_result
from .result_shape import T1
from .rounds import PotHistory, RoundHistory
from .shapes import Record

CHECK = "analysis"
MARGINS_NOTE = "margins are taken as published; with --margins they are confirmed by complete counts"


def check_analyses(report: Report, bundle: Bundle, found: RoundHistory) -> None:
    """Check the form of every pots/<pot>/analysis.json, as far as the public result tells."""
    for pot in found.pots.values():
        path = _path(pot)
        with report.guard(CHECK, path):
            if bundle.has(path):
                result = read_record(bundle, "pots/" + pot.id + "/result.json", T1)
                check_form(read_record(bundle, path, FORM), result)
                report.passed(CHECK, path, "the numbers are no finer than the tier allows, and agree with the result")


def recheck_analyses(
    report: Report, bundle: Bundle, found: RoundHistory, recounted: Mapping[str, Recounted], *, margins: bool
) -> None:
    """Work every analysis out again from the opened ballots and compare; margins only when asked to."""
    before = len(report.findings)
    for pot in found.pots.values():
        path = _path(pot)
        with report.guard(CHECK, path):
            if bundle.has(path):
                if pot.id not in recounted:
                    raise MalformedError("it cannot be worked out again, since the count could not be run again")
                value = read_record(bundle, path, FORM)
                expected = expected_analysis(value, found.id, pot.id, recounted[pot.id], margins=margins)
                _refuse(first_difference(value, expected, ""))
                report.passed(CHECK, path, "the analysis, worked out again from the ballots, is the same")
    if len(report.findings) > before and not margins:
        report.note(CHECK, "round " + found.id, MARGINS_NOTE)


def _refuse(difference: Optional[str]) -> None:
    if difference is not None:
        raise MalformedError("the analysis, worked out again from the ballots, differs: " + difference)


def _path(pot: PotHistory) -> str:
    return "pots/" + pot.id + "/analysis.json"


def expected_analysis(value: Record, round_id: str, pot_id: str, again: Recounted, *, margins: bool) -> Record:
    """Make the public analysis again; without margins those of `value`, the published one, are taken."""
    analysis = analyse(again.counted, again.ballots if margins else None)
    if not margins:
        _take_margins(analysis, value)
    result = public_result(again.document, round_id, pot_id, "T1")
    return public_analysis(analysis, again.document, result)


def _take_margins(analysis: Record, value: Record) -> None:
    published = {each["id"]: each["margin"] for each in value["projects"]}
    for each in analysis["projects"]:
        each["margin"] = published.get(each["id"])

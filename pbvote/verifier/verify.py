"""Verify a bundle: all checks in the order of auditlog.md, section 8."""

from pathlib import Path
from typing import NamedTuple, Optional

from .bundle import Bundle, open_bundle, report_bundle
from .checkpoints import Keys, check_checkpoints, check_consistency, check_since, read_keys
from .codelist import check_codes
from .compare import compare_bundles, compare_logs
from .findings import Report
from .frozen import check_frozen
from .groups import check_groups, check_roll
from .history import History, follow_entries, report_balances, report_events
from .log import Log, read_log
from .manifest import check_manifest, is_auditor_bundle, read_manifest
from .openings import open_ballots
from .published import check_results
from .published_analysis import check_analyses, recheck_analyses
from .receipt import Evidence, check_receipt
from .recount import Recounted, recount_pots
from .rounds import RoundHistory
from .turnout import check_turnout

NEEDS_AUDITOR = "openings, group balances and the re-run need the auditor bundle"


class Request(NamedTuple):
    """What somebody asks to be verified: paths of a bundle and of what they hold against it; margins take minutes."""

    bundle: Path
    auditor: Optional[Path] = None
    receipt: Optional[Path] = None
    since: Optional[Path] = None
    margins: bool = False


class Examined(NamedTuple):
    """A bundle whose log has been gone through."""

    bundle: Bundle
    log: Log
    keys: Keys
    history: History
    found: Optional[RoundHistory]
    recounted: dict[str, Recounted]  # by pot, of an auditor bundle


def verify(request: Request) -> Report:
    """Make all checks; UnopenableError when a bundle cannot be opened or has no log.jsonl."""
    bundle = open_bundle(request.bundle)
    auditor = None if request.auditor is None else open_bundle(request.auditor)
    report = Report()
    examined = _examine(report, bundle, has_auditor=auditor is not None)
    if auditor is not None:
        report.label = "auditor bundle: "
        other = _examine(report, auditor, has_auditor=True)
        report.label = ""
        if not is_auditor_bundle(auditor):
            report.fail("compare", "the second bundle", "it is not an auditor bundle")
        compare_logs(report, examined.log, other.log)
        compare_bundles(report, bundle, auditor)
        if examined.found is not None:
            recheck_analyses(report, bundle, examined.found, other.recounted, margins=request.margins)
    _check_kept(report, request, examined)
    return report


def _examine(report: Report, bundle: Bundle, *, has_auditor: bool) -> Examined:
    report_bundle(report, bundle)
    log = read_log(report, bundle)
    keys = read_keys(report, log)
    checkpoints = check_checkpoints(report, bundle, log, keys)
    history = follow_entries(log)
    check_consistency(report, log, checkpoints, bundle, history.required)
    report_events(report, log, history)
    report_balances(report, history)
    found = _check_files(report, bundle, history)
    recounted = {}
    if found is not None:
        recounted = _check_ballots(report, bundle, found, history, has_auditor=has_auditor)
    return Examined(bundle, log, keys, history, found, recounted)


def _check_files(report: Report, bundle: Bundle, history: History) -> Optional[RoundHistory]:
    manifest = read_manifest(report, bundle)
    rounds = history.order.rounds
    # A manifest that cannot be read still leaves a log; its last round is the likeliest subject.
    found = rounds.get(manifest.round) if manifest is not None else next(reversed(list(rounds.values())), None)
    if found is None:
        report.fail("manifest", "manifest.json", "the log has no round that it could be about")
        return None
    if manifest is not None:
        check_manifest(report, bundle, manifest, found)
    check_frozen(report, bundle, found)
    check_codes(report, bundle, found, history)
    check_turnout(report, bundle, found)
    return found


def _check_ballots(
    report: Report, bundle: Bundle, found: RoundHistory, history: History, *, has_auditor: bool
) -> dict[str, Recounted]:
    if not is_auditor_bundle(bundle):
        check_results(report, bundle, found, {})
        check_analyses(report, bundle, found)
        if not has_auditor:
            report.note("openings", "round " + found.id, NEEDS_AUDITOR)
        return {}
    opened = open_ballots(report, bundle, found, history)
    register = check_roll(report, bundle, found)
    check_groups(report, bundle, found, register, opened)
    recounted = recount_pots(report, bundle, found, opened)
    check_results(report, bundle, found, recounted)
    return recounted


def _check_kept(report: Report, request: Request, examined: Examined) -> None:
    if request.since is not None:
        with report.guard("since", request.since.name):
            raw = request.since.read_bytes()
            check_since(report, request.since.name, raw, examined.keys, examined.log)
    if request.receipt is not None:
        evidence = Evidence(examined.keys, examined.log, examined.history)
        check_receipt(report, request.receipt, evidence)

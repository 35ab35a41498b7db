"""The command: `pbvote verify`, or the one-file verifier, with the same arguments."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

from .errors import UnopenableError
from .findings import FAIL, NOTE, OK, Finding, Report
from .verify import Request, verify

GOOD, BAD, UNOPENABLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("bundle", type=Path, metavar="BUNDLE", help="a bundle: a zip file or a folder")
    parser.add_argument("--auditor", type=Path, metavar="BUNDLE", help="the auditor bundle of the same round")
    parser.add_argument("--receipt", type=Path, metavar="FILE", help="a receipt note, or its archive")
    parser.add_argument("--since", type=Path, metavar="CHECKPOINT", help="a checkpoint that you kept")
    parser.add_argument("--margins", action="store_true", help="with --auditor: find every margin again; takes minutes")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(args: argparse.Namespace) -> int:
    """Verify and print: 0 when nothing failed, 1 when something did, 2 when there is no bundle to look at."""
    request = Request(args.bundle, args.auditor, args.receipt, args.since, args.margins)
    try:
        report = verify(request)
    except UnopenableError as error:
        print(error, file=sys.stderr)
        return UNOPENABLE
    _print(as_json(report) if args.json else as_text(report))
    return GOOD if report.ok else BAD


def _print(text: str) -> None:
    # A terminal that cannot show a letter of a project's id still gets its findings.
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def as_json(report: Report) -> str:
    """Give `{"ok", "findings": [{"state", "check", "where", "what"}]}` on one line."""
    findings = [each._asdict() for each in report.findings]
    return json.dumps({"ok": report.ok, "findings": findings}, ensure_ascii=True)


def as_text(report: Report) -> str:
    """Give one line a finding and a summary."""
    states = [each.state for each in report.findings]
    counts = [str(states.count(state)) + " " + state for state in (OK, FAIL, NOTE)]
    verdict = "verified: nothing failed" if report.ok else "NOT verified: something failed"
    return "\n".join([*map(_line, report.findings), verdict + " (" + ", ".join(counts) + ")"])


def _line(finding: Finding) -> str:
    return finding.state + ": " + finding.what + " (" + finding.check + ": " + finding.where + ")"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Run as a program of its own."""
    parser = argparse.ArgumentParser(prog="verifier", description="Verify a bundle of a pbvote round.")
    add_arguments(parser)
    return run(parser.parse_args(arguments))

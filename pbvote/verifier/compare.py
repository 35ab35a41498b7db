"""Two bundles of one round side by side: what stands in both must be the same."""

from .bundle import Bundle
from .findings import Report
from .log import Log
from .manifest import PATH

CHECK = "compare"


def compare_bundles(report: Report, bundle: Bundle, auditor: Bundle) -> None:
    """Compare every file that stands in both bundles, but the manifests and the logs."""
    both = sorted(set(bundle.paths) & set(auditor.paths) - {PATH, "log.jsonl"})
    for path in both:
        with report.guard(CHECK, path):
            if bundle.read(path) != auditor.read(path):
                report.fail(CHECK, path, "the file is not the same in both bundles")
    if not report.failures(CHECK):
        report.passed(CHECK, "both bundles", str(len(both)) + " files are the same in both")


def compare_logs(report: Report, log: Log, auditor: Log) -> None:
    """Check that the shorter log is the beginning of the longer one."""
    for index, (one, other) in enumerate(zip(log.leaves, auditor.leaves)):
        if one != other:
            report.fail(CHECK, "entry " + str(index), "the logs of the two bundles differ from here on")
            return
    report.passed(CHECK, "log.jsonl", "the logs of both bundles are one history")

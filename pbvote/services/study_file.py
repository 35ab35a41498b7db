"""What a ballot file says beyond its count: how close it was, and what every other rule would have funded."""

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.analysis import Analysis
from pbvote.domain.analysis_document import analysis_document
from pbvote.domain.comparison import Comparison
from pbvote.domain.comparison_document import comparison_document
from pbvote.domain.rules import CountMethod
from pbvote.services.file_ballots import profile_of_file
from pbvote.services.tally_file import FileInput, FileTally
from pbvote.tally.analysis import analyse
from pbvote.tally.compare import compare_profile
from pbvote.tally.progress import OnProgress


def analyse_input(
    found: FileInput, tally: FileTally, method: CountMethod, progress: OnProgress | None = None
) -> Analysis:
    """Where the voting money of each project's people went, prices and margins."""
    return analyse(found.pot, found.ballots, found.order, tally.result, method=method, progress=progress)


def compare_input(found: FileInput, method: CountMethod, on_rule: OnProgress | None = None) -> Comparison:
    """The same ballots under every rule that can count them, the asked one first."""
    profile, blank = profile_of_file(found.file), found.file.votes.blank
    return compare_profile(found.pot, profile, found.order, method, blank=blank, on_rule=on_rule)


def analysis_bytes(analysis: Analysis) -> bytes:
    """The analysis as canonical bytes, without a newline."""
    return canonical_bytes(analysis_document(analysis))


def comparison_bytes(comparison: Comparison) -> bytes:
    """The comparison as canonical bytes, without a newline."""
    return canonical_bytes(comparison_document(comparison))

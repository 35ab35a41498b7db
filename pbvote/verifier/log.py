"""The log of a bundle: its lines, their hashes, the entries whose form is right, the roots at any size."""

from collections.abc import Iterable
from typing import NamedTuple, Optional

from .bundle import LOG, Bundle
from .canonical import decode
from .entries import LONGEST_LINE, check_entry
from .errors import MalformedError, VerifierError
from .findings import Report
from .merkle import Frontier, leaf_hash
from .shapes import Record


class Log(NamedTuple):
    """Lines without newlines, their leaf hashes, and entries; None stands for a line that is no entry."""

    lines: tuple[bytes, ...]
    leaves: tuple[bytes, ...]
    entries: tuple[Optional[Record], ...]

    def roots(self, sizes: Iterable[int]) -> dict[int, bytes]:
        """Give the roots of the trees of these sizes, as far as the log reaches."""
        found, frontier = {}, Frontier()
        for size in sorted(set(sizes)):
            if not 0 <= size <= len(self.leaves):
                continue
            for leaf in self.leaves[frontier.size : size]:
                frontier.append(leaf)
            found[size] = frontier.root()
        return found


def read_log(report: Report, bundle: Bundle) -> Log:
    """Read log.jsonl line by line; each line that is not in canonical form or no entry is a failure."""
    lines: tuple[bytes, ...] = ()
    with report.guard("encoding", LOG):
        lines = _split(bundle.read(LOG))
    entries = tuple(_read_line(report, index, line) for index, line in enumerate(lines))
    if lines and not report.failures("encoding"):
        report.passed("encoding", LOG, str(len(lines)) + " lines are canonical")
    if lines and not report.failures("entries"):
        report.passed("entries", LOG, "every line has exactly the keys and types of its kind")
    return Log(lines, tuple(map(leaf_hash, lines)), entries)


def _split(raw: bytes) -> tuple[bytes, ...]:
    if not raw.endswith(b"\n"):
        raise MalformedError("the log is empty or its last line is cut: it does not end with a newline")
    return tuple(raw[:-1].split(b"\n"))


def _read_line(report: Report, index: int, line: bytes) -> Optional[Record]:
    where = "entry " + str(index)
    try:
        if len(line) > LONGEST_LINE:
            raise MalformedError("the line has more than 65,535 bytes")
        value = decode(line)
    except VerifierError as error:
        report.fail("encoding", where, str(error))
        return None
    try:
        return check_entry(value)
    except VerifierError as error:
        report.fail("entries", where, str(error))
        return None

"""Findings: one line for each thing that was looked at, and the one place where errors become lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from .errors import VerifierError

OK, FAIL, NOTE = "ok", "FAIL", "note"
_MOST_OF_A_KIND = 25

# What strict reading should have caught: a check that met an unforeseen shape still has to end as
# a finding that names the place, never as a traceback in front of an auditor.
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


class Finding(NamedTuple):
    """What was found: ok, FAIL or note; the check; the exact place; a sentence."""

    state: str
    check: str
    where: str
    what: str


class Report:
    """Collects findings in the order in which they were made."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.label = ""  # stands before every place, to tell two bundles apart
        self._failures: dict[str, int] = {}

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return not self._failures

    def passed(self, check: str, where: str, what: str) -> None:
        """Record that a check held."""
        self._add(OK, check, where, what)

    def note(self, check: str, where: str, what: str) -> None:
        """Record what could not be checked, and why."""
        self._add(NOTE, check, where, what)

    def fail(self, check: str, where: str, what: str) -> None:
        """Record a failure; the first ones of a check are enough, the rest is counted."""
        key = self.label + check
        count = self._failures[key] = self._failures.get(key, 0) + 1
        if count <= _MOST_OF_A_KIND:
            self._add(FAIL, check, where, what)
        elif count == _MOST_OF_A_KIND + 1:
            self._add(FAIL, check, where, "and more of this kind, not listed")

    def _add(self, state: str, check: str, where: str, what: str) -> None:
        self.findings.append(Finding(state, check, printable(self.label + where), printable(what)))

    def failures(self, check: str) -> int:
        """Count the failures of a check so far."""
        return self._failures.get(self.label + check, 0)

    @contextmanager
    def guard(self, check: str, where: str) -> Iterator[None]:
        """Turn whatever goes wrong inside into one failure at this place."""
        try:
            yield
        except VerifierError as error:
            self.fail(check, where, str(error))
        except MALFORMED as error:
            self.fail(check, where, "malformed: " + type(error).__name__ + ": " + ascii(str(error))[:200])


def printable(text: str) -> str:
    """Give a text in which nothing steers a terminal: controls and marks of direction are written out."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)

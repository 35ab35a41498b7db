"""What can be wrong with a Pabulib file, and what a reader of it repaired."""

from pbvote.domain.errors import PbvoteError


class PabulibError(PbvoteError):
    """A file that is not a Pabulib file that can be counted.

    The text names the line and the column, which is the number of the cell in its row; both start at 1.
    """

    def __init__(self, line: int, column: int, what: str) -> None:
        self.line, self.column = line, column
        super().__init__(f"line {line}, column {column}: {what}")


class UnreadableFileError(PbvoteError):
    """A file that cannot be opened or read at all."""


def shown(text: str) -> str:
    """A piece of a file inside a message: on one line, in ASCII, and not too long."""
    return f"{text[:40]!a}{'...' if len(text) > 40 else ''}"  # noqa: PLR2004 - as much as a line of a terminal bears


class Repairs:
    """What was repaired or skipped, one sentence a kind with how often and where first."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def note(self, kind: str, line: int) -> None:
        """Remember that `kind` (a noun phrase and what was done) happened in this line."""
        self._lines.setdefault(kind, []).append(line)

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind, in the order in which they first happened."""
        return tuple(
            f"{kind}: line {lines[0]}{f' and {len(lines) - 1} more' if len(lines) > 1 else ''}"
            for kind, lines in self._lines.items()
        )

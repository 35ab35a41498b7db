"""What the reader of a file repaired or skipped, and how messages show pieces of files."""


def shown(text: str) -> str:
    """A piece of a file inside a message: on one line, in ASCII, and not too long."""
    return f"{text[:40]!a}{'...' if len(text) > 40 else ''}"  # noqa: PLR2004 - as much as a line of a terminal bears


class Repairs:
    """What was repaired or skipped, one sentence a kind with how often and where first."""

    def __init__(self) -> None:
        self._first: dict[str, int | str] = {}
        self._more: dict[str, int] = {}

    def note(self, kind: str, place: int | str, times: int = 1) -> None:
        """Remember that `kind` (a noun phrase and what was done) happened, first in this line or at this place."""
        if kind in self._first:
            self._more[kind] += times
        else:
            self._first[kind], self._more[kind] = place, times - 1

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind, in the order in which they first happened."""
        return tuple(
            f"{kind}: {_named(place)}{f' and {self._more[kind]} more' if self._more[kind] else ''}"
            for kind, place in self._first.items()
        )


def _named(place: int | str) -> str:
    return f"line {place}" if isinstance(place, int) else place

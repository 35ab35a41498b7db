"""What the log says after the close: the public draw, the count, the result (docs/log-format.md §7)."""

from dataclasses import dataclass
from typing import ClassVar

from pbvote.domain.event import Event


@dataclass(frozen=True, slots=True)
class DrawMade(Event):
    """The public draw that settles ties, made after the close and before the count."""

    kind: ClassVar[str] = "draw.made"
    round: str
    seed: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountCompleted(Event):
    """A pot was counted."""

    kind: ClassVar[str] = "count.completed"
    signed: ClassVar[bool] = True
    round: str
    pot: str
    rule: str
    funded: tuple[str, ...]
    spent: int
    trace: str
    manifest: str
    program: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultPublished(Event):
    """The result is public."""

    kind: ClassVar[str] = "result.published"
    signed: ClassVar[bool] = True
    round: str
    manifest: str
    roles: tuple[str, ...]

"""What the log says: one dataclass for each kind of entry that docs/log-format.md §7 fixes.

The draw, the count and the result stand in result_events.py.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from pbvote.domain.event import OPTIONAL, SYSTEM, Event


@dataclass(frozen=True, slots=True)
class LogStarted(Event):
    """The first entry of a log: its name, its keys and whether its clock is the true one."""

    kind: ClassVar[str] = "log.started"
    clock: str
    log_key: str
    origin: str
    receipt_key: str
    release: str
    verifier: str
    version: str
    format: str = "pbvote/log/v1"


@dataclass(frozen=True, slots=True)
class SoftwareInstalled(Event):
    """Another release of the program took over."""

    kind: ClassVar[str] = "software.installed"
    release: str
    verifier: str
    version: str


@dataclass(frozen=True, slots=True)
class OfficerActed(Event):
    """Somebody's role began, was set up anew or ended (`act` is "appointed", "renewed" or "ended")."""

    kind: ClassVar[str] = "officer.acted"
    act: str
    role: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharesTerms:
    """How a pot divides its voting money: `parts` as "p/q" in lowest terms, one for each of its groups in order."""

    max_ratio: int
    min_group: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PotTerms:
    """What `round.created` fixes about a pot. `budget` is in pence; `shares` only where its groups have parts."""

    id: str
    budget: int
    groups: tuple[str, ...]
    rule: str
    completion: str
    share_step: int | None
    max_ranks: int
    minimum_supporters: int
    quorum: int
    tier: str
    shares: SharesTerms | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class RoundCreated(Event):
    """Two officers approved a round's schedule, pots and rules."""

    kind: ClassVar[str] = "round.created"
    round: str
    opens_at: datetime
    closes_at: datetime
    latest_close: datetime
    zone: str
    change: bool
    rules_text: str
    pots: tuple[PotTerms, ...]
    roles: tuple[str, ...]
    tie: str = "public-draw"


@dataclass(frozen=True, slots=True)
class RoundAmended(RoundCreated):
    """Two officers approved a draft anew, after it was changed."""

    kind: ClassVar[str] = "round.amended"


@dataclass(frozen=True, slots=True)
class FrozenProject:
    """A project's id and its cost in pence."""

    cost: int
    id: str


@dataclass(frozen=True, slots=True)
class ProjectsFrozen(Event):
    """A pot's projects and costs can no longer change."""

    kind: ClassVar[str] = "projects.frozen"
    round: str
    pot: str
    projects: tuple[FrozenProject, ...]
    conflicts: tuple[tuple[str, ...], ...]
    titles: str
    frozen: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectWithdrawn(Event):
    """A project left the ballot; ballots stay as cast and the count closes up."""

    kind: ClassVar[str] = "project.withdrawn"
    round: str
    pot: str
    project: str
    reason: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodesPrinted(Event):
    """Sign-in codes were made, `number` of them; earlier codes of the same members died."""

    kind: ClassVar[str] = "codes.printed"
    round: str
    number: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entitled:
    """How many members may vote in a pot."""

    entitled: int
    id: str


@dataclass(frozen=True, slots=True)
class RollSealed(Event):
    """The roll of a round, by number and by its salted root."""

    kind: ClassVar[str] = "roll.sealed"
    round: str
    pots: tuple[Entitled, ...]
    root: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollMoves:
    """How many members came onto the roll of a pot, and how many left it."""

    added: int
    id: str
    removed: int


@dataclass(frozen=True, slots=True)
class RollChanged(Event):
    """The sealed roll was changed: numbers for each pot, and the root that the roll has now."""

    kind: ClassVar[str] = "roll.changed"
    round: str
    pots: tuple[RollMoves, ...]
    reason: str
    root: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    """Voting opened by its schedule."""

    kind: ClassVar[str] = "round.opened"
    signed: ClassVar[bool] = True
    round: str
    effective_at: datetime
    roles: tuple[str, ...] = SYSTEM


@dataclass(frozen=True, slots=True)
class RoundSuspended(Event):
    """One officer stopped voting until `until` at the latest."""

    kind: ClassVar[str] = "round.suspended"
    signed: ClassVar[bool] = True
    round: str
    until: datetime
    reason: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundResumed(Event):
    """Voting goes on: by two officers, or by itself when the suspension ran out."""

    kind: ClassVar[str] = "round.resumed"
    signed: ClassVar[bool] = True
    round: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundExtended(Event):
    """Voting closes later."""

    kind: ClassVar[str] = "round.extended"
    signed: ClassVar[bool] = True
    round: str
    closes_at: datetime
    reason: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BallotsBatched(Event):
    """Commitments that came in, and what became of earlier ones; each list sorted, 500 in all at most."""

    kind: ClassVar[str] = "ballots.batched"
    signed: ClassVar[bool] = True
    round: str
    pot: str
    part: int
    parts: int
    added: tuple[str, ...]
    superseded: tuple[str, ...]
    withdrawn: tuple[str, ...]
    annulled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosingNumbers:
    """The numbers of a pot at its close (auditlog.md §6); `blank` and `ranked` are withheld under T0."""

    id: str
    entitled: int
    marked: int
    added: int
    superseded: int
    withdrawn: int
    annulled: int
    current: int
    spoilt: int
    blank: int | None
    ranked: int | None
    tier: str
    numbers: str


@dataclass(frozen=True, slots=True)
class RoundClosed(Event):
    """Voting closed and the numbers agree."""

    kind: ClassVar[str] = "round.closed"
    signed: ClassVar[bool] = True
    round: str
    effective_at: datetime
    marked_root: str
    pots: tuple[ClosingNumbers, ...]
    roles: tuple[str, ...] = SYSTEM


@dataclass(frozen=True, slots=True)
class RoundCancelled(Event):
    """Two officers gave the round up: nothing of it follows, and its ballots are never opened."""

    kind: ClassVar[str] = "round.cancelled"
    signed: ClassVar[bool] = True
    round: str
    reason: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRecorded(Event):
    """Something went wrong and is said."""

    kind: ClassVar[str] = "incident.recorded"
    class_: str
    count: int
    from_: datetime | None
    to: datetime | None
    role: str
    round: str | None

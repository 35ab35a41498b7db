"""The pairs of numbers that must be the same on closing night, with both sides, for officers to read.

Unlike the checks of the close itself this never stops at what is wrong: it says how things stand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from pbvote.auditlog.envelope import Ballot, Envelope
from pbvote.auditlog.packing import DamagedEnvelopeError
from pbvote.auditlog.sealing import SealBrokenError
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.pot import Tier, tier_in_force
from pbvote.services.balances import check_opening
from pbvote.services.batch_ballots import LISTS, gather
from pbvote.services.logged_round import round_entries
from pbvote.services.seal_roll import entitled
from pbvote.services.sealed_rows import Sealer
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import BallotRow, CommitmentRow, EnvelopeRow, MarkRow, PotRow

_OfPot: TypeAlias = type[BallotRow] | type[CommitmentRow] | type[MarkRow]

_SIGNS = {"added": 1, "superseded": -1, "withdrawn": -1, "annulled": -1}


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers that must be the same. `kind` is current, content, marked, entitled or opened.

    The other side is the sum of `parts`; None when the log that it comes from cannot be read.
    """

    kind: str
    one: int
    parts: tuple[int, ...] | None

    @property
    def holds(self) -> bool:
        """Whether both sides are the same."""
        return self.parts is not None and self.one == sum(self.parts)


@dataclass(frozen=True, slots=True)
class PotSums:
    """The pairs of a pot, and how many of its envelopes do not open."""

    pot_id: str
    sums: tuple[Sum, ...]
    unopened: int = 0


def sums_after_close(db: Session, round_id: str) -> tuple[PotSums, ...]:
    """Each pot of a closed round: what the database holds now, beside what the log has of the close."""
    entries = list(_with_numbers(db, round_id))
    closed = next(entry for entry in entries if entry["kind"] == "round.closed")
    return tuple(_after_close(db, round_id, numbers, entries) for numbers in closed["pots"])


def sums_before_close(db: Session, box: Sealer, round_id: str) -> tuple[PotSums, ...]:
    """Each pot of a round whose close was stopped: what the envelopes hold, beside what the log has so far."""
    entries = _readable(db, round_id)
    return tuple(_before_close(db, box, pot, entries) for pot in pot_rows(db, round_id))


def _readable(db: Session, round_id: str) -> Sequence[dict[str, Any]] | None:
    try:
        return list(_with_numbers(db, round_id, batches=True))
    except BalanceFailedError:
        return None  # a line cannot be read: then no number of the log can be trusted


def _with_numbers(db: Session, round_id: str, *, batches: bool = False) -> Iterator[dict[str, Any]]:
    kinds = {"roll.sealed", "roll.changed", "round.closed"} | ({"ballots.batched"} if batches else set())
    return (entry for entry in round_entries(db, round_id) if entry["kind"] in kinds)


def _after_close(db: Session, round_id: str, numbers: dict[str, Any], entries: Sequence[dict[str, Any]]) -> PotSums:
    pot_id, current = numbers["id"], numbers["current"]
    recorded = _count(db, CommitmentRow, round_id, pot_id, CommitmentRow.state == "recorded")
    marked = _count(db, MarkRow, round_id, pot_id, MarkRow.marked.is_(True))
    sums = [Sum("current", recorded, tuple(sign * numbers[name] for name, sign in _SIGNS.items()))]
    if numbers["ranked"] is not None:
        sums.append(Sum("content", current, (numbers["ranked"], numbers["blank"])))
    sums += [
        Sum("marked", marked, (current,)),
        Sum("entitled", numbers["entitled"], _entitled(pot_id, entries)),
        Sum("opened", _count(db, BallotRow, round_id, pot_id), (current,)),
    ]
    return PotSums(pot_id, tuple(sums))


def _before_close(db: Session, box: Sealer, pot: PotRow, entries: Sequence[dict[str, Any]] | None) -> PotSums:
    found, unopened = _open_what_opens(db, box, pot.id)
    ballots = [envelope.ballot for envelope in found if envelope.ballot is not None]
    blank = sum(not ballot.ranking for ballot in ballots)
    waiting = gather([("", 0, envelope) for envelope in found]).lists
    marked = _count(db, MarkRow, pot.round_id, pot.id, MarkRow.marked.is_(True))
    opened = sum(_opens(pot, ballot) for ballot in ballots)
    sums = [Sum("current", len(ballots), _added(pot.id, entries, waiting))]
    by_group = Counter(ballot.group for ballot in ballots)
    if tier_in_force(Tier(pot.tier), [by_group[group] for group in pot.groups]) is not Tier.T0:
        sums.append(Sum("content", len(ballots), (len(ballots) - blank, blank)))
    sums += [
        Sum("marked", marked, (len(ballots),)),
        Sum("entitled", entitled(db, pot.round_id, pot.id), None if entries is None else _entitled(pot.id, entries)),
        Sum("opened", opened, (len(ballots),)),
    ]
    return PotSums(pot.id, tuple(sums), unopened)


def _added(
    pot_id: str, entries: Sequence[dict[str, Any]] | None, waiting: dict[str, list[str]]
) -> tuple[int, ...] | None:
    if entries is None:
        return None
    batches = [entry for entry in entries if entry["kind"] == "ballots.batched" and entry["pot"] == pot_id]
    return tuple(_SIGNS[name] * (sum(len(entry[name]) for entry in batches) + len(waiting[name])) for name in LISTS)


def _entitled(pot_id: str, entries: Sequence[dict[str, Any]]) -> tuple[int, ...]:
    sealed = [_of_pot(entry, pot_id)["entitled"] for entry in entries if entry["kind"] == "roll.sealed"]
    changes = [_of_pot(entry, pot_id) for entry in entries if entry["kind"] == "roll.changed"]
    added, removed = (sum(change[name] for change in changes) for name in ("added", "removed"))
    return (sum(sealed), added, -removed)


def _of_pot(entry: dict[str, Any], pot_id: str) -> dict[str, Any]:
    return next(pot for pot in entry["pots"] if pot["id"] == pot_id)


def _open_what_opens(db: Session, box: Sealer, pot_id: str) -> tuple[list[Envelope], int]:
    query = select(EnvelopeRow).where(EnvelopeRow.round_id == box.round_id, EnvelopeRow.pot_id == pot_id)
    found, unopened = [], 0
    for row in db.scalars(query):
        try:
            found.append(box.open(row))
        except (SealBrokenError, DamagedEnvelopeError):
            unopened += 1
    return found, unopened


def _opens(pot: PotRow, ballot: Ballot) -> bool:
    try:
        check_opening(pot.round_id, pot.id, ballot)
    except BalanceFailedError:
        return False
    return True


def _count(db: Session, table: _OfPot, round_id: str, pot_id: str, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(table.round_id == round_id, table.pot_id == pot_id)
    return db.scalar(query.where(*conditions)) or 0

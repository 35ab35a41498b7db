"""The stored log: appending entries under a one-row lock, reading lines, keeping checkpoints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.auditlog.merkle import HASH_SIZE, Frontier, leaf_hash
from pbvote.domain.errors import HistoryChangedError, PbvoteError
from pbvote.domain.event import Event, entry_document
from pbvote.storage.tables import CheckpointRow, LogEntryRow, LogHeadRow

LONGEST_LINE = 65_535
"""Bytes of a line without its newline."""


class EntryTooLongError(PbvoteError):
    """An entry that the log cannot hold."""


class LogStore:
    """The log of one database, inside one transaction."""

    def __init__(self, db: Session) -> None:
        self._db = db

    def begin(self, at: datetime) -> None:
        """Make the head of an empty log."""
        self._db.add(LogHeadRow(size=0, due=0, signed=0, last_at=at, edge=b""))
        self._db.flush()

    def append(self, events: Sequence[Event], at: datetime, *, before_signing: bool = False) -> list[int]:
        """Add entries at the moment `at` (never before the last entry); their indexes.

        Index is the next integer under the head's lock, never a sequence: a sequence leaves gaps when a transaction
        rolls back. An entry that must be signed is followed by another only once it is, but for an incident that
        says why it cannot be (`before_signing`).
        """
        head = self.lock_head()
        if head.due > head.signed and not before_signing:
            raise HistoryChangedError("The last signed act of the log has no checkpoint yet. Run “pbvote tick”.")
        at = self.moment(at)
        rows = [_row(head.size + place, event, at) for place, event in enumerate(events)]
        self._db.execute(insert(LogEntryRow), rows)
        grown = edge_of(head).extended(leaf_hash(row["line"]) for row in rows)
        head.size, head.edge = grown.size, b"".join(grown.nodes)
        head.last_at = at
        if events[-1].signed:
            head.due = head.size
        self._db.flush()
        return list(range(head.size - len(rows), head.size))

    def moment(self, now: datetime) -> datetime:
        """The time that an entry appended now will carry: whole seconds, never before the last entry."""
        return max(now.replace(microsecond=0), self.lock_head().last_at)

    def lock_head(self) -> LogHeadRow:
        """The head, locked until the transaction ends."""
        return self._db.execute(select(LogHeadRow).with_for_update()).scalar_one()

    def lines(self, size: int | None = None) -> list[bytes]:
        """The first `size` lines (all without it), in order."""
        query = select(LogEntryRow.line).order_by(LogEntryRow.index)
        return list(self._db.scalars(query if size is None else query.where(LogEntryRow.index < size)))

    def checkpoints(self, most: int | None = None) -> list[tuple[int, str]]:
        """Every signed checkpoint of at most `most` lines (every one without it), by size."""
        query = select(CheckpointRow).order_by(CheckpointRow.size)
        rows = self._db.scalars(query if most is None else query.where(CheckpointRow.size <= most))
        return [(row.size, row.note) for row in rows]

    def add_checkpoint(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""
        self._db.add(CheckpointRow(size=size, note=note))
        head = self.lock_head()
        head.signed = max(head.signed, size)
        self._db.flush()


def edge_of(head: LogHeadRow) -> Frontier:
    """The right edge of the tree as it stood after the last append."""
    nodes = [head.edge[start : start + HASH_SIZE] for start in range(0, len(head.edge), HASH_SIZE)]
    return Frontier(head.size, tuple(nodes))


def _row(index: int, event: Event, at: datetime) -> dict[str, Any]:
    line = canonical_bytes(entry_document(event, at))
    if len(line) > LONGEST_LINE:
        raise EntryTooLongError(f"The entry {event.kind} is {len(line)} bytes long; the log holds {LONGEST_LINE}.")
    return {"index": index, "line": line}

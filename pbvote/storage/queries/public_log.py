"""The public log, its check codes and the published results, for pages.

A count stands in the log before two officers publish it, and its entries say what is funded. So what the public is
shown ends before them until the result is published: a beginning of the same log, with the checkpoints of it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, func, literal, or_, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.round import RoundState
from pbvote.domain.times import parse_time
from pbvote.storage.queries.pages import PotView, pot_view
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import CheckpointRow, CommitmentRow, LogEntryRow, LogHeadRow, ResultRow, RoundRow


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry: its index, time and kind, its values, and the line as stored."""

    index: int
    at: datetime
    kind: str
    entry: dict[str, Any]
    raw: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, newest first. `older` and `newer` are the `before` of the neighbouring pages.

    `size` is that of the log as far as the public sees it; `is_held`: more lines wait for a result to be published.
    """

    lines: tuple[LogLine, ...]
    size: int
    older: int | None
    newer: int | None
    checkpoint_size: int
    checkpoint_note: str | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A check code in the log: recorded, replaced, withdrawn or cancelled, since when, and if it was counted."""

    code: str
    state: str
    since: datetime
    round_id: str
    pot_id: str
    counted: bool


@dataclass(frozen=True, slots=True)
class PublishedPot:
    """A published result: `result` is the public result.json, `numbers` the pot's object of `round.closed`."""

    pot: PotView
    result: dict[str, Any]
    numbers: dict[str, Any]
    published_at: datetime


def log_page(db: Session, before: int | None = None, length: int = 50, round_id: str | None = None) -> LogPage:
    """The `length` lines below the index `before` (the newest without it), of one round if it is named."""
    size = public_size(db)
    end = size if before is None else max(0, min(before, size))
    query = select(LogEntryRow).where(*_about(db, round_id))
    below = query.where(LogEntryRow.index < end).order_by(LogEntryRow.index.desc()).limit(length + 1)
    lines = tuple(_line(row) for row in db.scalars(below))
    older = lines[length - 1].index if len(lines) > length else None
    above = select(LogEntryRow.index).where(*_about(db, round_id), LogEntryRow.index >= end, LogEntryRow.index < size)
    nearest = db.scalars(above.order_by(LogEntryRow.index).limit(length)).all()
    newer = nearest[-1] + 1 if nearest else None
    covered = select(CheckpointRow).where(CheckpointRow.size <= size)
    note = db.scalars(covered.order_by(CheckpointRow.size.desc()).limit(1)).first()
    is_held = size < _whole_size(db)
    return LogPage(lines[:length], size, older, newer, note.size if note else 0, note.note if note else None, is_held)


def public_size(db: Session) -> int:
    """How many lines the public sees: up to the first count after the newest result, while that is unpublished.

    A log is one line of history, so publishing a result shows every line before it.
    """
    counted = select(RoundRow.id).where(RoundRow.state == RoundState.COUNTED.value).limit(1)
    if db.scalars(counted).first() is None:
        return _whole_size(db)
    published = select(func.coalesce(func.max(LogEntryRow.index), -1)).where(_is_of_kind(db, "result.published"))
    counts = select(func.min(LogEntryRow.index)).where(
        _is_of_kind(db, "count.completed"), LogEntryRow.index > db.scalars(published).one()
    )
    first: int | None = db.scalar(counts)
    return _whole_size(db) if first is None else first


def page_with(index: int, length: int = 50) -> int:
    """The `before` of the page that has the line `index` in its middle, so that a link to it shows what is around."""
    return index + 1 + length // 2


def entries_of(db: Session, round_id: str | None, *kinds: str) -> tuple[LogLine, ...]:
    """The entries of these kinds, of one round if it is named, oldest first. No other line leaves the database."""
    wanted = or_(*(_is_of_kind(db, kind) for kind in kinds))
    query = select(LogEntryRow).where(*_about(db, round_id), wanted).order_by(LogEntryRow.index)
    return tuple(each for each in (_line(row) for row in db.scalars(query)) if each.kind in kinds)


def log_lines(db: Session) -> Iterator[bytes]:
    """Every line that the public sees, as stored, oldest first, without its newline; a part at a time."""
    query = select(LogEntryRow.line).where(LogEntryRow.index < public_size(db)).order_by(LogEntryRow.index)
    yield from db.scalars(query.execution_options(yield_per=500))


def log_size(db: Session) -> int:
    """The bytes of those lines as a file."""
    lengths = select(func.coalesce(func.sum(func.length(LogEntryRow.line) + 1), 0))
    return int(db.scalars(lengths.where(LogEntryRow.index < public_size(db))).one())


def all_codes(db: Session) -> tuple[CodeLine, ...]:
    """Every check code in the log, sorted. A ballot was counted once the public can see the count."""
    counted = set(db.scalars(select(RoundRow.id).where(RoundRow.state == RoundState.PUBLISHED.value)))
    query = select(CommitmentRow).order_by(CommitmentRow.check_code)
    return tuple(_code(row, counted) for row in db.scalars(query))


def published_result(db: Session, round_id: str, pot_id: str) -> PublishedPot | None:
    """The published result of a pot, or None while there is none."""
    row, result = round_row(db, round_id), db.get(ResultRow, (round_id, pot_id))
    if row.published_at is None or result is None or result.public is None:
        return None
    numbers = next(each for each in closing_entry(db, round_id)["pots"] if each["id"] == pot_id)
    return PublishedPot(pot_view(db, round_id, pot_id), json.loads(result.public), numbers, row.published_at)


def closing_entry(db: Session, round_id: str) -> dict[str, Any]:
    """The `round.closed` of a round; raises UnknownRoundError when it is not closed."""
    for row in db.scalars(select(LogEntryRow).order_by(LogEntryRow.index.desc())):
        if b'"kind":"round.closed"' in row.line:
            entry: dict[str, Any] = json.loads(row.line)
            if entry["round"] == round_id:
                return entry
    raise UnknownRoundError(round_id)


def _whole_size(db: Session) -> int:
    head = db.get(LogHeadRow, 1)
    return head.size if head else 0


def _is_of_kind(db: Session, kind: str) -> ColumnElement[bool]:
    return _holds(db, f'"kind":"{kind}"')


def _about(db: Session, round_id: str | None) -> tuple[ColumnElement[bool], ...]:
    # Canonical bytes have one way to say this, and a quotation mark inside a text is escaped: nothing else matches.
    return () if round_id is None else (_holds(db, f'"round":{json.dumps(round_id, ensure_ascii=False)}'),)


def _holds(db: Session, words: str) -> ColumnElement[bool]:
    """Whether a line holds these bytes, in either database."""
    needle = literal(words.encode(), LargeBinary)
    if db.get_bind().dialect.name == "sqlite":
        return func.instr(LogEntryRow.line, needle) > 0
    return func.position(needle.op("IN")(LogEntryRow.line)) > 0


def _line(row: LogEntryRow) -> LogLine:
    entry = json.loads(row.line)
    return LogLine(row.index, parse_time(entry["at"]), entry["kind"], entry, row.line.decode())


def _code(row: CommitmentRow, counted: set[str]) -> CodeLine:
    is_counted = row.state == "recorded" and row.round_id in counted
    return CodeLine(row.check_code, row.state, row.state_since, row.round_id, row.pot_id, is_counted)

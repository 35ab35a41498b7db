"""The log: its head, its lines, its signed checkpoints, and an index of the commitments in it.

Lines and checkpoints are only ever added: triggers refuse every UPDATE and DELETE.
"""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, Index, LargeBinary, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class LogHeadRow(Table):
    """One row that an append locks: entries so far, the size that must be signed next, the size last signed.

    `edge` holds the right edge of the tree as it grew, 32 bytes a node: an entry that was changed after it was
    appended, even before any checkpoint covers it, no longer agrees with it.
    """

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    size: Mapped[int]
    due: Mapped[int]
    signed: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Moment)
    edge: Mapped[bytes] = mapped_column(LargeBinary)


class LogEntryRow(Table):
    """A line of the log, as bytes without its newline. Its hash is always made anew: a kept one could lie."""

    __tablename__ = "log_entry"

    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[bytes] = mapped_column(LargeBinary)


class CheckpointRow(Table):
    """A signed checkpoint as a note."""

    __tablename__ = "checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)


class CommitmentRow(Table):
    """Where a commitment stands in the log: what the batches say, for quick look-ups."""

    __tablename__ = "commitment"
    __table_args__ = (Index("ix_commitment_round_id_pot_id", "round_id", "pot_id"), {"sqlite_with_rowid": False})

    commitment: Mapped[str] = mapped_column(Text, primary_key=True)
    check_code: Mapped[str] = mapped_column(Text, unique=True)
    round_id: Mapped[str] = mapped_column(Text)
    pot_id: Mapped[str] = mapped_column(Text)
    added_in: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    state_since: Mapped[datetime] = mapped_column(Moment)


class LeaseRow(Table):
    """Which process runs the jobs, and until when."""

    __tablename__ = "lease"

    job: Mapped[str] = mapped_column(Text, primary_key=True)
    holder: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(Moment)


APPEND_ONLY = ("log_entry", "checkpoint")

SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'the log is only ever added to'); END"
    for table in APPEND_ONLY
    for act in ("UPDATE", "DELETE")
)

POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION pbvote_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is only ever added to'; END $$"
)

POSTGRESQL_TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION pbvote_refuse_change()"
    for table in APPEND_ONLY
)


def _declare_triggers() -> None:
    for statement in SQLITE_TRIGGERS:
        event.listen(Table.metadata, "after_create", DDL(statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call] # SQLAlchemy leaves DDL untyped
    for statement in (POSTGRESQL_FUNCTION, *POSTGRESQL_TRIGGERS):
        event.listen(Table.metadata, "after_create", DDL(statement).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call] # the same


_declare_triggers()

"""Envelopes and drafts (sealed, one for each member and pot) and the box (plain ballots, written once, at the close).

No table here has a rowid, a serial or a time, so that nothing joins a member to a ballot by the order of writing.
"""

from sqlalchemy import ForeignKeyConstraint, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Strings, Table


class EnvelopeRow(Table):
    """One sealed envelope of fixed size; every entitled member has one from the sealing of the roll on.

    It outlives the mark of a member who was removed: what becomes of their ballot stands in it for the next batch.
    """

    __tablename__ = "envelope"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "member_key"], ["roll.round_id", "roll.member_key"]),
        ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    member_key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class DraftRow(Table):
    """A sealed draft: choices that are not cast yet. Deleted by the cast and at the close."""

    __tablename__ = "draft"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "pot_id", "member_key"], ["mark.round_id", "mark.pot_id", "mark.member_key"]),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    member_key: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class BallotRow(Table):
    """A plain ballot in the box, under a random id; `commitment` and `salt` prove that it is the one cast."""

    __tablename__ = "ballot"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    round_id: Mapped[str] = mapped_column(Text)
    pot_id: Mapped[str] = mapped_column(Text)
    group: Mapped[str] = mapped_column(Text)
    ranking: Mapped[tuple[str, ...]] = mapped_column(Strings)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[str] = mapped_column(Text, unique=True)

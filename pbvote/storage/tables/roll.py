"""The roll: members, their codes, what they may vote in, sessions and failures. Nothing here holds a ranking."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Strings, Table


class MemberRow(Table):
    """A member of the trust. The key is random; the date of birth is never kept.

    `identity_hash` is a keyed hash of normalised name, date of birth and postcode: the same child comes in once.
    `person_hash` leaves the postcode out: who shares it may be the same child under another address, so people look.
    """

    __tablename__ = "member"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    ward: Mapped[str | None] = mapped_column(Text)
    under_16: Mapped[bool]
    under_18: Mapped[bool]
    member_class: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(Text, default="")
    large_print: Mapped[bool] = mapped_column(default=False)
    identity_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    person_hash: Mapped[bytes | None] = mapped_column(LargeBinary)


class RollRow(Table):
    """A member on the roll of a round: the sealed leaf's salt and what it is made from, and the keyed birthday hash.

    Who was `removed` after the sealing is no leaf any more and has no mark; the row stays for their envelopes.
    """

    __tablename__ = "roll"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True)
    group: Mapped[str] = mapped_column(Text)
    pots: Mapped[tuple[str, ...]] = mapped_column(Strings)
    age_band: Mapped[str] = mapped_column(Text)
    birthday_hash: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    removed: Mapped[bool] = mapped_column(default=False)


class MarkRow(Table):
    """That a member may vote in a pot, and whether a ballot of theirs is recorded there."""

    __tablename__ = "mark"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "member_key"], ["roll.round_id", "roll.member_key"]),
        ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    member_key: Mapped[str] = mapped_column(Text, primary_key=True)
    marked: Mapped[bool] = mapped_column(default=False)


class CodeRow(Table):
    """A sign-in code, by its keyed hash only. `state` is live, replaced or stopped."""

    __tablename__ = "code"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'replaced', 'stopped')", name="state"),
        ForeignKeyConstraint(["round_id", "member_key"], ["roll.round_id", "roll.member_key"]),
        Index("ix_code_round_id_member_key", "round_id", "member_key"),
        {"sqlite_with_rowid": False},
    )

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    round_id: Mapped[str] = mapped_column(Text)
    member_key: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="live")
    wrong_birthdays: Mapped[int] = mapped_column(default=0)


class VoterSessionRow(Table):
    """A voter who is signed in on a device, by the hash of the cookie's id; `assisted_by` a helper, if one sits by.

    `tablet_id` is the youth session on whose tablet they sit (accounts.py).
    """

    __tablename__ = "voter_session"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "member_key"], ["roll.round_id", "roll.member_key"]),
        {"sqlite_with_rowid": False},
    )

    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    round_id: Mapped[str] = mapped_column(Text)
    member_key: Mapped[str] = mapped_column(Text)
    csrf: Mapped[str] = mapped_column(Text)
    may_change: Mapped[bool]
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    assisted_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    tablet_id: Mapped[int | None]


class SignInRow(Table):
    """That a member signed in on a day: the date only."""

    __tablename__ = "sign_in"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    member_key: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)


class AssistanceRow(Table):
    """That a helper helped a member to vote on a day: never what was voted."""

    __tablename__ = "assistance"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    role: Mapped[str] = mapped_column(ForeignKey("staff.role"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True)


class FailureRow(Table):
    """Failed sign-ins of one source in one stretch of five minutes; the source is a keyed hash."""

    __tablename__ = "failure"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    source: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    count: Mapped[int]

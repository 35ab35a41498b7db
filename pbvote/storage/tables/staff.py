"""Staff: officers, clerks, helpers and reviewers, how they sign in, and the private security log."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class StaffRow(Table):
    """Somebody who works for the trust. The log names the `role` only, such as officer-1; a role is never re-used.

    `appointed_at` is when the log said so; somebody whom the console announced is not appointed before they enrol.
    `password` is an argon2id hash and `totp_secret` sealed under a key file; both are set at the enrolment.
    `totp_step` is the last 30-second step whose code was used: no code works twice.
    """

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("kind IN ('officer', 'clerk', 'helper', 'reviewer')", name="kind"),)

    role: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    login: Mapped[str | None] = mapped_column(Text, unique=True)
    password: Mapped[str | None] = mapped_column(Text)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_step: Mapped[int] = mapped_column(default=0)
    appointed_at: Mapped[datetime | None] = mapped_column(Moment)
    enrolled_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCodeRow(Table):
    """A recovery code, by its keyed hash; it works once instead of the authenticator app."""

    __tablename__ = "recovery_code"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    role: Mapped[str] = mapped_column(ForeignKey("staff.role"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class InviteRow(Table):
    """A one-time link, by the hash of its secret, to join or to set up a lost sign-in anew.

    One that the console made later works only from `works_from` on, so that the others can see it coming; using it
    writes the console's entry into the log. `password` and `totp_secret` wait here until the enrolment is complete.
    """

    __tablename__ = "invite"
    __table_args__ = (CheckConstraint("purpose IN ('join', 'renew')", name="purpose"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    role: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    purpose: Mapped[str] = mapped_column(Text)
    by_console: Mapped[bool] = mapped_column(default=False)
    works_from: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    login: Mapped[str | None] = mapped_column(Text)
    password: Mapped[str | None] = mapped_column(Text)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)


class StaffSessionRow(Table):
    """Somebody of the staff signed in on a device; `fresh_until`: how long the second factor counts for an act."""

    __tablename__ = "staff_session"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    role: Mapped[str] = mapped_column(ForeignKey("staff.role"), index=True)
    device: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    fresh_until: Mapped[datetime] = mapped_column(Moment)


class SecurityEventRow(Table):
    """A line of the private security log, kept for 90 days: never a ranking, never a code, never a check code."""

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    kind: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)

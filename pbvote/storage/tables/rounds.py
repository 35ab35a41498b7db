"""The trust, its officers, its rounds with pots and projects, and acts that wait for a second officer."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Strings, Table


class InstallationRow(Table):
    """This installation: one row. `clock` is "true" or "shifted" and never changes."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("clock IN ('true', 'shifted')", name="clock"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    origin: Mapped[str] = mapped_column(Text)
    clock: Mapped[str] = mapped_column(Text)
    trust: Mapped[str] = mapped_column(Text)
    area: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    release: Mapped[str] = mapped_column(Text)
    verifier: Mapped[str] = mapped_column(Text)


class OfficerRow(Table):
    """A trust board member who prepares or confirms protected acts."""

    __tablename__ = "officer"

    role: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class RoundRow(Table):
    """A round. `state` is a RoundState; `frozen` the hash of its frozen file.

    `closes_at` is the close in force; `agreed_close` the one that was approved and frozen, which extensions leave.
    """

    __tablename__ = "round"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    opens_at: Mapped[datetime] = mapped_column(Moment)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    agreed_close: Mapped[datetime] = mapped_column(Moment)
    latest_close: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(Text)
    change_allowed: Mapped[bool]
    approved: Mapped[bool] = mapped_column(default=False)
    rules_text: Mapped[str] = mapped_column(Text)
    frozen: Mapped[str | None] = mapped_column(Text)
    suspended_until: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    seed: Mapped[str | None] = mapped_column(Text)


class PotRow(Table):
    """A pot of a round. `budget` in pence; `tier` as set up, `tier_in_force` from the close on."""

    __tablename__ = "pot"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    blurb: Mapped[str] = mapped_column(Text)
    budget: Mapped[int] = mapped_column(BigInteger)
    groups: Mapped[tuple[str, ...]] = mapped_column(Strings)
    rule: Mapped[str] = mapped_column(Text)
    completion: Mapped[str] = mapped_column(Text)
    share_step: Mapped[int | None] = mapped_column(BigInteger)
    max_ranks: Mapped[int]
    minimum_supporters: Mapped[int]
    quorum: Mapped[int]
    conflicts: Mapped[tuple[tuple[str, ...], ...]] = mapped_column(Strings)
    tier: Mapped[str] = mapped_column(Text)
    tier_in_force: Mapped[str | None] = mapped_column(Text)
    from_age: Mapped[int | None]
    to_age: Mapped[int | None]
    ages_on: Mapped[date | None] = mapped_column(Date)
    wards: Mapped[tuple[str, ...]] = mapped_column(Strings)


class ProjectRow(Table):
    """A project on a pot's ballot. `cost` in pence."""

    __tablename__ = "project"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),
        CheckConstraint("cost > 0", name="cost_above_zero"),
    )

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    cost: Mapped[int] = mapped_column(BigInteger)
    theme: Mapped[str] = mapped_column(Text)
    ward: Mapped[str] = mapped_column(Text)
    picture: Mapped[str | None] = mapped_column(Text)
    picture_alt: Mapped[str] = mapped_column(Text)
    proposer: Mapped[str] = mapped_column(Text)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class PreparedActRow(Table):
    """A protected act that one officer prepared. `ground` is the state of the round that they saw."""

    __tablename__ = "prepared_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    arguments: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text)
    prepared_by: Mapped[str] = mapped_column(ForeignKey("officer.role"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("officer.role"))


class ResultRow(Table):
    """A pot's result as it was hashed into the log: bytes of trace.json, result.json and numbers.json."""

    __tablename__ = "result"
    __table_args__ = (ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),)

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    trace: Mapped[bytes | None] = mapped_column(LargeBinary)
    public: Mapped[bytes | None] = mapped_column(LargeBinary)

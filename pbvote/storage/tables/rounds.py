"""The trust, its rounds with pots and projects, acts that wait for a second officer, and results."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.domain.voter_group import GroupShares
from pbvote.storage.tables.base import Moment, Strings, Table
from pbvote.storage.tables.shares import Shares


class InstallationRow(Table):
    """This installation: one row. `clock` is "true" or "shifted" and never changes.

    `clock_offset`, in milliseconds, is what officers added to the clock of a rehearsal; zero under a true clock.
    """

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
    clock_offset: Mapped[int] = mapped_column(BigInteger, default=0)


class TrustTextRow(Table):
    """A text that the trust wrote itself, such as its accessibility statement; who changed it last and when."""

    __tablename__ = "trust_text"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class RoundRow(Table):
    """A round. `state` is a RoundState; `frozen` the hash of its frozen file.

    `closes_at` is the close in force; `agreed_close` the one that was approved and frozen, which extensions leave.
    `approved_plan` is the hash of the plan that two officers approved last: only that plan can be frozen. `stopped`
    says as JSON which numbers did not agree at the close, until two officers let it be tried again. `answered` names
    the questions of the set-up that somebody has answered while it was a draft.
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
    approved_plan: Mapped[str | None] = mapped_column(Text)
    rules_text: Mapped[str] = mapped_column(Text)
    frozen: Mapped[str | None] = mapped_column(Text)
    suspended_until: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    seed: Mapped[str | None] = mapped_column(Text)
    stopped: Mapped[str | None] = mapped_column(Text)
    answered: Mapped[tuple[str, ...]] = mapped_column(Strings, default=())


class PotRow(Table):
    """A pot of a round. `budget` in pence; `shares`, if there are any, divides the voting money between the groups.

    `tier` as set up, `tier_in_force` from the close on; `answered` as above.
    """

    __tablename__ = "pot"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    blurb: Mapped[str] = mapped_column(Text)
    budget: Mapped[int] = mapped_column(BigInteger)
    groups: Mapped[tuple[str, ...]] = mapped_column(Strings)
    shares: Mapped[GroupShares | None] = mapped_column(Shares)
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
    classes: Mapped[tuple[str, ...]] = mapped_column(Strings, default=())
    answered: Mapped[tuple[str, ...]] = mapped_column(Strings, default=())


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


class ProjectListRow(Table):
    """A file of projects for a pot of a draft, read and shown, and not yet taken: the projects as JSON."""

    __tablename__ = "project_list"
    __table_args__ = (ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),)

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    projects: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class PreparedActRow(Table):
    """A protected act that one of the staff prepared; without a round, one of the trust itself.

    `ground` is a hash of what the preparer saw. It waits while neither confirmed nor dropped.
    """

    __tablename__ = "prepared_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"))
    act: Mapped[str] = mapped_column(Text)
    arguments: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text)
    prepared_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    prepared_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)


class ResultRow(Table):
    """A pot's result as it was hashed into the log: bytes of the files of docs/log-format.md §9.

    `analysis` is worked out after the count and before the result is published; `public_analysis` is what everybody
    may see of it, none where there is nothing to see.
    """

    __tablename__ = "result"
    __table_args__ = (ForeignKeyConstraint(["round_id", "pot_id"], ["pot.round_id", "pot.id"]),)

    round_id: Mapped[str] = mapped_column(Text, primary_key=True)
    pot_id: Mapped[str] = mapped_column(Text, primary_key=True)
    numbers: Mapped[bytes] = mapped_column(LargeBinary)
    turnout: Mapped[bytes | None] = mapped_column(LargeBinary)
    trace: Mapped[bytes | None] = mapped_column(LargeBinary)
    public: Mapped[bytes | None] = mapped_column(LargeBinary)
    analysis: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_analysis: Mapped[bytes | None] = mapped_column(LargeBinary)


class CheckRunRow(Table):
    """One run of the verifier, as a separate process, over the counted round: its findings as the JSON it printed."""

    __tablename__ = "check_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    ok: Mapped[bool]
    manifest: Mapped[str] = mapped_column(Text)
    findings: Mapped[bytes] = mapped_column(LargeBinary)


class AuditorLinkRow(Table):
    """A link, by the hash of its secret, with which an auditor fetches the auditor bundle."""

    __tablename__ = "auditor_link"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    name: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    fetched_at: Mapped[datetime | None] = mapped_column(Moment)


class PopulationRow(Table):
    """How many people live in the area, if the trust says so: all, of an age band, or of a ward."""

    __tablename__ = "population"
    __table_args__ = (CheckConstraint("dimension IN ('all', 'band', 'ward')", name="dimension"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    dimension: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int]

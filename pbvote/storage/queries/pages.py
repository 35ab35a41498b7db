"""What pages show: plain frozen values, read apart from the services."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownProjectError
from pbvote.domain.round import RoundState
from pbvote.domain.voter_group import GroupShares
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.storage.queries.rounds import pot_row, pot_rows, project_rows, round_row
from pbvote.storage.queries.trust import installation, officers
from pbvote.storage.tables import PhasesRow, PotRow, ProjectRow, RoundRow


@dataclass(frozen=True, slots=True)
class TrustView:
    """The trust as every page names it. `rehearsal`: the log's first entry says that its clock is shifted."""

    name: str
    area: str
    phone: str
    contact: str
    origin: str
    officers: tuple[str, ...]
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class PotView:
    """A pot. `budget` in pence; `who` says in words who may vote; `tier` is the one in force; `shares`: its groups."""

    round_id: str
    id: str
    title: str
    who: str
    budget: int
    max_ranks: int
    project_count: int
    tier: str
    rule: str
    shares: GroupShares | None = None


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with its pots; moments are aware, in UTC. `phases` once two officers approved that it asks for ideas."""

    id: str
    title: str
    summary: str
    state: RoundState
    opens_at: datetime
    closes_at: datetime
    latest_close: datetime
    zone: str
    change_allowed: bool
    suspended_until: datetime | None
    frozen: str | None
    rules_text: str
    closed_at: datetime | None
    published_at: datetime | None
    pots: tuple[PotView, ...]
    phases: PhaseView | None = None

    @property
    def is_in_phases(self) -> bool:
        """Whether it is a draft in which members take part already."""
        return self.state is RoundState.DRAFT and self.phases is not None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project as residents read it. `cost` in pence; `picture` is a file under static/pictures."""

    round_id: str
    pot_id: str
    id: str
    title: str
    summary: str
    body: str
    cost: int
    theme: str
    ward: str
    picture: str | None
    picture_alt: str
    proposer: str
    withdrawn: bool


def trust_page(db: Session) -> TrustView:
    """The trust and its officers; raises NotInstalledError."""
    row = installation(db)
    names = tuple(each.name for each in officers(db))
    return TrustView(row.trust, row.area, row.phone, row.contact, row.origin, names, rehearsal=row.clock == "shifted")


def rounds(db: Session) -> tuple[RoundView, ...]:
    """Every round that was approved, or whose phases were, newest first."""
    in_phases = select(PhasesRow.round_id).where(PhasesRow.approved.is_(True))
    known = or_(RoundRow.approved.is_(True), RoundRow.id.in_(in_phases))
    query = select(RoundRow).where(known).order_by(RoundRow.number.desc())
    return tuple(_round(db, row) for row in db.scalars(query).all())


def round_view(db: Session, round_id: str) -> RoundView:
    """A round; raises UnknownRoundError."""
    return _round(db, round_row(db, round_id))


def pot_view(db: Session, round_id: str, pot_id: str) -> PotView:
    """A pot; raises UnknownRoundError."""
    return _pot(pot_row(db, round_id, pot_id), _project_counts(db, round_id))


def projects(db: Session, round_id: str, pot_id: str) -> tuple[ProjectView, ...]:
    """The projects of a pot in the order of the ballot."""
    return tuple(_project(row) for row in project_rows(db, round_id, pot_id))


def project(db: Session, round_id: str, pot_id: str, project_id: str) -> ProjectView:
    """A project; raises UnknownProjectError."""
    pot = pot_row(db, round_id, pot_id)
    row = db.get(ProjectRow, (pot.round_id, pot.id, project_id)) if "\0" not in project_id else None
    if row is None:
        raise UnknownProjectError(project_id)
    return _project(row)


def _round(db: Session, row: RoundRow) -> RoundView:
    counts = _project_counts(db, row.id)
    return RoundView(
        id=row.id,
        title=row.title,
        summary=row.summary,
        state=RoundState(row.state),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        latest_close=row.latest_close,
        zone=row.zone,
        change_allowed=row.change_allowed,
        suspended_until=row.suspended_until,
        frozen=row.frozen,
        rules_text=row.rules_text,
        closed_at=row.closed_at,
        published_at=row.published_at,
        pots=tuple(_pot(each, counts) for each in pot_rows(db, row.id)),
        phases=phase_view(db, row.id),
    )


def _project_counts(db: Session, round_id: str) -> dict[str, int]:
    query = (
        select(ProjectRow.pot_id, func.count().label("number"))
        .where(ProjectRow.round_id == round_id)
        .group_by(ProjectRow.pot_id)
    )
    return {row.pot_id: row.number for row in db.execute(query)}


def _pot(row: PotRow, counts: dict[str, int]) -> PotView:
    return PotView(
        round_id=row.round_id,
        id=row.id,
        title=row.title,
        who=row.blurb,
        budget=row.budget,
        max_ranks=row.max_ranks,
        project_count=counts.get(row.id, 0),
        tier=row.tier_in_force or row.tier,
        rule=row.rule,
        shares=row.shares,
    )


def _project(row: ProjectRow) -> ProjectView:
    names = ProjectView.__dataclass_fields__.keys() - {"id"}
    return ProjectView(id=row.id, **{name: getattr(row, name) for name in names})

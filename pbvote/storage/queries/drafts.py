"""Rounds as the people see them who set them up: drafts too, with what their forms begin with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.round import RoundState
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.storage.queries.rounds import pot_row, pot_rows, project_rows, round_row
from pbvote.storage.tables import PotRow, ProjectRow, RoundRow


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list; `approved`: two officers agreed on its dates and rules; `phases`: it asks for ideas."""

    id: str
    title: str
    state: RoundState
    approved: bool
    opens_at: datetime
    closes_at: datetime
    pots: tuple[str, ...]
    budget: int
    phases: PhaseView | None = None


def every_round(db: Session) -> tuple[RoundLine, ...]:
    """All rounds, newest first."""
    rows = db.scalars(select(RoundRow).order_by(RoundRow.number.desc())).all()
    return tuple(_line(db, row) for row in rows)


def draft_row(db: Session, round_id: str) -> RoundRow:
    """A round with all its columns; raises UnknownRoundError."""
    return round_row(db, round_id)


def draft_pots(db: Session, round_id: str) -> tuple[PotRow, ...]:
    """The pots of a round in order."""
    return tuple(pot_rows(db, round_id))


def draft_pot(db: Session, round_id: str, pot_id: str) -> PotRow:
    """A pot; raises UnknownRoundError."""
    return pot_row(db, round_id, pot_id)


def draft_projects(db: Session, round_id: str, pot_id: str) -> tuple[ProjectRow, ...]:
    """The projects of a pot in the order of the ballot."""
    return tuple(project_rows(db, round_id, pot_id))


def _line(db: Session, row: RoundRow) -> RoundLine:
    pots = pot_rows(db, row.id)
    return RoundLine(
        id=row.id,
        title=row.title,
        state=RoundState(row.state),
        approved=row.approved,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        pots=tuple(each.title for each in pots),
        budget=sum(each.budget for each in pots),
        phases=phase_view(db, row.id),
    )

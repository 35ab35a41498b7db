"""Rounds, pots and projects as rows, for services and pages."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.pot import SLUG
from pbvote.domain.round import RoundState, Schedule
from pbvote.storage.tables import PotRow, ProjectRow, RoundRow


def round_row(db: Session, round_id: str, *, lock: bool = False) -> RoundRow:
    """A round, locked until the transaction ends if asked; raises UnknownRoundError."""
    is_id = SLUG.fullmatch(round_id) is not None  # PostgreSQL takes no NUL, and an id is never longer or stranger
    row = db.get(RoundRow, round_id, with_for_update=lock or None) if is_id else None
    if row is None:
        raise UnknownRoundError(round_id)
    return row


def rounds_in(db: Session, *states: RoundState) -> list[str]:
    """The ids of the rounds in any of the states, oldest first."""
    query = select(RoundRow.id).where(RoundRow.state.in_([state.value for state in states])).order_by(RoundRow.number)
    return list(db.scalars(query))


def state_of(row: RoundRow) -> RoundState:
    """The state of a round."""
    return RoundState(row.state)


def schedule_of(row: RoundRow) -> Schedule:
    """The schedule of a round."""
    return Schedule(row.opens_at, row.closes_at, row.latest_close, row.zone)


def pot_rows(db: Session, round_id: str) -> Sequence[PotRow]:
    """The pots of a round in order."""
    return db.scalars(select(PotRow).where(PotRow.round_id == round_id).order_by(PotRow.position)).all()


def pot_row(db: Session, round_id: str, pot_id: str) -> PotRow:
    """A pot; raises UnknownRoundError."""
    row = db.get(PotRow, (round_id, pot_id)) if SLUG.fullmatch(round_id) and SLUG.fullmatch(pot_id) else None
    if row is None:
        raise UnknownRoundError(pot_id)
    return row


def project_rows(db: Session, round_id: str, pot_id: str) -> Sequence[ProjectRow]:
    """The projects of a pot in the order of the ballot."""
    query = select(ProjectRow).where(ProjectRow.round_id == round_id, ProjectRow.pot_id == pot_id)
    return db.scalars(query.order_by(ProjectRow.position)).all()


def ids_on_ballot(db: Session, round_id: str, pot_id: str) -> frozenset[str]:
    """The ids that can be ranked: withdrawn projects cannot."""
    query = select(ProjectRow.id).where(
        ProjectRow.round_id == round_id, ProjectRow.pot_id == pot_id, ProjectRow.withdrawn.is_(False)
    )
    return frozenset(db.scalars(query))

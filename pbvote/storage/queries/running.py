"""Rounds as the board sees them: where each is, and while voting is open how many have voted, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, and_, cast, func, select
from sqlalchemy.orm import Session

from pbvote.domain.round import RoundState
from pbvote.storage.queries.phases import PhaseView, phase_view
from pbvote.storage.queries.rounds import pot_rows, state_of
from pbvote.storage.tables import MarkRow, PotRow, RollRow, RoundRow


@dataclass(frozen=True, slots=True)
class PotTurnout:
    """How many may vote in a pot, and how many have a ballot recorded there."""

    id: str
    title: str
    entitled: int
    marked: int


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in a few lines; drafts too. `approved`: two officers agreed on its schedule. Moments are in UTC.

    `stopped`: the close found that its numbers do not agree, and waits for people. `phases`: of a draft in which
    members take part already.
    """

    id: str
    title: str
    state: RoundState
    approved: bool
    opens_at: datetime
    closes_at: datetime
    latest_close: datetime
    zone: str
    suspended_until: datetime | None
    published_at: datetime | None
    stopped: bool
    turnout: tuple[PotTurnout, ...]
    phases: PhaseView | None = None


def round_cards(db: Session) -> tuple[RoundCard, ...]:
    """Every round, the newest first."""
    return tuple(round_card(db, row) for row in db.scalars(select(RoundRow).order_by(RoundRow.number.desc())).all())


def round_card(db: Session, row: RoundRow) -> RoundCard:
    """One round."""
    return RoundCard(
        id=row.id,
        title=row.title,
        state=state_of(row),
        approved=row.approved,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        latest_close=row.latest_close,
        zone=row.zone,
        suspended_until=row.suspended_until,
        published_at=row.published_at,
        stopped=row.stopped is not None,
        turnout=turnout(db, pot_rows(db, row.id)) if state_of(row) not in _BEFORE else (),
        phases=phase_view(db, row.id) if state_of(row) is RoundState.DRAFT else None,
    )


_BEFORE = frozenset({RoundState.DRAFT, RoundState.FROZEN})


def turnout(db: Session, pots: Sequence[PotRow]) -> tuple[PotTurnout, ...]:
    """People per pot: no ranking, no blank votes, nothing about projects, and no ward or age while voting is open."""
    on_roll = and_(RollRow.round_id == MarkRow.round_id, RollRow.member_key == MarkRow.member_key)
    counted = (
        select(MarkRow.pot_id, func.count().label("entitled"), func.sum(cast(MarkRow.marked, Integer)).label("marked"))
        .join(RollRow, on_roll)
        .where(MarkRow.round_id.in_([pot.round_id for pot in pots]), RollRow.removed.is_(False))
        .group_by(MarkRow.pot_id)
    )
    found = {row.pot_id: (row.entitled, row.marked) for row in db.execute(counted)}
    return tuple(PotTurnout(pot.id, pot.title, *found.get(pot.id, (0, 0))) for pot in pots)

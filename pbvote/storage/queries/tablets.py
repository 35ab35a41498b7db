"""Youth sessions for the pages of the board: which there are, and whose cards were used; nothing of what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.storage.tables import MemberRow, PhasesRow, RoundRow, StaffRow, TabletCardRow, TabletRow


@dataclass(frozen=True, slots=True)
class TabletView:
    """A session with the number of its cards, its round by title, and the name of who opened it."""

    id: int
    round_title: str
    purpose: str
    place: str
    helper: str
    opened_at: datetime
    closed_at: datetime | None
    cards: int


def tablets(db: Session, opened_by: str | None, most: int) -> tuple[TabletView, ...]:
    """The newest sessions, of one helper or of all."""
    cards = select(func.count()).where(TabletCardRow.tablet_id == TabletRow.id).scalar_subquery()
    query = (
        select(TabletRow, RoundRow.title, StaffRow.name, cards)
        .join(RoundRow, RoundRow.id == TabletRow.round_id)
        .join(StaffRow, StaffRow.role == TabletRow.opened_by)
        .order_by(TabletRow.id.desc())
        .limit(most)
    )
    if opened_by is not None:
        query = query.where(TabletRow.opened_by == opened_by)
    return tuple(
        TabletView(row.id, title, row.purpose, row.place, name, row.opened_at, row.closed_at, count)
        for row, title, name, count in db.execute(query)
    )


def names_of_cards(db: Session, tablet_id: int) -> Sequence[str]:
    """The names of the members whose cards were used, in the order of the alphabet: not of their coming."""
    used = select(MemberRow.name).join(TabletCardRow, TabletCardRow.member_key == MemberRow.key)
    return db.scalars(used.where(TabletCardRow.tablet_id == tablet_id).order_by(MemberRow.name)).all()


def possible_sessions(db: Session) -> tuple[tuple[str, str, str], ...]:
    """What a session can be for now: purpose, id and title of the round."""
    asking = select(PhasesRow.round_id).where(
        PhasesRow.approved.is_(True), PhasesRow.phase.in_([Phase.QUESTIONS.value, Phase.IDEAS.value])
    )
    rounds = select(RoundRow).order_by(RoundRow.number)
    propose = db.scalars(rounds.where(RoundRow.id.in_(asking), RoundRow.state == RoundState.DRAFT.value))
    vote = db.scalars(rounds.where(RoundRow.state == RoundState.OPEN.value))
    return (*(("propose", row.id, row.title) for row in propose), *(("vote", row.id, row.title) for row in vote))

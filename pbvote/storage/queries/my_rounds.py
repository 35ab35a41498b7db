"""What a member takes part in: the rounds on whose roll they stand, each with where it is."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.round import RoundState
from pbvote.storage.clock import true_now
from pbvote.storage.tables import CommentRow, MemberSessionRow, PanelRow, PhasesRow, RollRow, RoundRow, SupportRow

_SHOWN = [state.value for state in RoundState if state is not RoundState.CANCELLED]


@dataclass(frozen=True, slots=True)
class MyRound:
    """A round of a member. `phase` is None where it asks for no ideas; `on_panel`: they sit on its youth panel."""

    id: str
    title: str
    state: RoundState
    phase: Phase | None
    on_panel: bool


@dataclass(frozen=True, slots=True)
class MyCounts:
    """How many comments of theirs stand somewhere, how many ideas they support, on how many devices they are."""

    comments: int
    supports: int
    devices: int


def my_rounds(db: Session, member_key: str) -> list[MyRound]:
    """Newest first. A round that is still a draft counts once its phases are approved."""
    phases = and_(PhasesRow.round_id == RoundRow.id, PhasesRow.approved.is_(True))
    panel = and_(PanelRow.round_id == RoundRow.id, PanelRow.member_key == member_key, PanelRow.ended_at.is_(None))
    found = (
        select(RoundRow.id, RoundRow.title, RoundRow.state, PhasesRow.phase, PanelRow.since)
        .join(RollRow, RollRow.round_id == RoundRow.id)
        .outerjoin(PhasesRow, phases)
        .outerjoin(PanelRow, panel)
        .where(RollRow.member_key == member_key, RollRow.removed.is_(False), RoundRow.state.in_(_SHOWN))
        .order_by(RoundRow.number.desc())
    )
    return [
        MyRound(number, title, RoundState(state), Phase(phase) if phase else None, since is not None)
        for number, title, state, phase, since in db.execute(found)
        if phase or state != RoundState.DRAFT
    ]


def my_counts(db: Session, member_key: str) -> MyCounts:
    """Numbers for a member's own page; nobody else sees them."""
    comments = select(func.count()).where(CommentRow.member_key == member_key, CommentRow.state != "removed")
    supports = select(func.count()).where(SupportRow.member_key == member_key)
    alive = MemberSessionRow.ends_at > true_now(db)
    devices = select(func.count()).where(MemberSessionRow.member_key == member_key, alive)
    return MyCounts(*(db.execute(each).scalar_one() for each in (comments, supports, devices)))

"""Where a round is before its freeze: the one place where acts ask whether they can be done now."""

from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import Phase, PhaseDates, require_phase
from pbvote.domain.round import RoundState
from pbvote.storage.tables import PhasesRow, RoundRow


def phases_row(db: Session, round_id: str, *, lock: bool = False) -> PhasesRow:
    """The phases of a round that asks its members for ideas; raises UnknownRoundError for any other.

    Phases that two officers have not approved are no phases yet. With `lock` the row stays as it is until the caller
    commits, so that no phase ends between the question and the act.
    """
    row = db.get(PhasesRow, round_id, with_for_update=lock or None)
    if row is None or not row.approved:
        raise UnknownRoundError(round_id)
    return row


def require(db: Session, round_id: str, *phases: Phase) -> PhasesRow:
    """The phases of a round, held as they are; raises NotInPhaseError unless it is in one of these now."""
    row = phases_row(db, round_id, lock=True)
    require_phase(Phase(row.phase), *phases)
    return row


def is_in_phases(db: Session, row: RoundRow) -> bool:
    """Whether a round is a draft in which members take part already, so that they need a roll and codes."""
    phases = db.get(PhasesRow, row.id) if row.state == RoundState.DRAFT else None
    return phases is not None and phases.approved


def dates_of(row: PhasesRow) -> PhaseDates:
    """When the phases begin; raises ScheduleError for dates that cannot stand."""
    return PhaseDates(row.questions_at, row.ideas_at, row.review_at, row.list_at)

"""Where a round is before its freeze, as pages show it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase, PhaseDates
from pbvote.domain.pot import SLUG
from pbvote.storage.tables import PhasesRow


@dataclass(frozen=True, slots=True)
class PhaseView:
    """The phases of a round that asks its members for ideas, once two officers approved them; moments in UTC."""

    round_id: str
    phase: Phase
    dates: PhaseDates
    support: int
    answer_days: int
    moderation: str
    published_at: datetime | None
    listed_at: datetime | None = None

    @property
    def following(self) -> Phase | None:
        """The phase that comes next; None in the last."""
        return self.dates.after(self.phase)

    @property
    def ends_at(self) -> datetime | None:
        """When the next phase should begin; None in the last."""
        return self.dates.begins(self.following) if self.following is not None else None

    def has(self, *phases: Phase) -> bool:
        """Whether the round is in one of these."""
        return self.phase in phases


def phase_view(db: Session, round_id: str) -> PhaseView | None:
    """The approved phases of a round; none when it asks for no ideas, or nobody has approved them yet."""
    row = db.get(PhasesRow, round_id) if SLUG.fullmatch(round_id) else None
    if row is None or not row.approved:
        return None
    dates = PhaseDates(row.questions_at, row.ideas_at, row.review_at, row.list_at)
    return PhaseView(
        row.round_id,
        Phase(row.phase),
        dates,
        row.support,
        row.answer_days,
        row.moderation,
        row.published_at,
        row.listed_at,
    )

"""How far the review of a round's ideas is: which ideas are reviewed, by whom, and what their authors answered.

Everything here is read in the same number of queries for one idea and for two thousand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, func, literal, or_, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.review import AREAS, FRONT_LINE, YOUTH, is_youth_pot, needed_areas
from pbvote.storage.tables import (
    AnswerRow,
    AssignmentRow,
    PanelRow,
    PhasesRow,
    PotRow,
    ProposalRow,
    ReviewerRow,
    ReviewRow,
    RoundRow,
    StaffRow,
    SupportRow,
)

REVIEWED_STAGES = (Stage.OPEN.value, Stage.WAITING.value)
"""An idea that waits to be read again after a change is reviewed once somebody has read it."""


Found: TypeAlias = Select[*tuple[Any, ...]]
Place: TypeAlias = tuple[int, str]
"""An idea by its id, and an area."""


@dataclass(frozen=True, slots=True)
class ReviewSetting:
    """How a round reviews: `support` is the least number of members behind an idea, `youth_pots` those of the young."""

    round_id: str
    title: str
    phase: str
    support: int
    answer_days: int
    list_at: datetime
    published_at: datetime | None
    front_line: bool
    panel: bool
    youth_pots: frozenset[str]

    def areas_of(self, pot_id: str | None) -> tuple[str, ...]:
        """Who must sign the review of an idea for a pot."""
        return needed_areas(front_line=self.front_line, youth=self.panel and pot_id in self.youth_pots)


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """An area's review of an idea. `role`: who has it, empty for nobody. `state`: empty, draft, signed, published.

    Of the panel's review `role` is who of the staff has read it. `version` is that of the idea which the review is
    about, 0 without a review.
    """

    area: str
    role: str
    state: str
    version: int

    @property
    def waits_to_be_read(self) -> bool:
        """Whether the panel has signed and nobody of the staff has read it: what the young write is read first."""
        return self.area == YOUTH and self.is_signed and not self.role

    @property
    def is_signed(self) -> bool:
        """Whether its author can read it."""
        return self.state in {"signed", "published"}


@dataclass(frozen=True, slots=True)
class IdeaProgress:
    """An idea under review, without its text: costs in pence; `until` and `answered_at` once it is reviewed.

    `answer_waits`: nobody of the staff has read yet what the authors answered.
    """

    id: int
    number: int
    title: str
    pot_id: str
    theme: str
    ward: str
    cost: int
    version: int
    stage: str
    submitted_at: datetime
    areas: tuple[AreaProgress, ...]
    until: datetime | None
    answered_at: datetime | None
    answer_waits: bool

    @property
    def is_whole(self) -> bool:
        """Whether everybody who must has signed."""
        return all(each.is_signed for each in self.areas)

    def area(self, name: str) -> AreaProgress | None:
        """What one area has done; None when it does not review this idea."""
        return next((each for each in self.areas if each.area == name), None)


def review_setting(db: Session, round_id: str) -> ReviewSetting | None:
    """How a round reviews; None for one that asks for no ideas."""
    phases, row = db.get(PhasesRow, round_id), db.get(RoundRow, round_id)
    if phases is None or row is None or not phases.approved:
        return None
    front = select(ReviewerRow.role).join(StaffRow, StaffRow.role == ReviewerRow.role)
    front = front.where(ReviewerRow.area == FRONT_LINE, StaffRow.ended_at.is_(None))
    panel = select(PanelRow.member_key).where(PanelRow.round_id == round_id, PanelRow.ended_at.is_(None))
    pots = db.execute(select(PotRow.id, PotRow.to_age).where(PotRow.round_id == round_id))
    return ReviewSetting(
        round_id=round_id,
        title=row.title,
        phase=phases.phase,
        support=phases.support,
        answer_days=phases.answer_days,
        list_at=phases.list_at,
        published_at=phases.published_at,
        front_line=db.scalars(front.limit(1)).first() is not None,
        panel=db.scalars(panel.limit(1)).first() is not None,
        youth_pots=frozenset(pot for pot, to_age in pots if is_youth_pot(to_age)),
    )


def ideas_in_review(db: Session, setting: ReviewSetting, *only: int) -> tuple[IdeaProgress, ...]:
    """The ideas that a round reviews, the oldest first; with `only`, those of them with these ids."""
    rows = db.execute(_ideas(setting, only)).all()
    if not rows:
        return ()
    given = select(AssignmentRow.proposal_id, AssignmentRow.area, AssignmentRow.role)
    has: dict[Place, str] = {(idea, area): role for idea, area, role in db.execute(_of_round(given, setting, only))}
    written = select(ReviewRow.proposal_id, ReviewRow.area, ReviewRow.role, ReviewRow.state, ReviewRow.version)
    work = {
        (idea, area): AreaProgress(area, has.get((idea, area)) or role or "", state, version)
        for idea, area, role, state, version in db.execute(_of_round(written, setting, only))
    }
    said = select(AnswerRow.proposal_id, AnswerRow.until, AnswerRow.answered_at, AnswerRow.state)
    answers = {row[0]: _answer(*row[1:]) for row in db.execute(_of_round(said, setting, only))}
    return tuple(
        IdeaProgress(**row._mapping, areas=_areas(setting, row, has, work), **answers.get(row.id, _answer()))  # noqa: SLF001 - its public name
        for row in rows
    )


def is_backed(setting: ReviewSetting) -> ColumnElement[bool]:
    """Whether an idea has the members behind it that its round asks for; a review that began is not taken back."""
    enough = select(SupportRow.proposal_id).group_by(SupportRow.proposal_id).having(func.count() >= setting.support)
    begun = select(ReviewRow.proposal_id)
    return or_(literal(setting.support <= 0), ProposalRow.id.in_(enough), ProposalRow.id.in_(begun))


def _ideas(setting: ReviewSetting, only: tuple[int, ...]) -> Found:
    found = select(
        ProposalRow.id, ProposalRow.number, ProposalRow.title, ProposalRow.pot_id, ProposalRow.theme,
        ProposalRow.ward, ProposalRow.cost, ProposalRow.version, ProposalRow.stage, ProposalRow.submitted_at,
    ).where(
        ProposalRow.round_id == setting.round_id, ProposalRow.stage.in_(REVIEWED_STAGES), is_backed(setting)
    )  # fmt: skip
    if only:
        found = found.where(ProposalRow.id.in_(only))
    return found.order_by(ProposalRow.submitted_at, ProposalRow.number)


def _of_round(found: Found, setting: ReviewSetting, only: tuple[int, ...]) -> Found:
    """Rows about ideas of this round alone, the id of the idea being their first column."""
    column = found.exported_columns[0]
    if only:
        return found.where(column.in_(only))
    return found.where(column.in_(select(ProposalRow.id).where(ProposalRow.round_id == setting.round_id)))


def _answer(until: datetime | None = None, answered_at: datetime | None = None, state: str = "") -> dict[str, Any]:
    return {"until": until, "answered_at": answered_at, "answer_waits": state == "waiting"}


def _areas(
    setting: ReviewSetting, row: Row[*tuple[Any, ...]], has: Mapping[Place, str], work: Mapping[Place, AreaProgress]
) -> tuple[AreaProgress, ...]:
    """What each area has done; one that no longer has to, but has signed, stays."""
    needed = setting.areas_of(row.pot_id)
    found = {area: work.get((row.id, area)) or AreaProgress(area, has.get((row.id, area), ""), "", 0) for area in AREAS}
    return tuple(each for area, each in found.items() if area in needed or each.is_signed)

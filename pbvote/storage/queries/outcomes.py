"""All ideas of a round as officers decide about them: verdicts, figures, supporters, what the panel said, outcomes.

Read in the same number of queries for ten ideas and for two thousand.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.review import Verdict
from pbvote.storage.tables import DecisionRow, PanelSayRow, ProposalRow, ReviewRow, SupportRow

SENT = tuple(each.value for each in Stage if each is not Stage.DRAFT)
TO_DECIDE = frozenset({Stage.OPEN.value, Stage.HIDDEN.value})
"""Stages of ideas that still need an outcome."""

_SIGNED = ("signed", "published")


@dataclass(frozen=True, slots=True)
class AreaVerdict:
    """What one area found; `cost` in pence is its own figure, None where it gave none."""

    area: str
    verdict: str
    cost: int | None


@dataclass(frozen=True, slots=True)
class PanelSaid:
    """What the panel said to a “not feasible”: None while it has not; `shown`: everybody can read its reason."""

    agrees: bool | None
    asked_at: datetime
    reason: str
    shown: bool


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea in the officers' list. `cost` in pence is the authors' figure.

    `outcome` is what became of it, or what officers mean to become of it; empty while undecided.
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
    outcome: str
    outcome_reason: str
    project_id: str
    supports: int
    verdicts: tuple[AreaVerdict, ...] = ()
    panel: PanelSaid | None = None

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody signed a review of it."""
        return bool(self.verdicts)

    @property
    def is_undecided(self) -> bool:
        """Whether officers must still say what becomes of it."""
        return self.stage in TO_DECIDE and not self.outcome

    @property
    def worst(self) -> str:
        """The least good of the verdicts, empty without any."""
        found = {each.verdict for each in self.verdicts}
        order = (Verdict.NOT_FEASIBLE, Verdict.IF_CHANGED, Verdict.FEASIBLE)
        return next((each.value for each in order if each in found), "")


def idea_lines(db: Session, round_id: str, *only: int) -> tuple[IdeaLine, ...]:
    """Every idea that was sent in a round, by number; with `only`, those of them with these numbers."""
    sent = [ProposalRow.round_id == round_id, ProposalRow.number.is_not(None), ProposalRow.stage.in_(SENT)]
    if only:
        sent.append(ProposalRow.number.in_(only))
    ids = select(ProposalRow.id).where(*sent)
    counted = select(SupportRow.proposal_id, func.count()).where(SupportRow.proposal_id.in_(ids))
    supports = {row[0]: row[1] for row in db.execute(counted.group_by(SupportRow.proposal_id))}
    verdicts = _verdicts(db, ids)
    says = {row.proposal_id: row for row in db.scalars(select(PanelSayRow).where(PanelSayRow.proposal_id.in_(ids)))}
    rows = db.execute(
        select(
            ProposalRow.id, ProposalRow.number, ProposalRow.title, ProposalRow.pot_id, ProposalRow.theme,
            ProposalRow.ward, ProposalRow.cost, ProposalRow.version, ProposalRow.stage, ProposalRow.outcome,
            ProposalRow.outcome_reason, ProposalRow.project_id, DecisionRow.outcome.label("meant"), DecisionRow.reason,
        )
        .outerjoin(DecisionRow, DecisionRow.proposal_id == ProposalRow.id)
        .where(*sent)
        .order_by(ProposalRow.number)
    )  # fmt: skip
    return tuple(
        _line(row, supports.get(row.id, 0), tuple(verdicts.get(row.id, ())), _said(says.get(row.id))) for row in rows
    )


def _verdicts(db: Session, ids: Select[int]) -> Mapping[int, list[AreaVerdict]]:
    found: defaultdict[int, list[AreaVerdict]] = defaultdict(list)
    signed = select(ReviewRow.proposal_id, ReviewRow.area, ReviewRow.verdict, ReviewRow.cost).where(
        ReviewRow.proposal_id.in_(ids), ReviewRow.state.in_(_SIGNED)
    )
    for idea, area, verdict, cost in db.execute(signed.order_by(ReviewRow.area)):
        found[idea].append(AreaVerdict(area, verdict, cost))
    return found


def _said(row: PanelSayRow | None) -> PanelSaid | None:
    return None if row is None else PanelSaid(row.agrees, row.asked_at, row.reason, row.shown_at is not None)


def _line(
    row: Row[*tuple[Any, ...]], supports: int, verdicts: tuple[AreaVerdict, ...], panel: PanelSaid | None
) -> IdeaLine:
    return IdeaLine(
        id=row.id, number=row.number, title=row.title, pot_id=row.pot_id or "", theme=row.theme, ward=row.ward,
        cost=row.cost, version=row.version, stage=row.stage, outcome=row.outcome or row.meant or "",
        outcome_reason=row.outcome_reason if row.outcome else row.reason or "",
        project_id=row.project_id or "", supports=supports, verdicts=verdicts, panel=panel,
    )  # fmt: skip

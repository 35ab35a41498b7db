"""What became of ideas, as far as everybody may know it; and from which idea a project on the ballot came."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from pbvote.domain.proposal import Stage
from pbvote.storage.search import FOUND
from pbvote.storage.tables import PanelSayRow, ProjectRow, ProposalRow, RoundRow, TrailRow

FUNDED, NOT_FUNDED = "funded", "not-funded"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an idea. `outcome` with its `reason`; `project_id` on the ballot of `pot_id`, empty for none.

    `is_frozen`: nothing about the project can change. `result`: "funded" or "not-funded" once the result is out, with
    the count's `result_reason`. `merged_into` is the number of the idea of which it is a part. `panel_agrees` and
    `panel_reason`: what the young people's panel said to a “not feasible”, as far as it is public.
    """

    round_id: str
    number: int
    outcome: str
    reason: str
    pot_id: str = ""
    project_id: str = ""
    project_title: str = ""
    is_frozen: bool = False
    result: str = ""
    result_reason: str = ""
    merged_into: int | None = None
    panel_agrees: bool | None = None
    panel_reason: str = ""


@dataclass(frozen=True, slots=True)
class IdeaOfProject:
    """The idea from which a project came, and those that became part of it, by number and title."""

    number: int
    title: str
    parts: tuple[tuple[int, str], ...] = ()


def became_of(db: Session, proposal_ids: Sequence[int]) -> dict[int, Became]:
    """What became of some ideas, by id; those of which nothing is public yet are left out. Four queries for any."""
    into = aliased(ProposalRow)
    rows = db.execute(
        select(ProposalRow, into.number.label("into"), PanelSayRow, ProjectRow.title, RoundRow.frozen)
        .join(RoundRow, RoundRow.id == ProposalRow.round_id)
        .outerjoin(into, into.id == ProposalRow.merged_into)
        .outerjoin(PanelSayRow, PanelSayRow.proposal_id == ProposalRow.id)
        .outerjoin(
            ProjectRow,
            (ProjectRow.round_id == ProposalRow.round_id)
            & (ProjectRow.pot_id == ProposalRow.pot_id)
            & (ProjectRow.id == ProposalRow.project_id),
        )
        .where(ProposalRow.id.in_(list(proposal_ids)), ProposalRow.outcome.is_not(None))
    ).all()
    results = _results(db, [each.ProposalRow.id for each in rows])
    return {each.ProposalRow.id: _became(each, *results.get(each.ProposalRow.id, ("", ""))) for each in rows}


def idea_of_project(db: Session, round_id: str, pot_id: str, project_id: str) -> IdeaOfProject | None:
    """The idea of a project; None for one that officers wrote themselves, or an idea that was hidden since."""
    found = select(ProposalRow.id, ProposalRow.number, ProposalRow.title).where(
        ProposalRow.round_id == round_id,
        ProposalRow.pot_id == pot_id,
        ProposalRow.project_id == project_id,
        ProposalRow.stage.in_(FOUND),
    )
    row = db.execute(found).first()
    if row is None or row.number is None:
        return None
    parts = select(ProposalRow.number, ProposalRow.title).where(
        ProposalRow.merged_into == row.id, ProposalRow.stage == Stage.MERGED
    )
    return IdeaOfProject(
        row.number,
        row.title,
        tuple((number or 0, title) for number, title in db.execute(parts.order_by(ProposalRow.number))),
    )


def _results(db: Session, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """The last word of the count on each idea, from its trail."""
    steps = select(TrailRow.proposal_id, TrailRow.kind, TrailRow.details).where(
        TrailRow.proposal_id.in_(ids), TrailRow.kind.in_((FUNDED, NOT_FUNDED))
    )
    return {
        idea: (kind, str(json.loads(details).get("reason", "")))
        for idea, kind, details in db.execute(steps.order_by(TrailRow.id))
    }


def _became(found: Row[*tuple[Any, ...]], result: str, result_reason: str) -> Became:
    row: ProposalRow = found.ProposalRow
    say: PanelSayRow | None = found.PanelSayRow
    is_said = say is not None and (say.agrees is True or say.shown_at is not None)
    return Became(
        round_id=row.round_id,
        number=row.number or 0,
        outcome=row.outcome or "",
        reason=row.outcome_reason,
        pot_id=row.pot_id or "",
        project_id=row.project_id or "",
        project_title=found.title or "",
        is_frozen=bool(found.frozen and row.project_id),
        result=result,
        result_reason=result_reason,
        merged_into=found.into,
        panel_agrees=say.agrees if say is not None and is_said else None,
        panel_reason=say.reason if say is not None and is_said else "",
    )

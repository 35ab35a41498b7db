"""The ideas of a round for files: the public one, and the table for those who put the ballot together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import IdeaWords, parse_idea
from pbvote.domain.talk import TextState
from pbvote.storage.search import FOUND
from pbvote.storage.tables import CommentRow, PotRow, ProposalRow, ProposalVersionRow, QuestionRow, SupportRow


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """An idea that was sent, as officers put it into a table. `cost` and `yearly` in pence."""

    number: int
    stage: str
    words: IdeaWords
    pot: str
    question: str
    submitted_at: datetime | None
    supports: int
    comments: int
    outcome: str
    outcome_reason: str
    project_id: str


def public_ideas(db: Session, round_id: str, needed: int) -> list[dict[str, Any]]:
    """Every idea that everybody can read, by number, as plain values: nothing of who wrote it or supports it."""
    rows = db.execute(_ideas(round_id).where(ProposalRow.stage.in_(FOUND)))
    counts = _counts(db, round_id)
    return [_public(row, parse_idea(row.words), counts.get(row.id, 0) >= needed) for row in rows]


def idea_rows(db: Session, round_id: str) -> list[IdeaRow]:
    """Every idea that was sent, by number, hidden and withdrawn ones too."""
    supports, comments = _counts(db, round_id), _comments(db)
    pots = {row.id: row.title for row in db.scalars(select(PotRow).where(PotRow.round_id == round_id))}
    return [
        IdeaRow(
            row.number or 0, row.stage, parse_idea(row.words), pots.get(row.pot_id or "", ""), row.question or "",
            row.submitted_at, supports.get(row.id, 0), comments.get(row.id, 0), row.outcome or "", row.outcome_reason,
            row.project_id or "",
        )
        for row in db.execute(_ideas(round_id))
    ]  # fmt: skip


def _ideas(round_id: str) -> Select[*tuple[Any, ...]]:
    present = and_(ProposalVersionRow.proposal_id == ProposalRow.id, ProposalVersionRow.number == ProposalRow.version)
    return (
        select(
            ProposalRow.id, ProposalRow.number, ProposalRow.stage, ProposalRow.pot_id, ProposalRow.submitted_at,
            ProposalRow.outcome, ProposalRow.outcome_reason, ProposalRow.project_id, ProposalVersionRow.words,
            QuestionRow.text.label("question"),
        )
        .join(ProposalVersionRow, present)
        .outerjoin(QuestionRow, QuestionRow.id == ProposalRow.question_id)
        .where(ProposalRow.round_id == round_id, ProposalRow.number.is_not(None))
        .order_by(ProposalRow.number)
    )  # fmt: skip


def _counts(db: Session, round_id: str) -> dict[int, int]:
    counted = select(SupportRow.proposal_id, func.count()).join(ProposalRow, ProposalRow.id == SupportRow.proposal_id)
    rows = db.execute(counted.where(ProposalRow.round_id == round_id).group_by(SupportRow.proposal_id))
    return {row[0]: row[1] for row in rows}


def _comments(db: Session) -> dict[int, int]:
    """Of every round: joined to one, PostgreSQL without fresh statistics takes seconds for what is read at once."""
    counted = select(CommentRow.proposal_id, func.count()).where(CommentRow.state == TextState.SHOWN)
    return {row[0]: row[1] for row in db.execute(counted.group_by(CommentRow.proposal_id))}


def _public(row: Row[*tuple[Any, ...]], words: IdeaWords, supported: bool) -> dict[str, Any]:  # noqa: FBT001 - one call
    return {
        "number": row.number,
        "title": words.title,
        "what": words.what,
        "why": words.why,
        "helps": words.helps,
        "help_needed": words.help_needed,
        "pot": words.pot_id,
        "theme": words.theme,
        "ward": words.ward,
        "place": words.place,
        "question": row.question,
        "cost": words.cost,
        "yearly": words.yearly,
        "supported_enough": supported,
        "stage": row.stage,
        "outcome": row.outcome,
        "outcome_reason": row.outcome_reason,
        "project": row.project_id,
    }

"""One idea as everybody may read it: its words, its trail, how far it has come. Always the same number of queries."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from pbvote.domain.proposal import IdeaWords, Stage, parse_idea
from pbvote.storage.tables import (
    AuthorRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    SupportRow,
    TrailRow,
)

MOST_NUMBER = 10_000_000
"""No round has so many ideas, and a database takes no larger number than some."""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """Something that happened to an idea."""

    at: datetime
    kind: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class IdeaPage:
    """An idea that was sent at least once. `authors` are keys; `merged_into` the number of the idea it is part of.

    `words` are the present version's, for whoever may read them: the page asks `stage` first. `was_shown`: everybody
    could read an earlier version. `supports` members support it, `mine`: whoever looks is among them.
    """

    id: int
    round_id: str
    number: int
    stage: Stage
    version: int
    words: IdeaWords
    question: str
    authors: tuple[str, ...]
    submitted_at: datetime | None
    supports: int
    mine: bool
    outcome: str
    outcome_reason: str
    hidden_because: str
    merged_into: int | None
    project_id: str | None
    was_shown: bool
    trail: tuple[TrailStep, ...]


def idea_page(db: Session, round_id: str, number: int, member_key: str | None = None) -> IdeaPage | None:
    """An idea by its number, as `member_key` sees it; None when there is none."""
    into = aliased(ProposalRow)
    present = and_(ProposalVersionRow.proposal_id == ProposalRow.id, ProposalVersionRow.number == ProposalRow.version)
    asked = (
        select(ProposalRow, ProposalVersionRow.words, QuestionRow.text, into.number)
        .join(ProposalVersionRow, present)
        .outerjoin(QuestionRow, QuestionRow.id == ProposalRow.question_id)
        .outerjoin(into, into.id == ProposalRow.merged_into)
        .where(ProposalRow.round_id == round_id, ProposalRow.number == min(number, MOST_NUMBER))
    )
    found = db.execute(asked).one_or_none()
    if found is None:
        return None
    row, words, question, merged_into = found
    trail = _trail(db, row.id)
    return IdeaPage(
        id=row.id, round_id=row.round_id, number=row.number or 0, stage=Stage(row.stage), version=row.version,
        words=parse_idea(words), question=question or "", authors=_authors(db, row.id),
        submitted_at=row.submitted_at, supports=_supports(db, row.id), mine=_is_mine(db, row.id, member_key),
        outcome=row.outcome or "", outcome_reason=row.outcome_reason, hidden_because=row.judged_reason,
        merged_into=merged_into, project_id=row.project_id, was_shown=_was_shown(db, row.id), trail=trail,
    )  # fmt: skip


def _authors(db: Session, proposal_id: int) -> tuple[str, ...]:
    keys = select(AuthorRow.member_key).where(AuthorRow.proposal_id == proposal_id)
    return tuple(db.scalars(keys.order_by(AuthorRow.since, AuthorRow.member_key)))


def _supports(db: Session, proposal_id: int) -> int:
    return db.scalar(select(func.count()).where(SupportRow.proposal_id == proposal_id)) or 0


def _is_mine(db: Session, proposal_id: int, member_key: str | None) -> bool:
    own = select(SupportRow.proposal_id).where(
        SupportRow.proposal_id == proposal_id, SupportRow.member_key == member_key
    )
    return db.scalars(own).first() is not None


def _was_shown(db: Session, proposal_id: int) -> bool:
    shown = select(ProposalVersionRow.number).where(
        ProposalVersionRow.proposal_id == proposal_id, ProposalVersionRow.shown.is_(True)
    )
    return db.scalars(shown.limit(1)).first() is not None


def _trail(db: Session, proposal_id: int) -> tuple[TrailStep, ...]:
    rows = db.scalars(select(TrailRow).where(TrailRow.proposal_id == proposal_id).order_by(TrailRow.id))
    return tuple(TrailStep(row.at, row.kind, json.loads(row.details)) for row in rows)

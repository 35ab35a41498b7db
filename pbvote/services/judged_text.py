"""A text about which the staff decide, of whatever kind: who wrote it, who hid it, and how it is shown or hidden."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage, parse_idea
from pbvote.domain.talk import Subject, TextGoneError, TextState
from pbvote.services.announce_comment import announce_comment
from pbvote.services.idea_talk import authors_of, details_for_others, idea_details
from pbvote.services.tell import tell
from pbvote.services.trail import leave_trail
from pbvote.storage.search import index_idea, unindex_idea
from pbvote.storage.tables import CommentRow, ProposalRow, ProposalVersionRow, QuestionRow, TrailRow

MOST_ID = 2**31 - 1
"""A database takes no larger number as an id."""

_TABLES = {Subject.PROPOSAL: ProposalRow, Subject.COMMENT: CommentRow, Subject.QUESTION: QuestionRow}
_STATES = {
    Stage.WAITING: TextState.WAITING, Stage.OPEN: TextState.SHOWN, Stage.HIDDEN: TextState.HIDDEN,
    Stage.MERGED: TextState.SHOWN, Stage.DECIDED: TextState.SHOWN,
    "waiting": TextState.WAITING, "shown": TextState.SHOWN, "hidden": TextState.HIDDEN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A text that waits, is shown or is hidden. `version` is that of an idea, else 0; `writers` are keys."""

    subject: Subject
    row: ProposalRow | CommentRow | QuestionRow
    state: TextState
    version: int
    writers: tuple[str, ...]
    details: dict[str, str | int]


def judged_text(db: Session, subject: Subject, subject_id: int) -> JudgedText:
    """The text, held; raises TextGoneError for one about which nothing is decided, such as a draft."""
    row = db.get(_TABLES[subject], min(subject_id, MOST_ID), with_for_update=True)
    if isinstance(row, ProposalRow):
        state, writers, details = _STATES.get(row.stage), authors_of(db, row.id), idea_details(row)
    elif isinstance(row, CommentRow):
        idea = db.get_one(ProposalRow, row.proposal_id)
        state, writers, details = _STATES.get(row.state), _nobody_or(row.member_key), details_for_others(db, idea)
    elif isinstance(row, QuestionRow):
        state, writers = _STATES.get(row.state), _nobody_or(row.member_key)
        details = {"round": row.round_id, "title": row.text}
    else:
        raise TextGoneError
    if state is None:
        raise TextGoneError
    version = row.version if isinstance(row, ProposalRow) else 0
    return JudgedText(subject, row, state, version, tuple(writers), details)


def hidden_since(db: Session, text: JudgedText) -> datetime | None:
    """When a text was hidden last, where that is kept."""
    if isinstance(text.row, ProposalRow):
        steps = select(TrailRow.at).where(TrailRow.proposal_id == text.row.id, TrailRow.kind == "hidden")
        return db.scalars(steps.order_by(TrailRow.id.desc()).limit(1)).first()
    return text.row.judged_at if isinstance(text.row, CommentRow) else None


def show_text(db: Session, now: datetime, text: JudgedText, role: str) -> None:
    """Let everybody read it, and tell whom it concerns."""
    row = text.row
    row.judged_by = role
    if isinstance(row, ProposalRow):
        row.stage, row.judged_reason = _stage_shown(row), ""
        index_idea(db, row.id, parse_idea(db.get_one(ProposalVersionRow, (row.id, row.version)).words))
        leave_trail(db, now, row.id, "shown-again" if text.state is TextState.HIDDEN else "shown")
        tell(db, now, text.writers, "idea-shown", **text.details)
    elif isinstance(row, CommentRow):
        row.state, row.judged_at, row.judged_reason = TextState.SHOWN, now, ""
        tell(db, now, text.writers, "comment-shown", **text.details)
        if text.state is TextState.WAITING:
            announce_comment(db, now, row)
    else:
        row.state, row.why, row.position = TextState.SHOWN, "", 0
        tell(db, now, text.writers, "question-shown", **text.details)


def hide_text(db: Session, now: datetime, text: JudgedText, role: str, reason: str) -> None:
    """Let nobody read it but those who wrote it and the staff, and tell them why."""
    row = text.row
    row.judged_by = role
    if isinstance(row, ProposalRow):
        row.stage, row.judged_reason = Stage.HIDDEN, reason
        unindex_idea(db, row.id)
        leave_trail(db, now, row.id, "hidden", reason=reason)
        tell(db, now, text.writers, "idea-hidden", reason=reason, **text.details)
    elif isinstance(row, CommentRow):
        row.state, row.judged_at, row.judged_reason = TextState.HIDDEN, now, reason
        tell(db, now, text.writers, "comment-hidden", reason=reason, **text.details)
    else:
        row.state, row.why, row.position = TextState.HIDDEN, reason, 0
        tell(db, now, text.writers, "question-hidden", reason=reason, **text.details)


def _nobody_or(member_key: str | None) -> list[str]:
    return [] if member_key is None else [member_key]


def _stage_shown(row: ProposalRow) -> Stage:
    """Where an idea is when it can be read again: what became of it is not undone by hiding it for a while."""
    if row.merged_into is not None:
        return Stage.MERGED
    return Stage.DECIDED if row.outcome is not None else Stage.OPEN

"""One text on the desk of whoever decides about it: all its words, what it replies to, and why it lies there."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import IdeaWords, Stage, parse_idea
from pbvote.domain.talk import Subject, TextState
from pbvote.storage.queries.talk import MOST_ID
from pbvote.storage.tables import (
    CommentRow,
    MemberRow,
    ObjectionRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    ReportRow,
)

_STATES = {
    Stage.WAITING: TextState.WAITING, Stage.OPEN: TextState.SHOWN, Stage.HIDDEN: TextState.HIDDEN,
    Stage.MERGED: TextState.SHOWN, Stage.DECIDED: TextState.SHOWN,
    "waiting": TextState.WAITING, "shown": TextState.SHOWN, "hidden": TextState.HIDDEN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskText:
    """A text to decide about. `words` are an idea's, `above` is what a reply replies to; `reports` are the reasons.

    `judged_by` is the role that decided last, `reason` why it was hidden. Who wrote it is nobody's business here.
    """

    subject: Subject
    id: int
    kind: str
    round_id: str
    number: int | None
    title: str
    text: str
    words: IdeaWords | None
    above: str
    state: TextState
    version: int
    young: bool
    judged_by: str | None
    reason: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskObjection:
    """An objection with the text that it is about."""

    id: int
    text: str
    made_at: datetime
    about: DeskText


def desk_text(db: Session, subject: Subject, subject_id: int) -> DeskText | None:
    """A text that can be shown or hidden; None for any other."""
    find = {Subject.PROPOSAL: _idea, Subject.COMMENT: _comment, Subject.QUESTION: _question}[subject]
    return find(db, min(subject_id, MOST_ID))


def desk_objection(db: Session, number: int) -> DeskObjection | None:
    """An objection that waits for its answer; None for any other."""
    row = db.get(ObjectionRow, min(number, MOST_ID))
    if row is None or row.answered_at is not None:
        return None
    about = desk_text(db, Subject(row.subject), row.subject_id)
    if about is None or about.state is not TextState.HIDDEN:
        return None
    return DeskObjection(row.id, row.text, row.made_at, about)


def _idea(db: Session, number: int) -> DeskText | None:
    row = db.get(ProposalRow, number)
    if row is None or row.stage not in _STATES:
        return None
    words = parse_idea(db.get_one(ProposalVersionRow, (row.id, row.version)).words)
    return DeskText(
        Subject.PROPOSAL, row.id, Subject.PROPOSAL, row.round_id, row.number, row.title, "", words, "",
        _STATES[row.stage], row.version, row.young, row.judged_by, row.judged_reason,
        _reports(db, Subject.PROPOSAL, row.id),
    )  # fmt: skip


def _comment(db: Session, number: int) -> DeskText | None:
    row = db.get(CommentRow, number)
    if row is None or row.state not in _STATES:
        return None
    idea = db.get_one(ProposalRow, row.proposal_id)
    parent = db.get(CommentRow, row.parent_id) if row.parent_id else None
    return DeskText(
        Subject.COMMENT, row.id, row.kind, idea.round_id, idea.number, idea.title, row.text, None,
        parent.text if parent else "", _STATES[row.state], 0, _is_young(db, row.member_key), row.judged_by,
        row.judged_reason, _reports(db, Subject.COMMENT, row.id),
    )  # fmt: skip


def _question(db: Session, number: int) -> DeskText | None:
    row = db.get(QuestionRow, number)
    if row is None or row.state not in _STATES:
        return None
    return DeskText(
        Subject.QUESTION, row.id, Subject.QUESTION, row.round_id, None, row.text, row.text, None, "",
        _STATES[row.state], 0, _is_young(db, row.member_key), row.judged_by,
        row.why if row.state == TextState.HIDDEN else "", _reports(db, Subject.QUESTION, row.id),
    )  # fmt: skip


def _reports(db: Session, subject: Subject, number: int) -> tuple[str, ...]:
    made = select(ReportRow.reason).where(
        ReportRow.subject == subject, ReportRow.subject_id == number, ReportRow.settled_at.is_(None)
    )
    return tuple(db.scalars(made.order_by(ReportRow.id)))


def _is_young(db: Session, member_key: str | None) -> bool:
    row = db.get(MemberRow, member_key) if member_key else None
    return row is not None and row.under_18

"""What the staff have to read: texts that wait, texts that somebody reported, objections; the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.talk import Subject, TextState
from pbvote.storage.search import FOUND
from pbvote.storage.tables import (
    CommentRow,
    MemberRow,
    ObjectionRow,
    ProposalRow,
    ProposalVersionRow,
    QuestionRow,
    ReportRow,
    RoundRow,
)

PAGE = 20
"""Lines of each queue that a page shows."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A text that somebody of the staff must read. `id` is the objection's in the queue of objections.

    `kind` is what a comment is, else the subject; `young`: written by somebody under 18, or with them.
    """

    subject: Subject
    id: int
    kind: str
    text: str
    young: bool
    since: datetime
    times: int = 1


@dataclass(frozen=True, slots=True)
class Queue:
    """The first lines of a queue and how many there are in all."""

    lines: tuple[QueueLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WaitingQuestions:
    """Questions of a round that nobody has read."""

    round_id: str
    title: str
    number: int


def waiting_texts(db: Session) -> Queue:
    """Ideas and comments that nobody of the staff has read, those that came first at the beginning."""
    ideas = (
        select(ProposalRow.id, ProposalRow.title, ProposalRow.young, ProposalVersionRow.made_at)
        .join(ProposalVersionRow, _present_version())
        .where(ProposalRow.stage == Stage.WAITING)
        .order_by(ProposalVersionRow.made_at, ProposalRow.id)
    )
    comments = (
        select(CommentRow.id, CommentRow.text, MemberRow.under_18, CommentRow.made_at, CommentRow.kind)
        .outerjoin(MemberRow, MemberRow.key == CommentRow.member_key)
        .where(CommentRow.state == TextState.WAITING)
        .order_by(CommentRow.made_at, CommentRow.id)
    )
    lines = [
        QueueLine(Subject.PROPOSAL, number, Subject.PROPOSAL, title, bool(young), since)
        for number, title, young, since in db.execute(ideas.limit(PAGE))
    ]
    lines += [
        QueueLine(Subject.COMMENT, number, kind, text, bool(young), since)
        for number, text, young, since, kind in db.execute(comments.limit(PAGE))
    ]
    lines.sort(key=lambda line: (line.since, line.subject, line.id))
    total = _count(db, ProposalRow.stage == Stage.WAITING) + _count(db, CommentRow.state == TextState.WAITING)
    return Queue(tuple(lines[:PAGE]), total)


def reported_texts(db: Session) -> Queue:
    """Texts that everybody can read and that somebody reported, each once, the one reported first at the beginning."""
    reports = (
        select(
            ReportRow.subject, ReportRow.subject_id,
            func.min(ReportRow.made_at).label("since"), func.count().label("times"),
        )
        .where(ReportRow.settled_at.is_(None))
        .group_by(ReportRow.subject, ReportRow.subject_id)
        .subquery()
    )  # fmt: skip
    c = reports.c
    return _queue(db, _Lying(c.subject, c.subject_id, c.subject_id, c.since, c.times), _is_shown())


def objections_to_answer(db: Session) -> Queue:
    """Objections to hidden texts that nobody has answered, the oldest first."""
    row, waits = ObjectionRow, ObjectionRow.answered_at.is_(None)
    lying = _Lying(row.subject, row.subject_id, row.id, row.made_at, literal(1))
    return _queue(db, lying, and_(waits, _is_hidden()))


def texts_to_read(db: Session) -> int:
    """How many texts wait, are reported or objected to, in all."""
    return waiting_texts(db).total + reported_texts(db).total + objections_to_answer(db).total


def waiting_questions(db: Session) -> tuple[WaitingQuestions, ...]:
    """Rounds with questions that nobody has read; they have a page of their own."""
    counted = (
        select(RoundRow.id, RoundRow.title, func.count())
        .join(QuestionRow, QuestionRow.round_id == RoundRow.id)
        .where(QuestionRow.state == "waiting")
        .group_by(RoundRow.id, RoundRow.title, RoundRow.number)
    )
    return tuple(WaitingQuestions(*row) for row in db.execute(counted.order_by(RoundRow.number)))


class _Lying(NamedTuple):
    """The columns of a query by which a text lies in a queue: `number` is what its line is called by."""

    subject: Any
    subject_id: Any
    number: Any
    since: Any
    times: Any


def _queue(db: Session, lying: _Lying, wanted: ColumnElement[bool]) -> Queue:
    subject, subject_id, number, since, times = lying
    asked = (
        select(
            subject, number, CommentRow.kind, func.coalesce(ProposalRow.title, CommentRow.text, QuestionRow.text),
            func.coalesce(ProposalRow.young, MemberRow.under_18), since, times,
        )
        .outerjoin(ProposalRow, and_(subject == Subject.PROPOSAL, ProposalRow.id == subject_id))
        .outerjoin(CommentRow, and_(subject == Subject.COMMENT, CommentRow.id == subject_id))
        .outerjoin(QuestionRow, and_(subject == Subject.QUESTION, QuestionRow.id == subject_id))
        .outerjoin(MemberRow, MemberRow.key == func.coalesce(CommentRow.member_key, QuestionRow.member_key))
        .where(wanted)
    )  # fmt: skip
    total = db.scalar(select(func.count()).select_from(asked.with_only_columns(number.label("number")).subquery())) or 0
    lines = (
        QueueLine(Subject(of), each, kind or of, text, bool(young), at, count)
        for of, each, kind, text, young, at, count in db.execute(asked.order_by(since, number).limit(PAGE))
    )
    return Queue(tuple(lines), total)


def _is_shown() -> ColumnElement[bool]:
    return or_(ProposalRow.stage.in_(FOUND), CommentRow.state == TextState.SHOWN, QuestionRow.state == TextState.SHOWN)


def _is_hidden() -> ColumnElement[bool]:
    return or_(
        ProposalRow.stage == Stage.HIDDEN, CommentRow.state == TextState.HIDDEN, QuestionRow.state == TextState.HIDDEN
    )


def _present_version() -> ColumnElement[bool]:
    return and_(ProposalVersionRow.proposal_id == ProposalRow.id, ProposalVersionRow.number == ProposalRow.version)


def _count(db: Session, wanted: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).where(wanted)) or 0

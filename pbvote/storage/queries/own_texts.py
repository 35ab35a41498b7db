"""One text, of whatever kind, for a page about it: what is reported, or what its writer objects to the hiding of."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import Stage
from pbvote.domain.talk import Subject, TextState
from pbvote.storage.queries.talk import MOST_ID
from pbvote.storage.tables import AuthorRow, CommentRow, ObjectionRow, ProposalRow, QuestionRow


@dataclass(frozen=True, slots=True)
class AnyText:
    """A text. `number` is that of its idea, None for a question of the round; `mine`: whoever looks wrote it."""

    subject: Subject
    id: int
    round_id: str
    number: int | None
    title: str
    text: str
    state: TextState | None
    reason: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection and what became of it."""

    text: str
    made_at: datetime
    answered_at: datetime | None
    answer: str
    upheld: bool | None


def any_text(db: Session, subject: Subject, subject_id: int, member_key: str) -> AnyText | None:
    """A text that everybody can read, or that is the member's own; None for any other."""
    number = min(subject_id, MOST_ID)
    found = {Subject.PROPOSAL: _idea, Subject.COMMENT: _comment, Subject.QUESTION: _question}[subject](
        db, number, member_key
    )
    return found if found is not None and (found.mine or found.state is TextState.SHOWN) else None


def objections(db: Session, subject: Subject, subject_id: int, member_key: str) -> tuple[Objection, ...]:
    """What a member said against the hiding of a text, newest first."""
    made = select(ObjectionRow).where(
        ObjectionRow.subject == subject,
        ObjectionRow.subject_id == min(subject_id, MOST_ID),
        ObjectionRow.member_key == member_key,
    )
    rows = db.scalars(made.order_by(ObjectionRow.id.desc()))
    return tuple(Objection(row.text, row.made_at, row.answered_at, row.answer, row.upheld) for row in rows)


def _idea(db: Session, number: int, member_key: str) -> AnyText | None:
    row = db.get(ProposalRow, number)
    if row is None or row.number is None:
        return None
    states = {Stage.WAITING: TextState.WAITING, Stage.HIDDEN: TextState.HIDDEN}
    is_shown = row.stage in {Stage.OPEN, Stage.DECIDED, Stage.MERGED}
    state = TextState.SHOWN if is_shown else states.get(Stage(row.stage))
    mine = db.get(AuthorRow, (row.id, member_key)) is not None
    return AnyText(
        Subject.PROPOSAL, row.id, row.round_id, row.number, row.title, row.title, state, row.judged_reason, mine
    )


def _comment(db: Session, number: int, member_key: str) -> AnyText | None:
    row = db.get(CommentRow, number)
    if row is None:
        return None
    idea = db.get_one(ProposalRow, row.proposal_id)
    return AnyText(
        Subject.COMMENT, row.id, idea.round_id, idea.number, idea.title, row.text, TextState(row.state),
        row.judged_reason, row.member_key == member_key,
    )  # fmt: skip


def _question(db: Session, number: int, member_key: str) -> AnyText | None:
    row = db.get(QuestionRow, number)
    if row is None:
        return None
    # A question that officers answered stays with its answer: it can be reported no more.
    state = TextState(row.state) if row.state in set(TextState) else None
    reason = row.why if state is TextState.HIDDEN else ""
    return AnyText(
        Subject.QUESTION, row.id, row.round_id, None, row.text, row.text, state, reason, row.member_key == member_key
    )

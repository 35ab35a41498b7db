"""Questions of a round as pages show them; nothing here says who asked."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from pbvote.storage.tables import QuestionRow, QuestionSupportRow


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question. `why` is public only where it was chosen or not; `supports` is for staff alone.

    `position`: above zero it is to be chosen, below zero not, 0 while nobody said.
    """

    id: int
    text: str
    state: str
    why: str
    position: int
    supports: int = 0


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Some of the questions that everybody can see, and how many there are in all."""

    questions: tuple[QuestionView, ...]
    total: int


def shown_questions(db: Session, round_id: str, seed: str, start: int, length: int) -> QuestionPage:
    """Questions before the choice, in an order that is the same for one `seed`: no place is better than another."""
    ids = db.scalars(select(QuestionRow.id).where(*_of(round_id, "shown"))).all()
    order = sorted(ids, key=lambda number: sha256(f"{seed} {number}".encode()).digest())
    return QuestionPage(_in_order(db, order[start : start + length]), len(ids))


def answered_questions(db: Session, round_id: str) -> tuple[QuestionView, ...]:
    """The questions after the choice: those chosen in their order, then the others, each with the reason."""
    rows = db.scalars(select(QuestionRow).where(*_of(round_id, "chosen", "not-chosen"))).all()
    return tuple(_view(row) for row in sorted(rows, key=lambda row: (row.position < 0, row.position, row.id)))


def chosen_questions(db: Session, round_id: str) -> tuple[QuestionView, ...]:
    """The questions that head the ideas, in order."""
    rows = db.scalars(select(QuestionRow).where(*_of(round_id, "chosen")).order_by(QuestionRow.position))
    return tuple(_view(row) for row in rows)


def questions_of(db: Session, round_id: str, member_key: str) -> tuple[QuestionView, ...]:
    """What a member asked in a round, in whatever state, oldest first."""
    mine = (QuestionRow.round_id == round_id, QuestionRow.member_key == member_key)
    return tuple(_view(row) for row in db.scalars(select(QuestionRow).where(*mine).order_by(QuestionRow.id)))


def supported_by(db: Session, round_id: str, member_key: str) -> frozenset[int]:
    """The questions of a round that a member supports."""
    query = (
        select(QuestionSupportRow.question_id)
        .join(QuestionRow, QuestionRow.id == QuestionSupportRow.question_id)
        .where(QuestionRow.round_id == round_id, QuestionSupportRow.member_key == member_key)
    )
    return frozenset(db.scalars(query))


def staff_questions(db: Session, round_id: str) -> tuple[QuestionView, ...]:
    """Every question with the number of its supporters, most supported first, for staff who choose."""
    supports = func.count(QuestionSupportRow.member_key)
    query = (
        select(QuestionRow, supports)
        .outerjoin(QuestionSupportRow, QuestionSupportRow.question_id == QuestionRow.id)
        .where(QuestionRow.round_id == round_id)
        .group_by(QuestionRow.id)
        .order_by(supports.desc(), QuestionRow.id)
    )
    return tuple(_view(row, number) for row, number in db.execute(query))


def count_by_state(db: Session, round_id: str) -> dict[str, int]:
    """How many questions of a round are in each state."""
    number = func.count().label("number")
    query = select(QuestionRow.state, number).where(QuestionRow.round_id == round_id).group_by(QuestionRow.state)
    return {row.state: row.number for row in db.execute(query)}


def _of(round_id: str, *states: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return QuestionRow.round_id == round_id, QuestionRow.state.in_(states)


def _in_order(db: Session, ids: list[int]) -> tuple[QuestionView, ...]:
    found = {row.id: row for row in db.scalars(select(QuestionRow).where(QuestionRow.id.in_(ids)))}
    return tuple(_view(found[number]) for number in ids)


def _view(row: QuestionRow, supports: int = 0) -> QuestionView:
    return QuestionView(row.id, row.text, row.state, row.why, row.position, supports)

"""The phases of a round before its freeze: their dates, their settings, and the questions that head the ideas."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class PhasesRow(Table):
    """The phases of a round that asks its members for ideas; a round without this row begins with a list of projects.

    `phase` is a Phase. A date that is None leaves that phase out. `support` is how many members must support an idea
    before it is reviewed; `answer_days` how long an author has to answer a review; `moderation` is "before" or
    "after" showing what adults write (what the young write is always read before). `approved` once two officers agreed.
    `published_at`: reviews became public; `listed_at`: two officers put the list on the ballot.
    """

    __tablename__ = "phases"
    __table_args__ = (
        CheckConstraint("moderation IN ('before', 'after')", name="moderation"),
        CheckConstraint("phase IN ('waiting', 'questions', 'ideas', 'review', 'list')", name="phase"),
    )

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    phase: Mapped[str] = mapped_column(Text, default="waiting")
    questions_at: Mapped[datetime | None] = mapped_column(Moment)
    ideas_at: Mapped[datetime] = mapped_column(Moment)
    review_at: Mapped[datetime] = mapped_column(Moment)
    list_at: Mapped[datetime] = mapped_column(Moment)
    support: Mapped[int] = mapped_column(default=0)
    answer_days: Mapped[int] = mapped_column(default=7)
    moderation: Mapped[str] = mapped_column(Text, default="before")
    approved: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    listed_at: Mapped[datetime | None] = mapped_column(Moment)


class QuestionRow(Table):
    """A question that a member put to the round. `state`: waiting, shown, hidden, chosen or not-chosen.

    `why` is what officers answered; `position` is above zero for those that they want to choose, below zero for the
    others, 0 while they have not said. `hash` is what the log knows of it and `salt` its salt; both the author and
    the salt can be forgotten, and then the hash says nothing.
    """

    __tablename__ = "question"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'shown', 'hidden', 'chosen', 'not-chosen')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    member_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"), index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    why: Mapped[str] = mapped_column(Text, default="")
    judged_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    position: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Text, default="")


class QuestionSupportRow(Table):
    """That a member supports a question."""

    __tablename__ = "question_support"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    since: Mapped[date]

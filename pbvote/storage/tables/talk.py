"""What members say about an idea, what was reported, and what became of objections."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class CommentRow(Table):
    """A comment, or with a `parent_id` a reply; a "question" is put to the authors, "answer" is one of theirs.

    `state`: waiting (nobody of the staff has read it), shown, hidden (with a reason), removed (by its writer).
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("kind IN ('comment', 'question', 'answer')", name="kind"),
        CheckConstraint("state IN ('waiting', 'shown', 'hidden', 'removed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    kind: Mapped[str] = mapped_column(Text, default="comment")
    member_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"), index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="waiting", index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    judged_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    judged_at: Mapped[datetime | None] = mapped_column(Moment)
    judged_reason: Mapped[str] = mapped_column(Text, default="")


class ReportRow(Table):
    """Somebody says that a text should not stand: `subject` is "proposal", "comment" or "question"."""

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("subject IN ('proposal', 'comment', 'question')", name="subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int]
    member_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settlement: Mapped[str] = mapped_column(Text, default="")


class ObjectionRow(Table):
    """A writer objects to the hiding of a text of theirs; another of the staff looks again and answers."""

    __tablename__ = "objection"
    __table_args__ = (CheckConstraint("subject IN ('proposal', 'comment', 'question')", name="subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int]
    member_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"), index=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text, default="")
    upheld: Mapped[bool | None]

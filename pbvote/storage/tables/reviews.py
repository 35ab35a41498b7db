"""The review of ideas: who reviews what, what they say, the author's answer, the young people's panel, and merging."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class ReviewerRow(Table):
    """The area in which somebody of the staff reviews: "council" or "front-line"."""

    __tablename__ = "reviewer"
    __table_args__ = (CheckConstraint("area IN ('council', 'front-line')", name="area"),)

    role: Mapped[str] = mapped_column(ForeignKey("staff.role"), primary_key=True)
    area: Mapped[str] = mapped_column(Text)


class AssignmentRow(Table):
    """Who reviews an idea in an area: somebody who took it from the queue, or was given it."""

    __tablename__ = "assignment"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    area: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(ForeignKey("staff.role"), index=True)
    given_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    given_at: Mapped[datetime] = mapped_column(Moment)


class InterestRow(Table):
    """That a reviewer (`who` is a role) or a panel member (`who` is a member key) has an interest and stays out."""

    __tablename__ = "interest"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    who: Mapped[str] = mapped_column(Text, primary_key=True)
    said_at: Mapped[datetime] = mapped_column(Moment)


class ReviewRow(Table):
    """The review of an idea in an area ("council", "front-line", "youth"), of the idea's `version`.

    `verdict` is a Verdict, `cost` the reviewer's figure in pence, `change` what would have to change, `worth` the
    wider value, `reason` compulsory and in plain words. `state`: draft, signed (the author can read it), published.
    A review of the youth panel is written by a panel member (`member_key`) and signed by the panel's vote.
    `hash` is what the log knows of it from the publication on; it stays when the words and the `salt` are erased.
    """

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("area IN ('council', 'front-line', 'youth')", name="area"),
        CheckConstraint("verdict IN ('', 'feasible', 'if-changed', 'not-feasible')", name="verdict"),
        CheckConstraint("state IN ('draft', 'signed', 'published')", name="state"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    area: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str | None] = mapped_column(ForeignKey("staff.role"), index=True)
    member_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"))
    version: Mapped[int]
    verdict: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int | None] = mapped_column(BigInteger)
    change: Mapped[str] = mapped_column(Text, default="")
    worth: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(Text, default="draft")
    saved_at: Mapped[datetime] = mapped_column(Moment)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Text, default="")


class AnswerRow(Table):
    """What the authors answered to the reviews of their idea, before they are published; `until` is their last moment.

    `changed`: they answered by another version of the idea. `reminded_at`: told once more, before the time ran out.
    `state`: waiting (nobody of the staff has read it; always so at first when an author is young), shown, hidden.
    """

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'shown', 'hidden')", name="state"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text, default="shown")
    judged_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    judged_reason: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Text, default="")


class PanelRow(Table):
    """That a young member sits on the youth panel of a round."""

    __tablename__ = "panel"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class PanelVoteRow(Table):
    """A panel member's vote on an idea: `matter` is "review" (sign the panel's own) or "not-feasible" (agree to it)."""

    __tablename__ = "panel_vote"
    __table_args__ = (
        CheckConstraint("matter IN ('review', 'not-feasible')", name="matter"),
        {"sqlite_with_rowid": False},
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    matter: Mapped[str] = mapped_column(Text, primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    agrees: Mapped[bool]


class PanelSayRow(Table):
    """What the panel as a whole said to a "not feasible" of a pot for the young, and its reason.

    `asked_at`: when it was asked; it has as many days as an author has to answer, then officers go on without it.
    `shown_at`: somebody of the staff has read its reason, and everybody can.
    """

    __tablename__ = "panel_say"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    agrees: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)


class MergeRow(Table):
    """An offer to merge one idea into another; every author of both must agree.

    `state`: asked, done, refused, dropped.
    """

    __tablename__ = "merge"
    __table_args__ = (CheckConstraint("state IN ('asked', 'done', 'refused', 'dropped')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="asked")
    asked_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)


class MergeConsentRow(Table):
    """An author's word on an offer to merge."""

    __tablename__ = "merge_consent"

    merge_id: Mapped[int] = mapped_column(ForeignKey("merge.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    agrees: Mapped[bool]


class DecisionRow(Table):
    """What officers mean to become of an idea, and why: known to nobody else before the list is put on the ballot.

    `title`, `summary`, `cost` (pence), `theme` and `ward` are those of its project; empty for any other `outcome`.
    `salt` and `hash` are there once two officers put the list on the ballot; the salt can be forgotten.
    """

    __tablename__ = "decision"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    title: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int] = mapped_column(BigInteger, default=0)
    theme: Mapped[str] = mapped_column(Text, default="")
    ward: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Text, default="")

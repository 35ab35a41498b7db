"""Ideas of members: drafts, versions, authors, what the trust says things cost, and who supports them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Table


class ProposalRow(Table):
    """An idea. `number` is its number within the round, given when it is submitted first: its address for everybody.

    `stage` is a Stage, `outcome` an Outcome once officers decided, `outcome_reason` in plain words. `title`, `theme`,
    `ward`, `cost` (pence) and `question_id` are those of the present `version`, for lists; 0: never submitted.
    `draft` holds what its authors typed since, as JSON, and `draft_number` grows with each save: who saves over a
    draft that somebody else saved meanwhile is told. `young` when any author is under 18. `typed_by` is the helper
    who typed a paper form for `author_key`. `project_id` is its project on the ballot of `pot_id`.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint(
            "stage IN ('draft', 'waiting', 'open', 'hidden', 'withdrawn', 'merged', 'decided')", name="stage"
        ),
        UniqueConstraint("round_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int | None]
    pot_id: Mapped[str | None] = mapped_column(Text)
    author_key: Mapped[str | None] = mapped_column(ForeignKey("member.key"), index=True)
    young: Mapped[bool] = mapped_column(default=False)
    typed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    stage: Mapped[str] = mapped_column(Text, default="draft")
    title: Mapped[str] = mapped_column(Text, default="")
    theme: Mapped[str] = mapped_column(Text, default="")
    ward: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int] = mapped_column(BigInteger, default=0)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    version: Mapped[int] = mapped_column(default=0)
    draft: Mapped[str] = mapped_column(Text, default="")
    draft_number: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    judged_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    judged_reason: Mapped[str] = mapped_column(Text, default="")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    outcome: Mapped[str | None] = mapped_column(Text)
    outcome_reason: Mapped[str] = mapped_column(Text, default="")
    outcome_by: Mapped[str | None] = mapped_column(ForeignKey("staff.role"))
    project_id: Mapped[str | None] = mapped_column(Text)


class ProposalVersionRow(Table):
    """What an idea said when it was submitted for the `number`-th time: `words` as JSON (domain.proposal).

    `hash` is what the log knows of it, as a leaf of a tree, and `salt` its salt. When the text is erased, the words
    and the salt go; the hash stays, so that the tree can still be checked, and says nothing. `shown` of a version
    that another followed: whether everybody could read it. What staff never let through stays unread for good.
    """

    __tablename__ = "proposal_version"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("member.key"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class AuthorRow(Table):
    """That a member is an author of an idea; the first one too."""

    __tablename__ = "author"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(Moment)


class AuthorInviteRow(Table):
    """An invitation to be a co-author, by the hash of its secret; whoever uses it must be a member of the round."""

    __tablename__ = "author_invite"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    made_by: Mapped[str] = mapped_column(ForeignKey("member.key"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class PriceRow(Table):
    """What a thing costs, as the trust keeps it: `price` pence for one `unit`, `yearly` pence a year to keep it."""

    __tablename__ = "price"
    __table_args__ = (CheckConstraint("price >= 0 AND yearly >= 0", name="not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    price: Mapped[int] = mapped_column(BigInteger)
    yearly: Mapped[int] = mapped_column(BigInteger, default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    ended: Mapped[bool] = mapped_column(default=False)


class SupportRow(Table):
    """That a member supports an idea: one a member, and they can take it back."""

    __tablename__ = "support"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True, index=True)
    since: Mapped[date]


class TrailRow(Table):
    """What happened to an idea, in order, for everybody to read: a kind and its details as JSON, never a person."""

    __tablename__ = "trail"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text, default="{}")

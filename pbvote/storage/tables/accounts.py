"""Members who take part beside voting: their account, their sessions, links sent by e-mail. Nothing here votes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Strings, Table


class AccountRow(Table):
    """What a member gave beside the roll: all of it optional. `password` is an argon2id hash.

    `shown_as` is "" (no name at all), "name" (adults only), or "nickname:" and one of the list; `language` a code.
    `by_email` is whether they want notices by e-mail, None until they say so (then adults get them, the young do not);
    `muted` names the kinds of notices that are not sent by e-mail.
    """

    __tablename__ = "account"

    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True)
    email: Mapped[str | None] = mapped_column(Text, unique=True)
    password: Mapped[str | None] = mapped_column(Text)
    shown_as: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text, default="")
    by_email: Mapped[bool | None]
    muted: Mapped[tuple[str, ...]] = mapped_column(Strings, default=())
    joined_at: Mapped[datetime] = mapped_column(Moment)


class MemberSessionRow(Table):
    """A member who is signed in to take part, by the hash of the cookie's secret; never a session to vote.

    `tablet_id` is the youth session on whose tablet they sit, `round_id` the round by whose code they came.
    """

    __tablename__ = "member_session"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), index=True)
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"))
    tablet_id: Mapped[int | None] = mapped_column(ForeignKey("tablet.id"))
    device: Mapped[str] = mapped_column(Text, default="")
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class MailLinkRow(Table):
    """A link that was sent by e-mail, by the hash of its secret: to sign in, or to confirm an address."""

    __tablename__ = "mail_link"
    __table_args__ = (CheckConstraint("purpose IN ('sign-in', 'confirm')", name="purpose"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class TabletRow(Table):
    """A youth session: a helper's tablet at a club or school, to propose or to vote; its times are by the true clock.

    No card is taken from the moment that `closed_at` is set; who is in the middle then has until that moment.
    """

    __tablename__ = "tablet"
    __table_args__ = (CheckConstraint("purpose IN ('propose', 'vote')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class TabletCardRow(Table):
    """That a member's card was used in a youth session: never when, and never for what."""

    __tablename__ = "tablet_card"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it once

    tablet_id: Mapped[int] = mapped_column(ForeignKey("tablet.id"), primary_key=True)
    member_key: Mapped[str] = mapped_column(ForeignKey("member.key"), primary_key=True)

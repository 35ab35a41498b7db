"""Lists of changes to a roll: imported or typed by the staff, agreed on by two officers, then applied."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pbvote.storage.tables.base import Moment, Strings, Table


class RollListRow(Table):
    """A list: `preview` while it is looked at, `listed` for two officers, then `applied` or `dropped`."""

    __tablename__ = "roll_list"
    __table_args__ = (CheckConstraint("state IN ('preview', 'listed', 'applied', 'dropped')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    made_by: Mapped[str] = mapped_column(ForeignKey("staff.role"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    findings: Mapped[tuple[tuple[str, ...], ...]] = mapped_column(Strings, default=())


class RollChangeRow(Table):
    """One member to add or to remove. The date of birth has been turned into what stands here and is kept nowhere."""

    __tablename__ = "roll_change"
    __table_args__ = (CheckConstraint("act IN ('add', 'remove')", name="act"),)

    list_id: Mapped[int] = mapped_column(ForeignKey("roll_list.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    member_key: Mapped[str] = mapped_column(Text)
    is_new: Mapped[bool]
    name: Mapped[str] = mapped_column(Text)
    member_class: Mapped[str] = mapped_column(Text, default="")
    ward: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    postcode: Mapped[str] = mapped_column(Text, default="")
    large_print: Mapped[bool] = mapped_column(default=False)
    under_16: Mapped[bool] = mapped_column(default=False)
    under_18: Mapped[bool] = mapped_column(default=False)
    identity_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    person_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    group: Mapped[str] = mapped_column(Text, default="all")
    pots: Mapped[tuple[str, ...]] = mapped_column(Strings, default=())
    age_band: Mapped[str] = mapped_column(Text, default="")
    birthday_hash: Mapped[bytes | None] = mapped_column(LargeBinary)

"""Protected acts as pages show them: what waits, who prepared it, who confirmed it or gave it up."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import PreparedActRow, RoundRow, StaffRow

MOST_NUMBER = 2**31 - 1
"""No act has a higher number; databases take none."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff at an act, and when."""

    role: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActView:
    """A prepared act. Without a round it is one of the trust itself. It waits while nobody confirmed or dropped it."""

    number: int
    act: str
    round_id: str | None
    round_title: str
    arguments: Mapping[str, str]
    prepared: Person
    confirmed: Person | None
    dropped: Person | None

    @property
    def waits(self) -> bool:
        """Whether nobody has confirmed it or given it up."""
        return self.confirmed is None and self.dropped is None

    @property
    def slug(self) -> str:
        """The act's words as a part of an address."""
        return act_slug(self.act)


def act_slug(act: str) -> str:
    """The words of an act, joined for an address: `seal-the-roll`."""
    return act.replace(" ", "-")


def act_view(db: Session, number: int) -> ActView | None:
    """A prepared act by its number, if there is one."""
    row = db.get(PreparedActRow, number) if 0 < number <= MOST_NUMBER else None
    return next(iter(_views(db, [] if row is None else [row])), None)


def waiting_acts(db: Session) -> tuple[ActView, ...]:
    """Every act that nobody confirmed or gave up, the oldest first."""
    waits = (PreparedActRow.confirmed_by.is_(None), PreparedActRow.dropped_by.is_(None))
    return _views(db, db.scalars(select(PreparedActRow).where(*waits).order_by(PreparedActRow.id)))


def acts_of_round(db: Session, round_id: str) -> tuple[ActView, ...]:
    """Every act of a round that was ever prepared, the newest first."""
    query = select(PreparedActRow).where(PreparedActRow.round_id == round_id).order_by(PreparedActRow.id.desc())
    return _views(db, db.scalars(query))


def _views(db: Session, rows: Iterable[PreparedActRow]) -> tuple[ActView, ...]:
    found = list(rows)
    if not found:
        return ()
    names = {row.role: row.name for row in db.execute(select(StaffRow.role, StaffRow.name))}
    titles = {row.id: row.title for row in db.execute(select(RoundRow.id, RoundRow.title))}
    return tuple(_view(row, names, titles) for row in found)


def _view(row: PreparedActRow, names: Mapping[str, str], titles: Mapping[str, str]) -> ActView:
    def person(role: str | None, at: datetime | None) -> Person | None:
        return None if role is None else Person(role, names[role], at or row.prepared_at)

    return ActView(
        number=row.id,
        act=row.act,
        round_id=row.round_id,
        round_title=titles.get(row.round_id or "", ""),
        arguments=json.loads(row.arguments),
        prepared=Person(row.prepared_by, names[row.prepared_by], row.prepared_at),
        confirmed=person(row.confirmed_by, row.confirmed_at),
        dropped=person(row.dropped_by, row.dropped_at),
    )

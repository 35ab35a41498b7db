"""Lists of changes to a roll, as pages show them; and how many stand on the roll."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.storage.tables import MarkRow, PotRow, RollChangeRow, RollListRow, RollRow, StaffRow

LINES_ON_A_PAGE = 100

_MOST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class PotMoves:
    """How many a list adds to a pot and takes off it; `entitled` as it stands now."""

    title: str
    entitled: int
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class ListView:
    """A list. `source` names its files; `known` of those to add were members before.

    `aside`: people who may vote in no pot and so do not come onto the roll.
    """

    number: int
    round_id: str
    state: str
    source: str
    made_by: str
    made_at: datetime
    added: int
    removed: int
    aside: int
    known: int
    pots: tuple[PotMoves, ...]
    findings: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> int:
        """How many people stand on it."""
        return self.added + self.removed + self.aside


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One person on a list; `group` is empty unless groups of voters share the voting money of a pot."""

    line: int
    is_removal: bool
    reason: str
    name: str
    age_band: str
    ward: str
    postcode: str
    pots: tuple[str, ...]
    group: str = ""


def list_view(db: Session, round_id: str, number: int) -> ListView | None:
    """A list of a round by its number, unless it was dropped."""
    row = db.get(RollListRow, number) if 0 < number <= _MOST_NUMBER else None
    return None if row is None or row.round_id != round_id or row.state == "dropped" else _view(db, row)


def list_views(db: Session, round_id: str) -> list[ListView]:
    """The lists of a round that were not dropped, newest first."""
    query = select(RollListRow).where(RollListRow.round_id == round_id, RollListRow.state != "dropped")
    return [_view(db, row) for row in db.scalars(query.order_by(RollListRow.id.desc()))]


def lines_of(db: Session, number: int, page: int) -> list[ChangeView]:
    """The people on one page of a list, pages counted from 1."""
    pots = _pots(db, number)
    titles = {pot.id: pot.title for pot in pots}
    groups = {group.id: group.title for pot in pots if pot.shares for group in pot.shares.groups}
    query = select(RollChangeRow).where(RollChangeRow.list_id == number).order_by(RollChangeRow.line)
    rows = db.scalars(query.offset((page - 1) * LINES_ON_A_PAGE).limit(LINES_ON_A_PAGE))
    return [_change(row, titles, groups) for row in rows]


def on_roll(db: Session, round_id: str) -> int:
    """How many members stand on the roll of a round."""
    query = select(func.count()).where(RollRow.round_id == round_id, RollRow.removed.is_(False))
    return db.scalar(query) or 0


def entitled_by_pot(db: Session, round_id: str) -> dict[str, int]:
    """How many members may vote in each pot."""
    query = select(MarkRow.pot_id, func.count()).where(MarkRow.round_id == round_id).group_by(MarkRow.pot_id)
    return {row[0]: row[1] for row in db.execute(query)}


def entitled_by_group(db: Session, round_id: str) -> dict[tuple[str, str], int]:
    """The same for each pot and group of voters, as the roll has them."""
    query = (
        select(MarkRow.pot_id, RollRow.group, func.count())
        .join(RollRow, (RollRow.round_id == MarkRow.round_id) & (RollRow.member_key == MarkRow.member_key))
        .where(MarkRow.round_id == round_id)
        .group_by(MarkRow.pot_id, RollRow.group)
    )
    return {(row[0], row[1]): row[2] for row in db.execute(query)}


def _pots(db: Session, number: int) -> Sequence[PotRow]:
    of_list = select(RollListRow.round_id).where(RollListRow.id == number).scalar_subquery()
    return db.scalars(select(PotRow).where(PotRow.round_id == of_list).order_by(PotRow.position)).all()


def _view(db: Session, row: RollListRow) -> ListView:
    counted: Counter[tuple[str, str]] = Counter()
    kinds: Counter[str] = Counter()
    same = (RollChangeRow.act, RollChangeRow.is_new, RollChangeRow.pots)
    query = select(*same, func.count()).where(RollChangeRow.list_id == row.id).group_by(*same)
    for act, is_new, pots, number in db.execute(query):
        kinds[act if pots else "aside"] += number
        kinds["known"] += number if act == "add" and not is_new else 0
        counted.update({(pot, act): number for pot in pots})
    now = entitled_by_pot(db, row.round_id)
    staff = db.get_one(StaffRow, row.made_by)
    return ListView(
        number=row.id,
        round_id=row.round_id,
        state=row.state,
        source=row.source,
        made_by=staff.name,
        made_at=row.made_at,
        added=kinds["add"],
        removed=kinds["remove"],
        aside=kinds["aside"],
        known=kinds["known"],
        pots=tuple(
            PotMoves(pot.title, now.get(pot.id, 0), counted[pot.id, "add"], counted[pot.id, "remove"])
            for pot in _pots(db, row.id)
        ),
        findings=row.findings,
    )


def _change(row: RollChangeRow, titles: dict[str, str], groups: dict[str, str]) -> ChangeView:
    return ChangeView(
        line=row.line,
        is_removal=row.act == "remove",
        reason=row.reason,
        name=row.name,
        age_band=row.age_band,
        ward=row.ward or "",
        postcode=row.postcode,
        pots=tuple(titles.get(pot, pot) for pot in row.pots),
        group=groups.get(row.group, ""),
    )

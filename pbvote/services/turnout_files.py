"""`turnout.json` of every pot: counted from roll and marks as the round closes, with small groups withheld."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import Value
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.turnout import PotTurnout, TurnoutRow, TurnoutTerms, band_order, public_turnout
from pbvote.formats.bundle import json_file
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import MarkRow, MemberRow, PotRow, ResultRow, RollRow, RoundRow


@dataclass(frozen=True, slots=True)
class _Counted:
    """Members of one pot, band, ward and voter group."""

    pot: str
    band: str
    ward: str
    group: str
    entitled: int
    marked: int


def keep_turnout(db: Session, round_id: str) -> None:
    """Keep the turnout of a round that closes; the tier in force of its pots is known by then."""
    for pot_id, content in turnout_files(db, round_id).items():
        db.get_one(ResultRow, (round_id, pot_id)).turnout = content


def check_turnout(db: Session, row: RoundRow) -> None:
    """Raise BalanceFailedError unless roll and marks still give the turnout that was kept at the close."""
    for pot_id, content in turnout_files(db, row.id).items():
        if db.get_one(ResultRow, (row.id, pot_id)).turnout != content:
            raise BalanceFailedError(f"In the pot {pot_id} the turnout is not that of the close.", "members")


def turnout_files(db: Session, round_id: str) -> dict[str, bytes]:
    """The file of each pot: what everybody may see of who took part."""
    pots = pot_rows(db, round_id)
    counted = _counted(db, round_id)
    whole = [
        PotTurnout(
            pot.id,
            bands=_rows([each for each in counted if each.pot == pot.id], lambda each: each.band, band_order),
            wards=_rows([each for each in counted if each.pot == pot.id], lambda each: each.ward, str),
        )
        for pot in pots
    ]
    shown = public_turnout(whole, {pot.id: _terms(pot, counted) for pot in pots})
    return {each.pot: json_file(_document(round_id, each)) for each in shown}


def _counted(db: Session, round_id: str) -> list[_Counted]:
    """For each pot, band, ward and group: who may vote, and who has a mark. Who was removed is in neither."""
    marked = func.sum(case((MarkRow.marked, 1), else_=0))
    query = (
        select(MarkRow.pot_id, RollRow.age_band, MemberRow.ward, RollRow.group, func.count(), marked)
        .join(RollRow, (RollRow.round_id == MarkRow.round_id) & (RollRow.member_key == MarkRow.member_key))
        .join(MemberRow, MemberRow.key == MarkRow.member_key)
        .where(MarkRow.round_id == round_id, RollRow.removed.is_(False))
        .group_by(MarkRow.pot_id, RollRow.age_band, MemberRow.ward, RollRow.group)
    )
    return [
        _Counted(pot, band, normalize("NFC", ward or ""), group, entitled, marked)
        for pot, band, ward, group, entitled, marked in db.execute(query)
    ]


def _rows(
    counted: Iterable[_Counted], name_of: Callable[[_Counted], str], order: Callable[[str], int | str]
) -> tuple[TurnoutRow, ...]:
    sums: dict[str, tuple[int, int]] = {}
    for each in counted:
        entitled, marked = sums.get(name_of(each), (0, 0))
        sums[name_of(each)] = (entitled + each.entitled, marked + each.marked)
    return tuple(TurnoutRow(name, *sums[name]) for name in sorted(sums, key=order))


def _terms(pot: PotRow, counted: Sequence[_Counted]) -> TurnoutTerms:
    electorate = Electorate(pot.from_age, pot.to_age, pot.ages_on, pot.wards)
    mine = [each for each in counted if each.pot == pot.id]
    return TurnoutTerms(electorate, Tier(pot.tier_in_force or pot.tier), _band_groups(pot, mine))


def _band_groups(pot: PotRow, counted: Sequence[_Counted]) -> tuple[frozenset[str], ...]:
    """The bands of which all members are in one group, by group: the ballots of a group stand in the result."""
    if pot.shares is None or not pot.shares.by_age:
        return ()
    groups = {each.band: {other.group for other in counted if other.band == each.band} for each in counted}
    return tuple(frozenset(band for band, found in groups.items() if found == {group}) for group in pot.groups)


def _document(round_id: str, turnout: PotTurnout) -> Value:
    return {
        "bands": _listed(turnout.bands),
        "pot": turnout.pot,
        "round": round_id,
        "v": 1,
        "wards": _listed(turnout.wards),
    }


def _listed(rows: Sequence[TurnoutRow]) -> list[Value]:
    return [{"entitled": row.entitled, "marked": row.marked, "name": row.name} for row in rows]

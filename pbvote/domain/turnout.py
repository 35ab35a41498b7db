"""Who took part, by age band and by ward: which rows are shown, as docs/log-format.md §10 ("Turnout") fixes it.

A list of rows splits the members of a pot: each stands in exactly one row, and the sums stand in the log. A row that
speaks of few people is withheld, and never alone, or it would follow by subtraction. Which other row goes with it is
decided by the order of the list and not by size: the smallest one would say how large the withheld one can be at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbvote.domain.disclosure import SMALL
from pbvote.domain.pot import Electorate, Tier


@dataclass(frozen=True, slots=True)
class TurnoutRow:
    """Members of one band or ward who may vote, and who have a mark; both None where the row is withheld."""

    name: str
    entitled: int | None
    marked: int | None


@dataclass(frozen=True, slots=True)
class PotTurnout:
    """A pot's rows in their order, before or after anything is withheld."""

    pot: str
    bands: tuple[TurnoutRow, ...]
    wards: tuple[TurnoutRow, ...]


@dataclass(frozen=True, slots=True)
class TurnoutTerms:
    """What decides which lists a pot has: its electorate, and the tier in force.

    `band_groups`: where its groups of voters go by age, the names of the bands that lie in each of them as a whole.
    """

    electorate: Electorate
    tier: Tier
    band_groups: tuple[frozenset[str], ...] = ()


_Rows = Mapping[str, tuple[int, int]]
"""By name: entitled and marked members, before anything is withheld."""


def band_order(name: str) -> int:
    """The youngest age of a band such as `11-13` or `65+`: what bands are sorted by."""
    return int(name.partition("-")[0].removesuffix("+"))


def public_turnout(counted: Sequence[PotTurnout], terms: Mapping[str, TurnoutTerms]) -> tuple[PotTurnout, ...]:
    """The turnout of a round's pots as everybody may see it. `counted` has whole numbers; `terms` is by pot."""
    bands = {each.pot: _whole(each.bands) for each in counted if _has_bands(terms[each.pot])}
    grouped = [_only(rows, names) for pot, rows in bands.items() for names in terms[pot].band_groups]
    wards = {each.pot: _whole(each.wards) for each in counted if _has_wards(terms[each.pot], terms)}
    return _both(counted, _shown(bands, grouped), _shown(wards, []))


def _both(
    counted: Sequence[PotTurnout],
    bands: Mapping[str, tuple[TurnoutRow, ...]],
    wards: Mapping[str, tuple[TurnoutRow, ...]],
) -> tuple[PotTurnout, ...]:
    return tuple(PotTurnout(each.pot, bands.get(each.pot, ()), wards.get(each.pot, ())) for each in counted)


def _has_bands(mine: TurnoutTerms) -> bool:
    return mine.tier is not Tier.T0 and not mine.electorate.wards


def _has_wards(mine: TurnoutTerms, terms: Mapping[str, TurnoutTerms]) -> bool:
    """Ages are never crossed with wards: the pots that list wards all begin at one age and end at none."""
    lowest = {each.electorate.from_age for each in terms.values() if each.electorate.to_age is None}
    return mine.tier is not Tier.T0 and mine.electorate.to_age is None and len(lowest) == 1


def _whole(rows: Sequence[TurnoutRow]) -> _Rows:
    return {row.name: (row.entitled or 0, row.marked or 0) for row in rows}


def _only(rows: _Rows, names: frozenset[str]) -> _Rows:
    return {name: numbers for name, numbers in rows.items() if name in names}


def _shown(lists: Mapping[str, _Rows], grouped: Sequence[_Rows]) -> dict[str, tuple[TurnoutRow, ...]]:
    hidden = _hidden_names(lists, grouped)
    return {
        pot: tuple(
            TurnoutRow(name, None, None) if name in hidden else TurnoutRow(name, *numbers)
            for name, numbers in rows.items()
        )
        for pot, rows in lists.items()
    }


def _hidden_names(lists: Mapping[str, _Rows], grouped: Sequence[_Rows]) -> set[str]:
    """A name that is withheld in one pot is withheld in all, as its members may be the same in each.

    `grouped`: rows that are whole groups of voters, whose ballots the result of the pot tells.
    """
    hidden = {name for rows in lists.values() for name, numbers in rows.items() if _is_few(*numbers)}
    hidden |= _nearly_equal(list(lists.values()))
    areas = [*_areas(list(lists.values())), *grouped]
    while True:
        more = {_next_hidden(area, hidden) for area in areas} - {None}
        if not more:
            return hidden
        hidden |= {name for name in more if name is not None}


def _nearly_equal(lists: Sequence[_Rows]) -> set[str]:
    """Names with which two pots mean nearly the same members: the few between them would show."""
    return {
        name
        for one in lists
        for other in lists
        for name in one.keys() & other.keys()
        if 0 < one[name][0] - other[name][0] < SMALL
    }


def _areas(lists: Sequence[_Rows]) -> list[_Rows]:
    """Rows whose sum a reader can know: those of each list, and what one list has beyond another."""
    beyond = [
        {name: one[name] for name in one if name not in other}
        for one in lists
        for other in lists
        if other.keys() < one.keys()
    ]
    return [*lists, *beyond]


def _next_hidden(area: _Rows, hidden: set[str]) -> str | None:
    """The name that must go as well, lest the withheld rows of the area follow by subtraction."""
    names = list(area)
    places = [place for place, name in enumerate(names) if name in hidden]
    if not places or len(places) == len(names):
        return None
    entitled, marked = (sum(area[names[place]][part] for place in places) for part in (0, 1))
    if len(places) > 1 and not _is_few(entitled, marked):
        return None
    after = [*names[places[-1] + 1 :], *names]
    return next(name for name in after if name not in hidden)


def _is_few(entitled: int, marked: int) -> bool:
    """Whether few people voted, or few did not."""
    return marked < SMALL or entitled - marked < SMALL

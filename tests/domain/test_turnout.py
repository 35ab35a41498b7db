"""Turnout by band and ward: nothing few is shown, and nothing few follows, neither in a pot nor between pots."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.domain import turnout
from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.turnout import PotTurnout, TurnoutRow, TurnoutTerms, band_order, public_turnout

BANDS = ("0-10", "11-13", "14-16", "17-19", "20-24", "65+")
EVERYBODY = TurnoutTerms(Electorate(11), Tier.T1)
Numbers = tuple[tuple[int, int], ...]


def _rows(numbers: Numbers, names: tuple[str, ...] = BANDS) -> tuple[TurnoutRow, ...]:
    return tuple(TurnoutRow(name, *each) for name, each in zip(names, numbers, strict=False))


def _bands(numbers: Numbers) -> tuple[TurnoutRow, ...]:
    (shown,) = public_turnout([PotTurnout("pot", _rows(numbers), ())], {"pot": EVERYBODY})
    return shown.bands


def _told(rows: tuple[TurnoutRow, ...]) -> list[tuple[int | None, int | None]]:
    return [(row.entitled, row.marked) for row in rows]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (((20, 10), (90, 40)), (True, True)),
        (((19, 10), (90, 40), (90, 40)), (False, False, True)),  # nine did not vote
        (((90, 9), (90, 40), (90, 40)), (False, False, True)),
        (((90, 40), (90, 40), (90, 9)), (False, True, False)),  # after the last comes the first
        (((90, 40), (90, 9), (12, 10)), (True, False, False)),
        (((90, 2), (90, 3), (90, 40), (90, 40)), (False, False, False, True)),  # five people together
        (((10, 9), (11, 9), (90, 40), (90, 40)), (False, False, False, True)),  # three who did not vote
        (((90, 9), (90, 40)), (False, False)),
        (((40, 40),), (False,)),
        ((), ()),
    ],
)
def test_worked_cases(numbers: Numbers, shown: tuple[bool, ...]) -> None:
    assert tuple(row.marked is not None for row in _bands(numbers)) == shown


GROUPED = TurnoutTerms(Electorate(11), Tier.T1, (frozenset({"0-10", "11-13"}), frozenset({"17-19", "20-24"})))


@pytest.mark.parametrize(
    ("numbers", "alike", "grouped"),
    [
        (((90, 40), (90, 40), (90, 40), (90, 40), (90, 40)), "sssss", "sssss"),
        (((90, 9), (90, 40), (90, 9), (90, 9), (90, 40)), "wswws", "wwwww"),  # one of each group: both go whole
        (((90, 9), (90, 9), (90, 40), (90, 40), (90, 40)), "wwsss", "wwsss"),
        (((90, 40), (90, 9), (90, 9), (90, 40), (90, 40)), "swwss", "wwwss"),  # the third lies in no group
        (((90, 2), (90, 3), (90, 40), (90, 40), (90, 40)), "wwwss", "wwwss"),
    ],
)
def test_no_band_follows_from_the_ballots_of_its_group(numbers: Numbers, alike: str, grouped: str) -> None:
    """The result tells how many ballots a group of voters has: no band of it goes alone. s: shown, w: withheld."""
    for terms, shown in ((EVERYBODY, alike), (GROUPED, grouped)):
        (found,) = public_turnout([PotTurnout("pot", _rows(numbers), ())], {"pot": terms})
        assert "".join("w" if row.marked is None else "s" for row in found.bands) == shown


def test_a_row_shows_both_numbers_or_neither() -> None:
    assert _told(_bands(((90, 9), (80, 40), (70, 35)))) == [(None, None), (None, None), (70, 35)]


def test_the_smallest_row_is_not_the_one_that_goes_along() -> None:
    """If it were, 48 withheld people beside 41 who are shown would say: 7 or more in the small row."""
    assert _told(_bands(((41, 20), (8, 3), (60, 30), (40, 20)))) == [(41, 20), (None, None), (None, None), (40, 20)]


@st.composite
def tables(draw: st.DrawFn) -> Numbers:
    """Up to six rows, many of them near the limits."""
    number = st.sampled_from([0, 1, 5, 8, 9, 10, 11, 19, 20, 40])
    return tuple((voted + rest, voted) for voted, rest in draw(st.lists(st.tuples(number, number), max_size=6)))


def few(entitled: int, marked: int) -> bool:
    return marked < 10 or entitled - marked < 10


@settings(max_examples=200, deadline=None)
@given(tables())
def test_a30_nothing_few_shows_or_follows_by_subtraction(numbers: Numbers) -> None:
    """From the sums that stand in the log."""
    rows = _bands(numbers)
    hidden = [each for each, row in zip(numbers, rows, strict=True) if row.marked is None]
    for each, row in zip(numbers, rows, strict=True):
        assert row.marked is None or ((row.entitled, row.marked) == each and not few(*each))
    if hidden and len(hidden) < len(numbers):
        assert len(hidden) > 1
        assert not few(sum(each for each, _ in hidden), sum(each for _, each in hidden))
    if not any(few(*each) for each in numbers):
        assert hidden == []


def _all_tables(rows: int, most: int) -> Iterator[Numbers]:
    cells = [(entitled, marked) for entitled in range(1, most + 1) for marked in range(entitled + 1)]
    return product(cells, repeat=rows)


def test_a30_who_knows_the_rule_finds_no_withheld_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tables of three rows up to nine people, with few meaning under 3: each withheld number could be another."""
    monkeypatch.setattr(turnout, "SMALL", 3)
    looks = defaultdict(list)
    for numbers in _all_tables(3, 8):
        sums = (sum(each for each, _ in numbers), sum(each for _, each in numbers))
        if sums[1] >= 9:  # under T1 there are at least three times as many votes as are few
            looks[tuple(_told(_bands(numbers))), sums].append(numbers)
    for (shown, _), possible in looks.items():
        for place in (place for place, row in enumerate(shown) if row == (None, None)):
            for number in ({each[place][0] for each in possible}, {each[place][1] for each in possible}):
                assert len(number) > 1 or min(number) >= 3, (shown, possible)


def _two(small: Numbers, large: Numbers) -> tuple[tuple[TurnoutRow, ...], tuple[TurnoutRow, ...]]:
    """A pot of the young, who have the first bands, and one of everybody."""
    pots = [PotTurnout("youth", _rows(small), ()), PotTurnout("all", _rows(large), ())]
    youth, everybody = public_turnout(pots, {"youth": TurnoutTerms(Electorate(0, 16), Tier.T1), "all": EVERYBODY})
    return youth.bands, everybody.bands


def test_a30_a_band_that_one_pot_withholds_no_other_shows() -> None:
    youth, everybody = _two(((60, 3), (60, 30), (60, 30)), ((60, 30),) * 5)
    hidden = [(None, None), (None, None)]
    assert _told(youth)[:2] == hidden
    assert _told(everybody)[:2] == hidden
    assert None not in {row.marked for row in (*youth[2:], *everybody[2:])}


def test_a30_all_without_the_young_does_not_give_a_small_band_of_adults() -> None:
    """Two withheld in each pot, and one of the adults would be the difference."""
    youth, everybody = _two(((60, 3), (60, 3), (60, 30)), ((60, 30), (60, 30), (60, 30), (9, 4), (60, 30)))
    assert [row.marked is None for row in youth] == [True, True, True]  # six votes together are few
    assert [row.marked is None for row in everybody] == [True, True, True, True, True]
    youth, everybody = _two(((60, 5), (60, 5), (60, 30)), ((60, 30), (60, 30), (60, 30), (9, 4), (60, 30), (60, 30)))
    assert [row.marked is None for row in everybody] == [True, True, False, True, True, False]
    assert [row.marked is None for row in youth] == [True, True, False]


def test_a30_the_few_of_a_band_who_are_too_old_for_a_pot_do_not_follow() -> None:
    """17 and 18 in one pot, 17 to 19 in the other: the four aged 19 would be the difference."""
    youth, everybody = _two(((60, 30), (60, 30), (56, 30)), ((60, 30), (60, 30), (60, 30), (60, 30)))
    assert _told(youth) == [(None, None), (60, 30), (None, None)]
    assert _told(everybody)[2] == (None, None)


WARDS = (TurnoutRow("Ashford", 60, 30), TurnoutRow("Millgate", 60, 30))


@pytest.mark.parametrize(
    ("terms", "bands", "wards"),
    [
        (EVERYBODY, True, True),
        (TurnoutTerms(Electorate(), Tier.T1), True, True),
        (TurnoutTerms(Electorate(11, 19), Tier.T1), True, False),
        (TurnoutTerms(Electorate(11, wards=("Ashford", "Millgate")), Tier.T1), False, True),
        (TurnoutTerms(Electorate(11, 19, wards=("Ashford", "Millgate")), Tier.T1), False, False),
        (TurnoutTerms(Electorate(), Tier.T0), False, False),
    ],
)
def test_a30_a_pot_lists_what_its_electorate_and_tier_allow(
    terms: TurnoutTerms,
    bands: bool,  # noqa: FBT001 - a table
    wards: bool,  # noqa: FBT001 - a table
) -> None:
    (shown,) = public_turnout([PotTurnout("pot", _rows(((60, 30), (60, 30))), WARDS)], {"pot": terms})
    assert (bool(shown.bands), bool(shown.wards)) == (bands, wards)


def test_a30_pots_that_begin_at_different_ages_list_no_wards() -> None:
    """Otherwise the adults of a ward, and so its young people, would follow."""
    pots = [PotTurnout(each, (), WARDS) for each in ("all", "adults", "youth")]
    terms = {each: TurnoutTerms(Electorate(*ages), Tier.T1) for each, ages in
             {"all": (11, None), "adults": (18, None), "youth": (11, 19)}.items()}  # fmt: skip
    assert [each.wards for each in public_turnout(pots, terms)] == [(), (), ()]
    terms["adults"] = EVERYBODY
    assert [bool(each.wards) for each in public_turnout(pots, terms)] == [True, True, False]


def test_bands_stand_in_the_order_of_age() -> None:
    assert sorted(("65+", "11-13", "0-10", "25-44"), key=band_order) == ["0-10", "11-13", "25-44", "65+"]


def test_every_pair_of_rows_keeps_its_sum_together() -> None:
    """Two rows are shown both or withheld both."""
    for one, other in combinations_with_replacement([(90, 9), (20, 10), (19, 10), (60, 30)], 2):
        assert len({row.marked is None for row in _bands((one, other))}) == 1

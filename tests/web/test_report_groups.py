"""Turnout by group, beside how many people live there."""

from datetime import UTC, datetime

import pytest

from pbvote.domain.round import RoundState
from pbvote.domain.turnout import TurnoutRow
from pbvote.storage.queries.pages import PotView, RoundView
from pbvote.storage.queries.population import Population
from pbvote.storage.queries.results import PotResult
from pbvote.web.report_groups import GroupTable, group_tables

AT = datetime(2027, 3, 14, 17, tzinfo=UTC)
POT = PotView("spring", "all", "Pot", "Everybody.", 1000, 5, 3, "T1", "ranked-equal-shares")
NOBODY = Population(None, {}, {})


def tables(
    *, bands: tuple[TurnoutRow, ...] = (), wards: tuple[TurnoutRow, ...] = (), people: Population = NOBODY
) -> tuple[GroupTable, ...]:
    present = RoundView(
        "spring", "Spring", "", RoundState.PUBLISHED, AT, AT, AT, "Europe/London", True, None, None, "", AT, AT, ()  # noqa: FBT003 - by place, as the others
    )  # fmt: skip
    return group_tables(PotResult(present, POT, {}, {}, None, {}, bands, wards, AT, b""), people)


def test_each_group_has_its_part_of_those_who_may_vote_and_of_those_who_live_there() -> None:
    (table,) = tables(bands=(TurnoutRow("11-13", 200, 50),), people=Population(None, {"11-13": 400}, {}))
    (row,) = table.rows
    assert (row.name, row.people, row.entitled, row.voted, row.of_entitled, row.of_people) == (
        "11 to 13", "400", "200", "50", "25", "12",
    )  # fmt: skip
    assert (table.has_people, table.withheld) == (True, False)


def test_a30_what_is_withheld_gives_no_part_either() -> None:
    """With the population beside it, a part in a hundred would say the number again."""
    people = Population(None, {}, {"Millgate": 100, "Hillend": 900})
    (table,) = tables(wards=(TurnoutRow("Hillend", 300, 120), TurnoutRow("Millgate", None, None)), people=people)
    hidden = table.rows[1]
    assert (hidden.entitled, hidden.voted, hidden.of_entitled, hidden.of_people) == ("", "", "", "")
    assert table.withheld


@pytest.mark.parametrize("people", [NOBODY, Population(9000, {}, {"Elsewhere": 10}), Population(None, {}, {"": 0})])
def test_without_a_population_there_is_no_column_for_it(people: Population) -> None:
    (table,) = tables(wards=(TurnoutRow("Hillend", 300, 120),), people=people)
    assert not table.has_people
    assert table.rows[0].of_people == ""


def test_people_without_a_ward_stand_in_a_row_of_their_own() -> None:
    (table,) = tables(wards=(TurnoutRow("", 300, 120),))
    assert table.rows[0].name == "No ward given"


def test_without_groups_there_is_no_table() -> None:
    assert tables() == ()

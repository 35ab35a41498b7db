"""Who stands on a roll, and what stays of a date of birth."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.errors import IllegalMoveError, RoundSetUpError
from pbvote.domain.pot import Electorate
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.plan_round import plan_round
from pbvote.storage.tables import MarkRow, MemberRow, RollRow
from tests.attacks.database_rows import all_rows
from tests.factories import EVERYBODY, PLAN, ROUND, YOUTH, World, member

WARD_POT = replace(EVERYBODY, id="millgate", electorate=Electorate(wards=("Millgate",)))


@pytest.fixture
def planned(new: World) -> World:
    plan_round(new.office, replace(PLAN, pots=(YOUTH, EVERYBODY, WARD_POT)))
    return new


def pots_of(world: World, member_key: str) -> set[str]:
    with world.office.database.read() as db:
        return set(db.scalars(select(MarkRow.pot_id).where(MarkRow.member_key == member_key)))


@pytest.mark.parametrize(
    ("born", "ward", "pots"),
    [
        (date(2016, 3, 1), "Docks", {"youth", "everybody"}),  # eleven today
        (date(2016, 3, 2), "Docks", set()),  # eleven tomorrow
        (date(2007, 3, 2), "Docks", {"youth", "everybody"}),  # twenty tomorrow
        (date(2007, 3, 1), "Docks", {"everybody"}),  # twenty today
        (date(1931, 5, 5), "Millgate", {"everybody", "millgate"}),
        (date(2020, 5, 5), "Millgate", {"millgate"}),
        (date(2020, 5, 5), None, set()),
    ],
)
def test_age_on_the_day_and_ward_decide(planned: World, born: date, ward: str | None, pots: set[str]) -> None:
    [key] = enrol_members(planned.office, ROUND, [NewMember("A", born, ward)])
    assert pots_of(planned, key) == pots


def test_who_may_vote_in_nothing_is_a_member_and_not_on_the_roll(planned: World) -> None:
    [key] = enrol_members(planned.office, ROUND, [NewMember("A", date(2020, 5, 5), "Docks")])
    with planned.office.database.read() as db:
        assert db.get(MemberRow, key) is not None
        assert db.get(RollRow, (ROUND, key)) is None


def test_the_date_of_birth_is_forgotten(planned: World, tmp_path: Path) -> None:
    """It stands in no row and no byte of the files; the day and month stay as a keyed hash, the age as a band."""
    born = date(1977, 11, 23)
    [key] = enrol_members(planned.office, ROUND, [NewMember("Ann", born, "Docks")])
    spelt = repr(all_rows(planned.office.database))
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("pbvote.db*"))
    for text in ("1977", "23/11", "11-23", "23.11", "231177"):
        alone = re.compile(rf"(?<![0-9a-f]){re.escape(text)}(?![0-9a-f])")  # not four digits of a hash in hex
        assert not alone.search(spelt)
        assert not alone.search(raw.decode("latin-1"))
    with planned.office.database.read() as db:
        row = db.get_one(RollRow, (ROUND, key))
        assert (row.age_band, len(row.birthday_hash), len(row.salt)) == ("45-64", 32, 32)


def test_two_members_of_one_birthday_share_no_hash(planned: World) -> None:
    """Or the twins, and everybody else's birthday, could be read from the column."""
    enrol_members(planned.office, ROUND, [member(0), member(2), member(4)])
    with planned.office.database.read() as db:
        rows = list(db.scalars(select(RollRow)))
    assert len({row.birthday_hash for row in rows}) == len({row.salt for row in rows}) == 3


@pytest.mark.parametrize("group", ["old", "ALL", ""])
def test_a_group_that_no_pot_knows_is_refused(planned: World, group: str) -> None:
    """At the close it would be too late."""
    before = all_rows(planned.office.database)
    with pytest.raises(RoundSetUpError):
        enrol_members(planned.office, ROUND, [member(0), NewMember("B", date(1980, 1, 1), "Docks", group)])
    assert all_rows(planned.office.database) == before


def test_nobody_stands_on_the_roll_twice(planned: World) -> None:
    """Named twice, enrolled again, or a member that nobody knows: refused, nothing written."""
    [key] = enrol_members(planned.office, ROUND, [member(0)])
    again = replace(member(0), key=key)
    before = all_rows(planned.office.database)
    for members in ([again], [again, again], [replace(member(2), key="nobody")], [member(2), again]):
        with pytest.raises(RoundSetUpError):
            enrol_members(planned.office, ROUND, members)
    assert all_rows(planned.office.database) == before


def test_nobody_is_enrolled_after_the_roll_is_sealed(sealed: World) -> None:
    with pytest.raises(IllegalMoveError):
        enrol_members(sealed.office, ROUND, [member(20)])

"""Importing members: what a file becomes, who is the same person, and what stays of a date of birth."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.errors import IllegalMoveError, UnknownOfficerError
from pbvote.domain.pot import Electorate
from pbvote.services.import_roll import EXAMPLE_FILE, FileRefusedError, ImportRoll, ReadList, import_roll
from pbvote.services.plan_round import plan_round
from pbvote.services.roll_lists import EmptyListError, changes_on, put_on_todays_list
from pbvote.storage.tables import MemberRow, RollChangeRow, RollListRow, RollRow
from tests.attacks.database_rows import all_rows
from tests.factories import EVERYBODY, PLAN, ROUND, YOUTH, World

HEADER = "name,date_of_birth,postcode,address,ward,class\n"
WARD_POT = replace(EVERYBODY, id="millgate", electorate=Electorate(wards=("Millgate",)))
TENANTS = replace(EVERYBODY, id="tenants", electorate=Electorate(classes=("tenant",)))


def freeze(world: World, *pots: object) -> World:
    """A round with these pots, whose rules are fixed."""
    plan_round(world.office, replace(PLAN, pots=pots or (YOUTH, EVERYBODY)))  # type: ignore[arg-type] # pots
    world.agree("approve the schedule")
    world.agree("freeze")
    return world


@pytest.fixture
def frozen(new: World) -> World:
    return freeze(new)


def read(world: World, text: str, header: str = HEADER, reason: str = "other") -> ReadList:
    return import_roll(world.office, "officer-1", ImportRoll(ROUND, "members.csv", (header + text).encode(), reason))


def listed(world: World, text: str, header: str = HEADER) -> tuple[list[RollChangeRow], list[tuple[str, ...]]]:
    """The changes and findings of a file that can be read."""
    number = read(world, text, header).number
    assert number is not None
    with world.office.database.read() as db:
        return changes_on(db, number), list(db.get_one(RollListRow, number).findings)


def enrol(world: World, text: str) -> None:
    """Read, put on today's list and apply by two officers."""
    number = read(world, text).number
    assert number is not None
    world.agree("change the roll", list=str(put_on_todays_list(world.office, "officer-1", number)))


def kinds(findings: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(each[0], each[1]) for each in findings if each[0] != "no-address"]


def test_a_file_becomes_a_list_and_then_a_roll(frozen: World) -> None:
    text = "Ann Lee,2013-02-14,MB1 4QT,1 Mill Lane,Millgate,\nBo Fay,03/06/1980,MB2 7AA,2 Dock Road,Docks,\n"
    changes, findings = listed(frozen, text)
    assert findings == []
    assert [(each.line, each.name, each.pots, each.age_band, each.is_new) for each in changes] == [
        (2, "Ann Lee", ("everybody", "youth"), "14-16", True),
        (3, "Bo Fay", ("everybody",), "45-64", True),
    ]
    assert [(each.under_16, each.under_18) for each in changes] == [(True, True), (False, False)]
    with frozen.office.database.read() as db:
        assert list(db.scalars(select(MemberRow))) == []  # nothing happens before two officers agree
    enrol(frozen, text)
    with frozen.office.database.read() as db:
        member = db.scalars(select(MemberRow).where(MemberRow.name == "Ann Lee")).one()
        assert (member.address, member.postcode, member.ward) == ("1 Mill Lane", "MB1 4QT", "Millgate")
        assert db.get_one(RollRow, (ROUND, member.key)).pots == ("everybody", "youth")


def test_the_example_file_can_be_imported(frozen: World) -> None:
    found = import_roll(frozen.office, "officer-1", ImportRoll(ROUND, "example.csv", EXAMPLE_FILE))
    assert found.faults == ()


def test_the_date_of_birth_is_kept_nowhere(frozen: World, tmp_path: Path) -> None:
    """Neither in a preview nor on the roll, nor in a byte of the files."""
    enrol(frozen, "Ann Lee,1977-12-31,MB1 4QT,,,\n")
    read(frozen, "Bo Fay,1958-08-31,MB1 4QT,,,\n")
    spelt = repr(all_rows(frozen.office.database))
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("pbvote.db*"))
    for text in ("1977-12", "1958-08", "12-31", "08-31", "31/12", "31/08"):
        assert text not in spelt
        assert text.encode() not in raw


@pytest.mark.parametrize(
    "again",
    [
        "Ann Lee,2013-02-14,MB1 4QT,,,\n",
        "ANN  LEE,14/02/2013,mb14qt,Another address,Docks,\n",
        "Аnn Lee,2013-02-14,MB1 4QT,,,\n",  # noqa: RUF001 - a Cyrillic letter: that is the case
        "Ánn-Lee,2013-02-14,MB1-4QT,,,\n",
    ],
)
def test_a46_the_same_person_twice_comes_in_once(frozen: World, again: str) -> None:
    """In one file, and in a file after the roll was made: said, and left out."""
    changes, findings = listed(frozen, f"Ann Lee,2013-02-14,MB1 4QT,,,\n{again}")
    assert len(changes) == 1
    assert kinds(findings) == [("twice", "3")]
    enrol(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n")
    changes, findings = listed(frozen, f"Bo Fay,1980-06-03,MB1 4QT,,,\n{again}")
    assert [each.name for each in changes] == ["Bo Fay"]
    assert kinds(findings) == [("on-roll", "3")]


def test_a47_one_child_from_two_schools_is_one_member(frozen: World) -> None:
    """Two files are read before either is agreed on: the second loses the child when it comes onto the list."""
    first = read(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n").number
    second = read(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\nBo Fay,2013-02-14,MB1 4QT,,,\n").number
    assert first is not None and second is not None  # noqa: PT018 - both were read
    today = put_on_todays_list(frozen.office, "officer-1", first)
    assert put_on_todays_list(frozen.office, "officer-2", second) == today
    with frozen.office.database.read() as db:
        assert [each.name for each in changes_on(db, today)] == ["Ann Lee", "Bo Fay"]
        assert kinds(list(db.get_one(RollListRow, today).findings)) == [("listed", "2")]
    frozen.agree("change the roll", list=str(today))


def test_a47_one_child_with_two_addresses_is_shown_to_people(frozen: World) -> None:
    """Two people may share a name and a birthday, so nobody is left out; but somebody has to look."""
    changes, findings = listed(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\nAnn Lee,2013-02-14,MB9 9ZZ,,,\n")
    assert len(changes) == 2
    assert kinds(findings) == [("other-address", "3")]
    enrol(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n")
    _, findings = listed(frozen, "Ann Lee,2013-02-14,MB9 9ZZ,,,\n")
    assert kinds(findings) == [("other-address", "2")]


def test_a_member_of_an_earlier_round_keeps_their_key(frozen: World) -> None:
    """And a new address takes the place of the old one."""
    enrol(frozen, "Ann Lee,2013-02-14,MB1 4QT,1 Mill Lane,,\n")
    with frozen.office.database.read() as db:
        key = db.scalars(select(MemberRow.key)).one()
    plan_round(frozen.office, replace(PLAN, id="autumn-2027"))
    frozen.agree("approve the schedule", "autumn-2027")
    frozen.agree("freeze", "autumn-2027")
    text = (HEADER + "Ann Lee,2013-02-14,MB1 4QT,2 Mill Lane,,\n").encode()
    number = import_roll(frozen.office, "officer-1", ImportRoll("autumn-2027", "x", text)).number
    assert number is not None
    with frozen.office.database.read() as db:
        [change] = changes_on(db, number)
        assert (change.member_key, change.is_new) == (key, False)
    today = put_on_todays_list(frozen.office, "officer-1", number)
    frozen.agree("change the roll", "autumn-2027", list=str(today))
    with frozen.office.database.read() as db:
        assert db.get_one(MemberRow, key).address == "2 Mill Lane"


def test_a46_mixed_scripts_are_shown(frozen: World) -> None:
    changes, findings = listed(frozen, "Аnn Lee,2013-02-14,MB1 4QT,,,\nАнна Ли,2013-02-14,MB1 4QT,,,\n")  # noqa: RUF001 - that is the case
    assert len(changes) == 2
    assert kinds(findings) == [("mixed", "2")]


def test_wards_and_classes_decide_as_the_pots_spell_them(new: World) -> None:
    """A slip in a ward would cost somebody a vote, so wards that no pot names are counted and shown."""
    world = freeze(new, YOUTH, WARD_POT, TENANTS)
    lines = ["1,1980-01-01,A,,millgate,Tenant", "2,1980-01-01,A,,Milgate,tenant", "3,1980-01-01,A,,,owner"]
    changes, findings = listed(world, "".join(f"Ann {'abc'[i]}{line[1:]}\n" for i, line in enumerate(lines)))
    assert [(each.ward, each.member_class, each.pots) for each in changes] == [
        ("Millgate", "tenant", ("millgate", "tenants")),
        ("Milgate", "tenant", ("tenants",)),
        (None, "owner", ()),
    ]
    assert [each for each in findings if each[0].startswith("strange")] == [
        ("strange-classes", "", "owner", "1"),
        ("strange-wards", "", "", "1"),
        ("strange-wards", "", "Milgate", "1"),
    ]
    assert ("no-pot", "4") in kinds(findings)


def test_a_column_that_a_pot_asks_for_is_not_left_out(new: World) -> None:
    """Or everybody would lose that pot without a word."""
    world = freeze(new, YOUTH, WARD_POT, TENANTS)
    found = read(world, "Ann,1980-01-01,A\n", "name,date_of_birth,postcode\n")
    assert [(each.line, each.column) for each in found.faults] == [(1, "ward"), (1, "class")]
    assert found.number is None


def test_groups_are_those_of_the_round(new: World) -> None:
    young = replace(YOUTH, groups=("junior", "senior"))
    world = freeze(new, young)
    header = "name,date_of_birth,postcode,group\n"
    found = read(world, "Ann,2013-01-01,A,junior\nBo,2013-01-01,A,\nCy,2013-01-01,A,old\n", header)
    assert [(each.line, each.column) for each in found.faults] == [(3, "group"), (4, "group")]
    [change], _ = listed(world, "Ann,2013-01-01,A,junior\n", header)
    assert change.group == "junior"


def test_of_a_file_with_faults_nothing_is_kept(frozen: World) -> None:
    before = all_rows(frozen.office.database)
    found = read(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\nBo Fay,soon,MB1 4QT,,,\n")
    assert [(each.line, each.column) for each in found.faults] == [(3, "date_of_birth")]
    with pytest.raises(FileRefusedError):
        import_roll(frozen.office, "officer-1", ImportRoll(ROUND, "x", b"name\n"))
    assert all_rows(frozen.office.database) == before


def test_a_draft_takes_no_members(new: World) -> None:
    """Dates of birth are forgotten at once, so who may vote must be fixed before."""
    plan_round(new.office, PLAN)
    with pytest.raises(IllegalMoveError):
        read(new, "Ann Lee,2013-02-14,MB1 4QT,,,\n")


def test_a_closed_round_takes_no_members(world: World) -> None:
    world.close()
    with pytest.raises(IllegalMoveError):
        read(world, "Ann Lee,2013-02-14,MB1 4QT,,,\n")


def test_strangers_and_strange_reasons_are_refused(frozen: World) -> None:
    with pytest.raises(IllegalMoveError):
        read(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n", reason="died")
    with pytest.raises(UnknownOfficerError):
        import_roll(frozen.office, "helper-1", ImportRoll(ROUND, "x", EXAMPLE_FILE))


def test_an_empty_list_is_not_put_forward(frozen: World) -> None:
    enrol(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n")
    number = read(frozen, "Ann Lee,2013-02-14,MB1 4QT,,,\n").number
    assert number is not None
    with pytest.raises(EmptyListError):
        put_on_todays_list(frozen.office, "officer-1", number)

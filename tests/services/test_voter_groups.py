"""One whole round in which groups of voters share the voting money, and who comes into which group."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pbvote.domain.errors import RoundSetUpError
from pbvote.domain.pot import Electorate
from pbvote.services.check_count import check_count
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.import_roll import ImportRoll, import_roll
from pbvote.services.plan_round import plan_round, read_plan
from pbvote.services.roll_lists import changes_on, put_on_todays_list
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import BallotRow, PotRow, ResultRow, RollRow
from tests.factories import EVERYBODY, PLAN, ROUND, World, member, new_world, open_world
from tests.log_entries import entries, numbers
from tests.services.parted import IDS, PARTED, PARTED_PLAN, SHARES, all_vote
from tests.services.verified import verified

CSV = "name,date_of_birth,postcode,group\n"


@pytest.fixture
def parted(tmp_path: Path, sqlite_url: str) -> World:
    """The round is open; even numbers are young."""
    return open_world(tmp_path / "data", sqlite_url, members=80, plan=PARTED_PLAN)


def group_of(world: World, member_key: str) -> str:
    with world.office.database.read() as db:
        return db.get_one(RollRow, (ROUND, member_key)).group


def trace_of(world: World) -> dict[str, Any]:
    with world.office.database.read() as db:
        trace: dict[str, Any] = json.loads(db.get_one(ResultRow, (ROUND, "everybody")).trace or b"")
        return trace


def test_a_whole_round_with_groups_verifies_on_both_databases(tmp_path: Path, database_url: str) -> None:
    """Set up, import, vote, close, count, check, publish: 40 young people and 32 grown-ups halve the money."""
    world = open_world(tmp_path / "data", database_url, members=80, plan=PARTED_PLAN)
    late = f"{CSV}Nora Late,2014-05-09,AB1 2CD,\nNils Late,1970-05-09,AB1 2CD,grown-up\n"
    new = import_roll(world.office, "officer-1", ImportRoll(ROUND, "late.csv", late.encode()))
    assert new.number is not None
    world.agree("change the roll", list=str(put_on_todays_list(world.office, "officer-1", new.number)))
    with world.office.database.read() as db:
        assert sorted(each.group for each in changes_on(db, new.number)) == ["grown-up", "under-18"]
    all_vote(world, 40, 32)
    world.cast(1, "pond", "bench", pot="everybody", key="changed")
    world.cast(0, "bike")
    world.close()
    assert numbers(world, "everybody")["tier"] == "T1"
    world.agree("draw", seed="4 17 23 31 40 52")
    world.agree("count")
    assert check_count(world.office, ROUND).failed == ()
    world.agree("publish")
    outcome = trace_of(world)["groups"]
    assert [(each["id"], each["part"], each["ballots"], each["joined"]) for each in outcome] == [
        ("under-18", "1/2", 39, None),
        ("grown-up", "1/2", 32, None),
    ]
    assert [each["share"] for each in outcome] == ["500000/39", "15625/1"]
    verified(world, tmp_path)
    world.office.database.close()


def test_ballots_say_the_group_under_which_their_voter_counts(parted: World) -> None:
    """In the pot with parts the group of the roll, in the other one `all`, whatever the roll says."""
    parted.cast(0, "lamps", pot="everybody")
    parted.cast(1, "pond", pot="everybody")
    parted.cast(0, "bike")
    parted.close()
    with parted.office.database.read() as db:
        cast = {(each.pot_id, each.group) for each in db.scalars(select(BallotRow))}
        numbers_file = json.loads(db.get_one(ResultRow, (ROUND, "everybody")).numbers)
        of_youth = json.loads(db.get_one(ResultRow, (ROUND, "youth")).numbers)
    assert cast == {("everybody", "under-18"), ("everybody", "grown-up"), ("youth", "all")}
    assert [(each["id"], each["current"], each["entitled"]) for each in numbers_file["groups"]] == [
        ("under-18", 1, 40), ("grown-up", 1, 40),
    ]  # fmt: skip
    assert [(each["id"], each["current"], each["entitled"]) for each in of_youth["groups"]] == [("all", 1, 40)]


@pytest.mark.parametrize(("young", "grown", "tier"), [(30, 30, "T1"), (40, 29, "T0"), (29, 40, "T0")])
def test_a_group_with_fewer_than_thirty_ballots_closes_the_result(
    parted: World, tmp_path: Path, young: int, grown: int, tier: str
) -> None:
    all_vote(parted, young, grown).close()
    found = numbers(parted, "everybody")
    assert (found["tier"], found["blank"]) == (tier, 2 if tier == "T1" else None)
    parted.publish()
    verified(parted, tmp_path)


def test_a_group_that_is_too_small_is_counted_with_the_other(parted: World, tmp_path: Path) -> None:
    """Four young people with a ranking: below min_group, so money goes by head."""
    all_vote(parted, 5, 40).close()
    parted.publish()
    young, grown = trace_of(parted)["groups"]
    assert (young["ballots"], young["joined"], young["share"]) == (4, "grown-up", None)
    assert grown["share"] == "1000000/43"
    verified(parted, tmp_path)


def test_the_limit_stops_a_few_from_having_very_much(tmp_path: Path, sqlite_url: str) -> None:
    """Ten of 60 with half of the money would have 5 times as much; with a limit of 2 they have twice as much."""
    pot = replace(PARTED, shares=replace(SHARES, max_ratio=2))
    world = open_world(tmp_path / "data", sqlite_url, members=120, plan=replace(PARTED_PLAN, pots=(pot,)))
    all_vote(world, 11, 51).close()
    world.publish()
    assert [each["share"] for each in trace_of(world)["groups"]] == ["200000/7", "100000/7"]
    verified(world, tmp_path)


def test_the_plan_is_read_back_as_it_was_kept(tmp_path: Path, database_url: str) -> None:
    """Parts, titles, ages, kinds and limits, from either database."""
    world = new_world(tmp_path / "data", database_url)
    kinds = replace(
        SHARES,
        groups=(
            replace(SHARES.groups[0], classes=("tenant", "Bücher, “alt”")),
            replace(SHARES.groups[1], classes=("tenant", "Bücher, “alt”")),
        ),
        min_group=12,
        max_ratio=3,
    )
    plan = replace(PLAN, pots=(replace(PARTED, shares=kinds), replace(EVERYBODY, id="plain")))
    plan_round(world.office, plan)
    with world.office.database.read() as db:
        assert read_plan(db, round_row(db, ROUND)) == plan
        assert db.get_one(PotRow, (ROUND, "plain")).shares is None
    world.office.database.close()


def test_the_log_and_the_frozen_round_say_the_parts(parted: World) -> None:
    """`shares` stands exactly where groups have parts (docs/log-format.md §7)."""
    created = next(each for each in entries(parted) if each["kind"] == "round.created")
    youth, everybody = created["pots"]
    assert "shares" not in youth
    assert everybody["groups"] == list(IDS)
    assert everybody["shares"] == {"max_ratio": 5, "min_group": 10, "parts": ["1/2", "1/2"]}


@pytest.mark.parametrize(
    ("born", "said", "group"),
    [
        (date(2009, 3, 2), "all", "under-18"),
        (date(2009, 3, 1), "all", "grown-up"),
        (date(2013, 2, 14), "under-18", "under-18"),
        (date(1950, 1, 1), "grown-up", "grown-up"),
    ],
)
def test_the_age_on_the_day_of_the_pot_decides(
    tmp_path: Path, sqlite_url: str, born: date, said: str, group: str
) -> None:
    world = new_world(tmp_path / "data", sqlite_url)
    plan_round(world.office, PARTED_PLAN)
    [key] = enrol_members(world.office, ROUND, [NewMember("A", born, group=said)])
    assert group_of(world, key) == group
    world.office.database.close()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (NewMember("B", date(1980, 1, 1), group="under-18"), "Row 2: .*in the group “grown-up” and not in “under-18”"),
        (NewMember("B", date(1980, 1, 1), group="old"), "Row 2: .*not in “old”"),
    ],
)
def test_nobody_is_put_into_another_group(tmp_path: Path, sqlite_url: str, wrong: NewMember, words: str) -> None:
    world = new_world(tmp_path / "data", sqlite_url)
    plan_round(world.office, PARTED_PLAN)
    with pytest.raises(RoundSetUpError, match=words):
        enrol_members(world.office, ROUND, [member(0), wrong])
    with world.office.database.read() as db:
        assert db.scalars(select(RollRow)).all() == []
    world.office.database.close()


def by_kind(world: World) -> World:
    """A pot in which tenants have a part and owners another; who is neither is in no group."""
    first, second = SHARES.groups
    shares = replace(
        SHARES,
        groups=(replace(first, to_age=None, classes=("Tenant",)), replace(second, from_age=None, classes=("Owner",))),
    )
    plan_round(world.office, replace(PLAN, pots=(replace(PARTED, electorate=Electorate(), shares=shares),)))
    return world


def test_who_is_in_no_group_is_named_by_row_and_reason(tmp_path: Path, sqlite_url: str) -> None:
    world = by_kind(new_world(tmp_path / "data", sqlite_url))
    people = [replace(member(0), member_class="Tenant"), replace(member(1), member_class="lodger")]
    with pytest.raises(RoundSetUpError, match="Row 2: Somebody of the class “lodger” is in no group"):
        enrol_members(world.office, ROUND, people)
    with pytest.raises(RoundSetUpError, match="Row 1: Somebody without a class of members is in no group"):
        enrol_members(world.office, ROUND, [member(0)])
    world.office.database.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name,date_of_birth,postcode\nAnn,1980-01-01,AB1 2CD\n", (1, "class", "needs this column")),
        ("name,date_of_birth,postcode,class\nAnn,1980-01-01,AB1 2CD,tenant\nBo,1981-01-01,AB1 2CD,lodger\n",
         (3, "class", "of the class “lodger” is in no group")),
        ("name,date_of_birth,postcode,class\nAnn,1980-01-01,AB1 2CD,\n", (2, "class", "without a class")),
        ("name,date_of_birth,postcode,class,group\nAnn,1980-01-01,AB1 2CD,owner,under-18\n",
         (2, "group", "is in the group “grown-up”")),
    ],
)  # fmt: skip
def test_a_file_is_told_by_line_and_column(
    tmp_path: Path, sqlite_url: str, text: str, found: tuple[int, str, str]
) -> None:
    world = by_kind(new_world(tmp_path / "data", sqlite_url))
    world.agree("approve the schedule")
    world.agree("freeze")
    line, column, words = found
    [fault] = import_roll(world.office, "officer-1", ImportRoll(ROUND, "members.csv", text.encode())).faults
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.sentence
    world.office.database.close()

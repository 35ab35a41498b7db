"""Turnout by age and ward: counted at the close from roll and marks, published, and the same until the count."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pbvote.domain.errors import BalanceFailedError
from pbvote.services.assemble_bundle import public_bundle
from pbvote.services.turnout_files import turnout_files
from tests.attacks.database_rows import change
from tests.factories import PLAN, ROUND, World, open_world
from tests.services.test_assemble_bundle import content
from tests.services.verified import verified

PEOPLE = 120  # of whom the even ones are 14 and the odd ones grown up


def turnout(world: World, pot: str = "everybody") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(public_bundle(world.office, ROUND))[f"pots/{pot}/turnout.json"])
    return found


def moved(world: World, *numbers: int, ward: str | None) -> None:
    """Let these members live in another ward."""
    for number in numbers:
        change(world.office.database, "UPDATE member SET ward = :ward WHERE key = :key",
               ward=ward, key=world.members[number])  # fmt: skip


def voted(world: World, *numbers: int) -> World:
    for number in numbers:
        world.cast(number, "lamps", pot="everybody")
    world.close()
    return world


@pytest.fixture
def large(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = open_world(tmp_path / "data", sqlite_url, members=PEOPLE)
    yield world
    world.office.database.close()


def test_bands_and_wards_add_up_to_the_close(tmp_path: Path, database_url: str) -> None:
    """On both databases, and the verifier holds them to it."""
    world = open_world(tmp_path / "data", database_url, members=PEOPLE)
    moved(world, *range(40), ward="Hillend")
    voted(world, *range(20, 70)).publish()
    found = turnout(world)
    assert found["bands"] == [
        {"entitled": 60, "marked": 25, "name": "14-16"}, {"entitled": 60, "marked": 25, "name": "45-64"},
    ]  # fmt: skip
    assert found["wards"] == [
        {"entitled": 40, "marked": 20, "name": "Hillend"}, {"entitled": 80, "marked": 30, "name": "Millgate"},
    ]  # fmt: skip
    verified(world, tmp_path)
    world.office.database.close()


def test_a_pot_with_few_votes_lists_nothing(large: World, tmp_path: Path) -> None:
    voted(large, *range(20, 70)).publish()
    found = turnout(large, "youth")
    assert found == {"bands": [], "pot": "youth", "round": ROUND, "v": 1, "wards": []}
    verified(large, tmp_path)


def test_a30_few_voters_of_a_ward_are_withheld_with_another_ward(large: World, tmp_path: Path) -> None:
    moved(large, 0, 1, 2, 3, ward="Ashford")
    moved(large, *range(4, 60), ward="Hillend")
    moved(large, 119, ward=None)
    voted(large, *range(40)).publish()
    assert turnout(large)["wards"] == [
        {"entitled": None, "marked": None, "name": name} for name in ("", "Ashford", "Hillend", "Millgate")
    ]
    verified(large, tmp_path)


def test_a_ward_in_an_unusual_spelling_does_not_stop_the_close(large: World) -> None:
    """The log knows one form of an é; the same ward in both is one."""
    moved(large, *range(30), ward="Caf\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT}")
    moved(large, *range(30, 60), ward="Caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    voted(large, *range(15, 50)).publish()
    assert [row["name"] for row in turnout(large)["wards"]] == [
        "Caf\N{LATIN SMALL LETTER E WITH ACUTE}", "Millgate",
    ]  # fmt: skip


def test_pots_by_ward_name_no_ages(tmp_path: Path, sqlite_url: str) -> None:
    youth, everybody = PLAN.pots
    electorate = replace(everybody.electorate, wards=("Millgate",), on=date(2027, 3, 1))
    plan = replace(PLAN, pots=(youth, replace(everybody, electorate=electorate)))
    world = open_world(tmp_path / "data", sqlite_url, members=PEOPLE, plan=plan)
    voted(world, *range(50)).publish()
    assert turnout(world)["bands"] == []
    assert [row["name"] for row in turnout(world)["wards"]] == ["Millgate"]
    verified(world, tmp_path)


def test_nobody_is_moved_between_groups_after_the_close(large: World) -> None:
    """The count refuses another roll than that of the close."""
    voted(large, *range(50))
    large.agree("draw", seed="4 17")
    moved(large, *range(30), ward="Hillend")
    with pytest.raises(BalanceFailedError, match="turnout"):
        large.agree("count")


def test_a_changed_file_is_found_before_the_count(large: World) -> None:
    voted(large, *range(50))
    large.agree("draw", seed="4 17")
    change(large.office.database, "UPDATE result SET turnout = :raw", raw=b"{}\n")
    with pytest.raises(BalanceFailedError, match="turnout"):
        large.agree("count")


def test_a_member_who_left_is_in_no_group(large: World) -> None:
    for number in range(20, 70):
        change(
            large.office.database, "UPDATE mark SET marked = true WHERE member_key = :key", key=large.members[number]
        )
    before = counted(large)
    change(large.office.database, "UPDATE roll SET removed = true WHERE member_key = :key", key=large.members[0])
    after = counted(large)
    assert [row["entitled"] for row in before["bands"]] == [60, 60]
    assert [row["entitled"] for row in after["bands"]] == [59, 60]
    assert after["wards"][0]["entitled"] == before["wards"][0]["entitled"] - 1


def counted(world: World) -> dict[str, Any]:
    with world.office.database.read() as db:
        found: dict[str, Any] = json.loads(turnout_files(db, ROUND)["everybody"])
    return found

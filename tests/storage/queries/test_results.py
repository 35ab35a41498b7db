"""A published result as pages read it."""

from pathlib import Path

import pytest

from pbvote.domain.errors import UnknownRoundError
from pbvote.storage.queries.results import pot_result
from tests.factories import ROUND, World, open_world


def voted(data: Path, url: str, *, publish: bool) -> World:
    world = open_world(data, url, members=80)
    for number in range(0, 80, 2):
        world.cast(number, "bike", "quiet")
    world.close()
    if publish:
        world.publish()
    return world


def test_what_pages_need_is_read_at_once(tmp_path: Path, database_url: str) -> None:
    world = voted(tmp_path / "data", database_url, publish=True)
    with world.office.database.read() as db:
        found = pot_result(db, ROUND, "youth")
        small = pot_result(db, ROUND, "everybody")
    assert found is not None
    assert found.counted is not None
    assert [each.id for each in found.funded] == ["bike", "quiet"]
    assert [each.id for each in found.unfunded] == ["games", "boat"]
    assert found.numbers["current"] == 40
    assert [row.name for row in found.bands] == ["14-16"]
    assert small is not None
    assert (small.counted, small.bands, small.wards) == (None, (), ())
    world.office.database.close()


def test_a31_before_publishing_there_is_nothing_to_read(tmp_path: Path, sqlite_url: str) -> None:
    world = voted(tmp_path / "data", sqlite_url, publish=False)
    world.agree("draw", seed="4 17")
    world.agree("count")
    with world.office.database.read() as db:
        assert pot_result(db, ROUND, "youth") is None
        with pytest.raises(UnknownRoundError):
            pot_result(db, "nowhere", "youth")
        assert pot_result(db, ROUND, "nowhere") is None
    world.office.database.close()

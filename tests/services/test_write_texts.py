"""Texts that the trust writes for its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.errors import UnknownOfficerError
from pbvote.services.write_texts import LONGEST, TextRefusedError, write_texts
from pbvote.storage.queries.trust_texts import trust_texts
from tests.factories import World, new_world

NAME = "accessibility-known"


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    world = new_world(tmp_path / "data", database_url)
    yield world
    world.office.database.close()


def written(world: World) -> dict[str, str]:
    with world.office.database.read() as db:
        return {name: each.text for name, each in trust_texts(db).items()}


def test_a_text_is_written_changed_and_taken_away(world: World) -> None:
    for text in ("Maps.", "Maps and\nscans.", ""):
        write_texts(world.office, "officer-1", {NAME: text})
        assert written(world) == ({NAME: text} if text else {})


def test_only_what_changed_gets_a_new_day(world: World) -> None:
    write_texts(world.office, "officer-1", {NAME: "Maps."})
    with world.office.database.read() as db:
        first = trust_texts(db)[NAME].changed_at
    world.office.clock.offset *= 0
    write_texts(world.office, "officer-2", {NAME: "Maps."})
    with world.office.database.read() as db:
        assert trust_texts(db)[NAME].changed_at == first


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "a\u202eb", "a\0b", "e\u0301", "a\x1b[0m"])
def test_a_text_that_cannot_stand_changes_nothing(world: World, text: str) -> None:
    """A39: signs that turn the direction of writing stand on no page."""
    with pytest.raises(TextRefusedError) as refused:
        write_texts(world.office, "officer-1", {NAME: text, "privacy-contact": "The clerk."})
    assert list(refused.value.faults) == [NAME]
    assert written(world) == {}


def test_another_name_or_another_writer_is_refused(world: World) -> None:
    with pytest.raises(TextRefusedError):
        write_texts(world.office, "officer-1", {"front": "Vote for me."})
    with pytest.raises(UnknownOfficerError):
        write_texts(world.office, "officer-9", {NAME: "Maps."})
    assert written(world) == {}

"""Worlds to visit: one that is open for voting, one whose result is published. Built once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbvote.services.office import office_at
from tests.factories import ORIGIN, QUICK_PASSWORDS, World, open_world
from tests.web.visitor import Visitor

PEOPLE = 80


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of the open world; nobody votes in it."""
    return _built(tmp_path_factory.mktemp("opened"), _nothing)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of the published world: 40 young people and 3 grown-ups voted."""
    return _built(tmp_path_factory.mktemp("published"), _run)


@pytest.fixture
def world(opened: World, tmp_path: Path) -> Iterator[World]:
    """A round that is open for voting."""
    yield from _copied(opened, tmp_path)


@pytest.fixture
def finished(published: World, tmp_path: Path) -> Iterator[World]:
    """A round whose result is published."""
    yield from _copied(published, tmp_path)


@pytest.fixture(scope="session")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of the open world with its staff: officers 1 to 3, clerk-1 and helper-1 can sign in."""
    return _built(tmp_path_factory.mktemp("enrolled"), World.enrol)


@pytest.fixture
def staffed(enrolled: World, tmp_path: Path) -> Iterator[World]:
    """A round that is open for voting, with staff who can sign in (tests/web/staff.py)."""
    yield from _copied(enrolled, tmp_path)


@pytest.fixture
def visitor(world: World) -> Visitor:
    """Somebody at the site of the open round."""
    return Visitor(world)


def _built(data: Path, act: Callable[[World], None]) -> World:
    built = open_world(data, f"sqlite:///{data / 'pbvote.db'}", members=PEOPLE)
    act(built)
    built.office.database.close()  # folds the write-ahead log into the file, so that a copy is whole
    return built


def _nothing(_world: World) -> None:
    """Leave it as it is."""


def _run(world: World) -> None:
    for number in range(0, PEOPLE, 2):
        world.cast(number, *(("bike", "quiet") if number % 3 else ("games", "bike", "quiet")))
    for number in (1, 3, 5):
        world.cast(number, "lamps", pot="everybody")
    world.close()
    world.publish()


def _copied(original: World, folder: Path) -> Iterator[World]:
    source = original.office.keys.folder.parent
    data = folder / "data"
    shutil.copytree(source, data)
    clock = type(original.office.clock)(original.office.clock.offset)
    office = office_at(data, f"sqlite:///{data / 'pbvote.db'}", ORIGIN, clock, QUICK_PASSWORDS)
    yield World(office, original.members, original.codes, original.staff)
    office.database.close()

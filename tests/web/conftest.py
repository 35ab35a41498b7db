"""Worlds to visit: one that is open for voting, one whose result is published. Built once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.office import office_at
from pbvote.services.print_codes import Printing
from tests.factories import ORIGIN, QUICK_PASSWORDS, World, open_world
from tests.idea_world import idea_world
from tests.review_world import review_world
from tests.services.talk_world import add_idea
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


@pytest.fixture(scope="session")
def reviewers(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of the world of reviews (tests/review_world.py), whose officers and reviewers can sign in."""
    data = tmp_path_factory.mktemp("reviewing") / "data"
    built = review_world(data, f"sqlite:///{data / 'pbvote.db'}")
    built.enrol()
    for number in (1, 2, 3):
        role = f"reviewer-{number}"
        built.join(role, built.agree_on_staff("renew a sign-in", role=role))
    built.office.database.close()
    return built


@pytest.fixture
def reviewing(reviewers: World, tmp_path: Path) -> Iterator[World]:
    """A round that reviews its ideas, with staff who can sign in."""
    yield from _copied(reviewers, tmp_path)


@pytest.fixture(scope="session")
def talkers(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of a round that collects ideas, with idea 1 of member 1, and staff who can sign in."""
    data = tmp_path_factory.mktemp("talking") / "data"
    built = idea_world(data, f"sqlite:///{data / 'pbvote.db'}")
    add_idea(built)
    built.enrol()
    built.office.database.close()
    return built


@pytest.fixture
def talking(talkers: World, tmp_path: Path) -> Iterator[World]:
    """Members talk about idea 1; even ones are 14, and two supports are enough."""
    yield from _copied(talkers, tmp_path)


@pytest.fixture(scope="session")
def askers(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The original of a round that asks for questions: six members with codes, and staff who can sign in."""
    data = tmp_path_factory.mktemp("asking") / "data"
    built = idea_world(data, f"sqlite:///{data / 'pbvote.db'}", members=6, phase=Phase.QUESTIONS)
    printing = built.agree("print codes")
    built.codes = dict(printing.codes) if isinstance(printing, Printing) else {}
    built.enrol()
    built.office.database.close()
    return built


@pytest.fixture
def asking(askers: World, tmp_path: Path) -> Iterator[World]:
    """Members put questions; even ones are 14."""
    yield from _copied(askers, tmp_path)


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

"""The browser of the journeys: which program, at which address. The installation it visits: e2e/installation.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_playwright.pytest_playwright import CreateContextCallback

from e2e.browser import launch_arguments
from e2e.installation import Site, marlbrook_site, world_site
from e2e.voter import Seats, Voter
from tests.factories import World, open_world, sealed_world


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's Chromium by its path; asking Playwright by channel would want a download."""
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Marlbrook as in the demo, served for the whole run; every test takes cards of its own."""
    with marlbrook_site(tmp_path_factory.mktemp("marlbrook")) as served:
        yield served


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """For Playwright's plugin, whose own fixture of this name pytest 9 warns about."""
    return site.address


@pytest.fixture
def seats(site: Site, new_context: CreateContextCallback) -> Iterator[Seats]:
    """Places before a browser in Marlbrook; at the end nothing may have gone wrong in any of them."""
    taken = Seats(site, new_context)
    yield taken
    taken.check()


@pytest.fixture
def voter(seats: Seats) -> Voter:
    """Somebody with a phone who has not voted."""
    return seats.take()


@dataclass(frozen=True, slots=True)
class Village:
    """A small trust of one test's own, with a round open for voting, whose time the test moves."""

    world: World
    seats: Seats


@pytest.fixture
def village(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Village]:
    """It is as small as that of the other tests (tests/factories.py); all who vote in it are young."""
    world = open_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    yield from serve_world(world, new_context)


@pytest.fixture
def early(tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Village]:
    """The same before the opening; the cards are printed."""
    world = sealed_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    yield from serve_world(world, new_context)


def serve_world(world: World, new_context: CreateContextCallback) -> Iterator[Village]:
    """Serve a world for one test; at the end nothing may have gone wrong in any browser."""
    with world_site(world) as site:
        seats = Seats(site, new_context)
        yield Village(world, seats)
        seats.check()

"""An open round on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import World, open_world


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    """A round that is open, with eight members: even numbers are young."""
    world = open_world(tmp_path / "data", database_url)
    yield world
    world.office.database.close()

"""What every room's tests may ask for: the shared data, an empty database of each kind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Cluster, running_cluster

CHECKOUT = Path(__file__).resolve().parent.parent

# A test states a fact, never a time: on a busy machine a first example may take long. The examples are the same in
# every run, so that what is green for one is green for all; --hypothesis-profile=search looks for new ones.
settings.register_profile("pbvote", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=500, print_blob=True)
settings.load_profile("pbvote")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real ballots and test vectors, read in place and never copied."""
    folder = Path(os.environ.get("PBVOTE_SHARED") or CHECKOUT.parent / "shared")
    if (folder / "data").is_dir():
        return folder
    sentence = f"needs the shared test data, and {folder} has none: set PBVOTE_SHARED"
    if os.environ.get("PBVOTE_REQUIRE_SHARED") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One PostgreSQL server for the whole run, started by the first test that asks."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'pbvote.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind in turn: a test that asks for it runs twice."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url

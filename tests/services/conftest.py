"""Worlds that the tests of services begin with; on SQLite, where the kind of database does not matter."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from pbvote.config import MailSettings, SmtpSettings
from pbvote.services.install import install
from pbvote.services.office import office_at
from pbvote.storage.clock import Clock
from pbvote.storage.tables import InstallationRow
from tests.factories import ORIGIN, QUICK_PASSWORDS, RELEASE, TRUST, World, new_world, open_world, sealed_world
from tests.idea_world import idea_world
from tests.mail_server import MailServer, mail_server
from tests.review_world import review_world
from tests.services.talk_world import add_idea


@pytest.fixture
def bare(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """An installation without officers."""
    office = office_at(tmp_path / "data", sqlite_url, ORIGIN, Clock(), QUICK_PASSWORDS)
    install(office, TRUST, RELEASE, shifted=True)
    yield World(office)
    office.database.close()


@pytest.fixture
def new(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """An installation with three officers and no round."""
    world = new_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def sealed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that is sealed, with codes printed, before its opening."""
    world = sealed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def world(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that is open, with eight members: even numbers are young."""
    world = open_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def talk(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that collects ideas, with idea 1 of member 1 open; even members are 14, two supports are enough."""
    world = idea_world(tmp_path / "data", sqlite_url)
    add_idea(world)
    yield world
    world.office.database.close()


@pytest.fixture
def review(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that reviews its ideas (tests/review_world.py)."""
    world = review_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def ideas(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round that collects ideas and shows those of adults at once, with eight members: even numbers are young."""
    world = idea_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server on this machine that keeps what it takes."""
    with mail_server() as box:
        yield box


@pytest.fixture
def real(talk: World, server: MailServer) -> World:
    """An installation that is no rehearsal, with a mail server; member 1 is grown up, member 2 young."""
    with talk.office.database.write() as uow:
        uow.db.execute(update(InstallationRow).values(clock="true"))
        uow.commit()
    smtp = SmtpSettings("127.0.0.1", server.port, "none", "voting@marlbrook.example")
    talk.office = replace(talk.office, mail=MailSettings(smtp))
    return talk

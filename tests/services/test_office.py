"""Setting up and opening an installation."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.auditlog.secretfile import SecretFileExistsError
from pbvote.domain.errors import DatabaseNotEmptyError, IllegalMoveError, RoundSetUpError
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.install import install, record_release
from pbvote.services.office import NotMigratedError, office_at, origin_of
from pbvote.services.plan_round import plan_round, read_plan
from pbvote.storage.queries.rounds import round_row
from pbvote.storage.tables import StaffRow
from tests.attacks.database_rows import all_rows, change
from tests.factories import ORIGIN, PLAN, RELEASE, ROUND, TRUST, World, new_world
from tests.log_entries import entries


def test_the_log_begins_with_its_keys_and_its_clock(new: World) -> None:
    first = entries(new)[0]
    assert (first["kind"], first["clock"], first["origin"]) == ("log.started", "shifted", ORIGIN)
    assert [entry["roles"] for entry in entries(new, "officer.acted")] == [["console"]] * 3


def test_key_files_are_for_their_owner_alone(new: World) -> None:
    files = list(new.office.keys.folder.iterdir())
    assert {file.name for file in files} == {"log.key", "receipt.key", "staff.key", "voters.key"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_an_installation_is_made_once(new: World) -> None:
    """No second log begins in its database, and no key is written over."""
    before = all_rows(new.office.database)
    with pytest.raises(DatabaseNotEmptyError):
        install(new.office, TRUST, RELEASE, shifted=False)
    with pytest.raises(SecretFileExistsError):
        new.office.keys.create()
    with pytest.raises(IllegalMoveError):
        appoint_officers(new.office, ["Somebody Else"])
    assert all_rows(new.office.database) == before


def test_a_new_release_is_said_once(new: World) -> None:
    for _ in range(2):
        record_release(new.office, RELEASE)
    assert entries(new, "software.installed") == []
    later = replace(RELEASE, version="0.2.0", files="2" * 64)
    for _ in range(2):
        record_release(new.office, later)
    assert [entry["version"] for entry in entries(new, "software.installed")] == ["0.2.0"]


def test_the_origin_of_the_log_wins_over_the_address(tmp_path: Path, sqlite_url: str) -> None:
    """A changed address does not begin another log under old signatures."""
    new_world(tmp_path / "data", sqlite_url).office.database.close()
    office = office_at(tmp_path / "data", sqlite_url, "elsewhere.example/log/1")
    assert office.origin == ORIGIN
    office.database.close()


def test_the_name_of_a_log() -> None:
    assert origin_of("https://vote.example.coop/") == "vote.example.coop/log/1"
    assert origin_of("http://localhost:8000") == "localhost:8000/log/1"


def test_a_database_of_another_release_is_not_touched(tmp_path: Path, database_url: str) -> None:
    """The person is told to make a backup and to migrate."""
    world = new_world(tmp_path / "data", database_url)
    change(world.office.database, "UPDATE alembic_version SET version_num = '0000'")
    before = all_rows(world.office.database)
    with pytest.raises(NotMigratedError, match="pbvote migrate"):
        office_at(tmp_path / "data", database_url, ORIGIN)
    assert all_rows(world.office.database) == before
    world.office.database.close()


def test_a_plan_is_read_as_it_was_kept(new: World) -> None:
    """The freeze hashes what two officers approved, to the letter."""
    plan_round(new.office, PLAN)
    with new.office.database.read() as db:
        assert read_plan(db, round_row(db, ROUND)) == PLAN
        assert len(list(db.scalars(select(StaffRow)))) == 3


def test_a_round_id_is_used_once(new: World) -> None:
    plan_round(new.office, PLAN)
    with pytest.raises(RoundSetUpError):
        plan_round(new.office, replace(PLAN, title="Another"))

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests import postgres as under_test
from tests.postgres import Cluster, PostgresMissingError, find_programs


def tables(url: str) -> int:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row is not None
    return int(row[0])


def test_each_database_is_empty_and_its_own(postgres: Cluster) -> None:
    with postgres.database() as first, postgres.database() as second:
        with psycopg.connect(first.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE ballots (id integer)")
        assert tables(first) == 1
        assert tables(second) == 0


def test_a_database_goes_even_while_somebody_is_connected(postgres: Cluster) -> None:
    with postgres.database() as url:
        left_open = psycopg.connect(url.replace("+psycopg", ""))
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
    left_open.close()


def test_a_commit_waits_for_the_disk_as_in_production(postgres: Cluster) -> None:
    row = postgres.admin.execute("SHOW synchronous_commit").fetchone()
    assert row == ("on",)


def test_nobody_reaches_it_over_the_network(postgres: Cluster) -> None:
    row = postgres.admin.execute("SHOW listen_addresses").fetchone()
    assert row == ("",)


def test_the_folder_is_gone_and_the_server_stopped_when_a_test_run_is_interrupted() -> None:
    def interrupted() -> Path:
        with under_test.running_cluster() as cluster:
            folders.append(cluster.folder)
            raise KeyboardInterrupt

    folders: list[Path] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not folders[0].exists()
    servers = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout  # noqa: S607 - ps of the machine
    assert str(folders[0]) not in servers


def test_without_the_server_programs_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    with pytest.raises(PostgresMissingError, match=r"apt-get install .* postgresql"):
        find_programs()

"""A PostgreSQL server of our own for tests: in a temporary folder, reached by a socket in it, then gone.

`python -m tests.postgres` starts one, prints its address and keeps it until Ctrl-C.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

OWNER = "pbvote"
PATIENCE = 30  # seconds for a start or a stop
LONGEST_FOLDER = 80  # a socket's path may have 107 bytes on Linux, and the file's own name takes some
SETTINGS = {
    "listen_addresses": "",  # nobody outside this machine, and no port to collide with
    "synchronous_commit": "on",  # as in production
    "fsync": "off",  # the machine's own crash is not tested here, the process's is
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


class PostgresMissingError(RuntimeError):
    """No server program was found."""

    def __init__(self) -> None:
        super().__init__(
            "These tests need PostgreSQL's server programs (initdb, postgres), and none were found. "
            "On Debian and Ubuntu: apt-get install -y --no-install-recommends postgresql"
        )


class PostgresNotStartedError(RuntimeError):
    """The server ended, or stayed silent, before it took a connection."""


def find_programs() -> Path:
    """The folder that holds initdb and postgres, the newest version first."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)
    if asked := shutil.which("pg_config"):
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(answer.stdout.strip()))
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).parent)
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise PostgresMissingError


def server_account() -> str | None:
    """The account that the server runs as, or None for ours. initdb refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server, and a way to get an empty database in it."""

    folder: Path
    admin: psycopg.Connection

    def url(self, database: str) -> str:
        """The address that SQLAlchemy takes."""
        return f"postgresql+psycopg://{OWNER}@/{database}?host={self.folder}"

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make an empty database (or a copy of `template`), give its address, drop it afterwards."""
        name = f"test_{uuid.uuid4().hex}"
        self.admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        try:
            yield self.url(name)
        finally:
            self.admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a server in a new temporary folder as our own child; stop it and remove the folder at the end."""
    programs = find_programs()
    account = server_account()
    folder = Path(tempfile.mkdtemp(prefix="pbvote-pg-", dir=_short_folder()))
    try:
        if account:
            shutil.chown(folder, account)
        data = folder / "data"
        _run_initdb(programs / "initdb", data, account)
        with (
            _server(programs / "postgres", data, folder, account) as server,
            _first_connection(server, folder) as admin,
        ):
            yield Cluster(folder, admin)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> str | None:
    return "/tmp" if len(tempfile.gettempdir()) > LONGEST_FOLDER else None  # noqa: S108 - mkdtemp makes a private folder in it


def _run_initdb(program: Path, data: Path, account: str | None) -> None:
    command = [
        str(program),
        "-D",
        str(data),
        "-U",
        OWNER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False, user=account, cwd="/")
    if made.returncode:
        raise PostgresNotStartedError(f"initdb failed:\n{made.stderr}")


@contextmanager
def _server(program: Path, data: Path, sockets: Path, account: str | None) -> Iterator[subprocess.Popen[bytes]]:
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [str(program), "-D", str(data), "-k", str(sockets), *settings]
    if setpriv := shutil.which("setpriv"):  # a killed test run must not leave its server behind
        command = [setpriv, "--pdeathsig", "INT", "--", *command]
    # A process group of its own: Ctrl-C reaches the tests alone, and they stop the server when they are done.
    with (sockets / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, user=account, cwd="/", process_group=0)
        try:
            yield server
        finally:
            server.send_signal(signal.SIGINT)  # "fast": no waiting for connections that a test left open
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _first_connection(server: subprocess.Popen[bytes], folder: Path) -> psycopg.Connection:
    give_up = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < give_up:
        try:
            return psycopg.connect(host=str(folder), user=OWNER, dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.05)
    log = (folder / "server.log").read_text(errors="replace")
    raise PostgresNotStartedError(f"postgres took no connection:\n{log}")


def main() -> None:
    """Keep a server until Ctrl-C and say where its empty database is."""
    try:
        with running_cluster() as cluster, cluster.database() as url:
            print(url, flush=True)  # noqa: T201 - a program's answer
            signal.pause()
    except KeyboardInterrupt:
        print("stopped")  # noqa: T201 - the same


if __name__ == "__main__":
    main()

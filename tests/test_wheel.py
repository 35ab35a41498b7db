"""The wheel, installed away from the checkout, holds everything and serves a page."""

import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds for a start


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; only the packages that pbvote needs are borrowed from ours."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    # A path file lends the folder without running the path files in it, so our editable pbvote stays out.
    (site,) = (folder / "venv" / "lib").glob("python3.*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("platlib") + "\n")
    return folder


def run_python(elsewhere: Path, program: str, environment: dict[str, str] | None = None) -> str:
    python = elsewhere / "venv" / "bin" / "python"
    ran = subprocess.run(
        [str(python), "-c", program], cwd=elsewhere, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout


def test_every_template_static_file_and_migration_is_in_the_wheel(wheel: Path) -> None:
    listing = subprocess.run(
        ["git", "ls-files", "templates", "static", "migrations"],  # noqa: S607 - git of the developer
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = {f"pbvote/_data/{name}" for name in listing.stdout.splitlines()}
    assert expected
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


def test_no_test_and_no_data_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pbvote"}


def test_the_licence_travels_along(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_installed_elsewhere_it_finds_its_templates_there(elsewhere: Path) -> None:
    answer = run_python(elsewhere, "from pbvote import paths; print(paths.templates() / 'base.html', paths.checkout())")
    template, checkout = answer.split()
    assert Path(template).is_relative_to(elsewhere)
    assert Path(template).is_file()
    assert checkout == "None"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment_for(elsewhere: Path, port: int) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PBVOTE_", "PYTHON"))}
    return ours | {"PBVOTE_PORT": str(port), "PBVOTE_DATA": str(elsewhere / "data")}


INSTALL = """
from pbvote.config import Settings
from pbvote.services.install import Release, Trust, install
from pbvote.services.office import open_office

trust = Trust("Brookside Trust", "Brookside", "020 7946 0000", "Ring us.")
install(open_office(Settings.from_environment()), trust, Release("0", "0" * 64, "0" * 64), shifted=False)
"""


@contextmanager
def serving(elsewhere: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    program = [str(elsewhere / "venv" / "bin" / "pbvote"), "serve"]
    with subprocess.Popen(
        program, cwd=elsewhere, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            yield server
        finally:
            server.terminate()


def fetch_when_up(server: subprocess.Popen[str], address: str) -> tuple[int, str, str]:
    give_up = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < give_up:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
                return answer.status, answer.headers["content-type"], answer.read().decode()
        except URLError:
            time.sleep(0.1)
    server.terminate()
    pytest.fail(f"no page from {address}:\n{server.stdout.read() if server.stdout else ''}")


def test_installed_elsewhere_it_serves_a_page_with_its_style(elsewhere: Path) -> None:
    port = free_port()
    environment = environment_for(elsewhere, port)
    run_python(elsewhere, INSTALL, environment)
    with serving(elsewhere, environment) as server:
        status, kind, page = fetch_when_up(server, f"http://127.0.0.1:{port}/")
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert page.count("<h1") == 1
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        assert sheets
        for sheet in sheets:
            status, kind, _ = fetch_when_up(server, f"http://127.0.0.1:{port}{sheet}")
            assert (status, kind) == (200, "text/css; charset=utf-8")

"""What tests of more than one command need."""

from pathlib import Path

import pytest

from pbvote.cli import main


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the demo was built once."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PBVOTE_DATA", str(folder))
        assert main(["demo", "--build-only"]) == 0
    return folder


@pytest.fixture(autouse=True)
def _usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are cut to the width of the terminal; that of whoever runs the tests must not matter."""
    monkeypatch.setenv("COLUMNS", "100")

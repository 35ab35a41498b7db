"""Missing data may skip a test, but never where the data is required."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ASKING = "from tests.conftest import shared\n\ndef test_asks(shared):\n    assert shared.is_dir()\n"


def outcome(folder: Path, **environment: str) -> str:
    asking = folder / "test_asking.py"
    asking.write_text(ASKING)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", str(asking)]
    given = {name: value for name, value in os.environ.items() if not name.startswith("PBVOTE_")}
    given |= environment | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # a third of the time
    run = subprocess.run(command, cwd=CHECKOUT, env=given, capture_output=True, text=True, check=False)
    return run.stdout


def test_data_that_is_there_is_used(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "1 passed" in outcome(tmp_path, PBVOTE_SHARED=str(tmp_path), PBVOTE_REQUIRE_SHARED="1")


def test_without_data_a_test_skips_with_one_clear_line(tmp_path: Path) -> None:
    out = outcome(tmp_path, PBVOTE_SHARED=str(tmp_path))
    assert "1 skipped" in out
    (line,) = (line for line in out.splitlines() if line.startswith("SKIPPED"))
    assert line.endswith("set PBVOTE_SHARED")


def test_where_data_is_required_its_absence_fails(tmp_path: Path) -> None:
    out = outcome(tmp_path, PBVOTE_SHARED=str(tmp_path), PBVOTE_REQUIRE_SHARED="1")
    assert "1 error" in out
    assert "set PBVOTE_SHARED" in out

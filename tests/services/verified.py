"""Asking the verifier, as a process of its own, about the bundles of a world."""

import json
import subprocess
import sys
from pathlib import Path

from pbvote.services.assemble_bundle import auditor_bundle, public_bundle
from tests.factories import ROUND, World

CHECKOUT = Path(__file__).resolve().parents[2]


def findings(public: Path, auditor: Path) -> tuple[int, list[dict[str, str]]]:
    """The verifier's exit code and findings."""
    command = [sys.executable, "-m", "pbvote.verifier", str(public), "--auditor", str(auditor), "--json"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    return done.returncode, found


def written(world: World, folder: Path, round_id: str = ROUND) -> tuple[Path, Path]:
    """Both bundles of a published round as files."""
    folder.mkdir(exist_ok=True)
    public, auditor = folder / "public.zip", folder / "auditor.zip"
    public.write_bytes(public_bundle(world.office, round_id))
    auditor.write_bytes(auditor_bundle(world.office, round_id))
    return public, auditor


def verified(world: World, folder: Path, round_id: str = ROUND) -> list[dict[str, str]]:
    """Assert that nothing fails in the bundles of a published round; the findings."""
    code, found = findings(*written(world, folder, round_id))
    assert [each for each in found if each["state"] == "FAIL"] == []
    assert code == 0
    return found

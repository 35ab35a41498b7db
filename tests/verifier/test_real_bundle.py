"""Bundles that the services made of a real round: whole they verify, and any damage to them is seen."""

import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from pbvote.cli import main as pbvote
from pbvote.verifier.findings import Report
from pbvote.verifier.verify import Request, verify

FILE = "US_Stanford_Dataset_PB_Chicago_47th_Ward_2022_Youth_vote_rankings.pb"


@pytest.fixture(scope="module")
def rehearsed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `public` and `auditor`, unpacked from a rehearsal of a real youth vote."""
    kept = tmp_path_factory.mktemp("rehearsed")
    path = shared / "data" / "pabulib" / FILE
    assert pbvote(["rehearse", str(path), "--limit", "60", "--keep", str(kept)]) == 0
    for name in ("public", "auditor"):
        with zipfile.ZipFile(kept / f"{name}.zip") as archive:
            archive.extractall(kept / name)
    return kept


def _notes(report: Report) -> list[str]:
    return [each.check for each in report.findings if each.state == "note"]


def test_public_and_auditor_bundle_verify_with_exactly_these_notes(rehearsed: Path) -> None:
    public = verify(Request(rehearsed / "public.zip"))
    assert public.ok
    assert _notes(public) == ["keys", "clock", "openings"]
    both = verify(Request(rehearsed / "public.zip", rehearsed / "auditor.zip"))
    assert both.ok
    assert _notes(both) == ["keys", "clock"] * 2 + ["analysis"]


@pytest.mark.parametrize("kind", ["public", "auditor"])
def test_a_byte_changed_in_any_file_is_seen(rehearsed: Path, tmp_path: Path, kind: str) -> None:
    random = Random(60)  # noqa: S311 # a test needs the same draw each time
    folder = tmp_path / kind
    shutil.copytree(rehearsed / kind, folder)
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        raw = path.read_bytes()
        place = random.randrange(len(raw))
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        report = verify(Request(folder))
        assert not report.ok, path
        assert not any(each.what.startswith("malformed: ") for each in report.findings), path
        path.write_bytes(raw)
    assert verify(Request(folder)).ok


@pytest.mark.parametrize("kind", ["public", "auditor"])
def test_a_file_dropped_is_seen_even_with_a_manifest_that_fits(rehearsed: Path, tmp_path: Path, kind: str) -> None:
    """Each content file in turn, taken out of the folder and of the manifest."""
    folder = tmp_path / kind
    shutil.copytree(rehearsed / kind, folder)
    manifest = folder / "manifest.json"
    whole = manifest.read_bytes()
    listed = json.loads(whole)
    for entry in listed["files"]:
        path = folder / entry["path"]
        raw = path.read_bytes()
        assert sha256(raw).hexdigest() == entry["sha256"]
        path.unlink()
        fewer = {**listed, "files": [each for each in listed["files"] if each != entry]}
        manifest.write_text(json.dumps(fewer, sort_keys=True, separators=(",", ":")) + "\n")
        report = verify(Request(folder))
        # A round of an earlier release has no analysis: of one that is missing only the manifest's hash tells.
        where = "manifest.json" if entry["path"].endswith("analysis.json") else entry["path"]
        assert any(each.state == "FAIL" and where in each.where for each in report.findings), entry["path"]
        path.write_bytes(raw)
        manifest.write_bytes(whole)


def test_every_checkpoint_of_the_services_counts(rehearsed: Path, tmp_path: Path) -> None:
    """Taken away one by one, with those of the morning batches."""
    folder = tmp_path / "public"
    shutil.copytree(rehearsed / "public", folder)
    paths = sorted((folder / "checkpoints").iterdir())
    assert len(paths) > 4
    for path in paths:
        raw = path.read_bytes()
        path.unlink()
        assert not verify(Request(folder)).ok, path.name
        path.write_bytes(raw)

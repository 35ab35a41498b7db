"""`pbvote verifier --build`: one file, the same bytes each time, that any Python from 3.9 runs."""

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from pbvote.cli import main
from pbvote.cli.verifier import archive_bytes
from tests.verifier.changes import write_folder
from tests.verifier.made_stages import make_round

VERIFIER = Path(__file__).resolve().parents[2] / "pbvote" / "verifier"


def _build(path: Path) -> bytes:
    assert main(["verifier", "--build", str(path)]) == 0
    return path.read_bytes()


def test_two_builds_are_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also after the sources were touched: no time of a file gets in."""
    first = _build(tmp_path / "one.pyz")
    for source in VERIFIER.glob("*.py"):
        source.touch()
    assert first == _build(tmp_path / "two.pyz") == archive_bytes()
    assert capsys.readouterr().out.split()[0] == sha256(first).hexdigest()


def test_it_holds_the_verifier_and_nothing_else(tmp_path: Path) -> None:
    _build(tmp_path / "verifier.pyz")
    with zipfile.ZipFile(tmp_path / "verifier.pyz") as archive:
        members = archive.infolist()
    expected = sorted(["__main__.py", *(f"verifier/{source.name}" for source in VERIFIER.glob("*.py"))])
    assert [member.filename for member in members] == expected
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}


def test_it_cannot_be_written_there(tmp_path: Path) -> None:
    assert main(["verifier", "--build", str(tmp_path / "no" / "such" / "folder")]) == 2


def _python(version: str) -> str:
    found = shutil.which(f"python{version}")
    roots = [Path.home() / ".pyenv" / "versions", Path.home() / ".local" / "share" / "uv" / "python"]
    candidates = [str(each) for root in roots for each in sorted(root.glob(f"*{version}*/bin/python{version}"))]
    for candidate in [*candidates, *([found] if found else [])]:
        # A shim may stand for a Python that is not installed.
        if subprocess.run([candidate, "-c", ""], check=False, capture_output=True).returncode == 0:
            return candidate
    pytest.skip(f"needs a second Python, {version}, and this machine has none")


@pytest.mark.parametrize("version", ["this", "3.9"])
def test_the_one_file_verifies_a_bundle_alone(tmp_path: Path, version: str) -> None:
    """In isolated mode, away from the checkout, with nothing installed that it could lean on."""
    python = sys.executable if version == "this" else _python(version)
    _build(tmp_path / "verifier.pyz")
    made = make_round()
    public = write_folder(tmp_path / "public", made.public())
    auditor = write_folder(tmp_path / "auditor", made.auditor())
    command = [python, "-I", "-S", "verifier.pyz", str(public), "--auditor", str(auditor), "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)  # our own file
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["ok"]
    assert sum(each["check"] == "count" for each in said["findings"]) == 2
    (auditor / "README.txt").write_text("changed")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1  # our own file


def test_the_verifier_imports_only_the_standard_library() -> None:
    """`cryptography` is asked where it is installed, and may be missing; nothing of pbvote ever."""
    outside = set()
    for source in VERIFIER.glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            assert not (isinstance(node, ast.ImportFrom) and node.level > 1)
            outside |= {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert outside == {"cryptography"}


def test_the_verifier_has_no_floating_point() -> None:
    for source in VERIFIER.glob("*.py"):
        tree = ast.parse(source.read_text())
        assert not any(isinstance(node, ast.Constant) and isinstance(node.value, float) for node in ast.walk(tree))
        assert "float" not in source.read_text()
        assert not any(isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) for node in ast.walk(tree)), source

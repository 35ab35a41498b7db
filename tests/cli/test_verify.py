"""`pbvote verify`: the verifier's own command under the name that officers know."""

from pathlib import Path

import pytest

from pbvote.cli import main
from tests.verifier.changes import write_folder
from tests.verifier.made_stages import make_round


def test_it_verifies_a_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(write_folder(tmp_path / "public", make_round().public()))]) == 0
    assert "note: openings, group balances and the re-run need the auditor bundle" in capsys.readouterr().out


def test_a_bundle_with_a_failure_is_1(tmp_path: Path) -> None:
    files = make_round().public()
    files["README.txt"] = b"another"
    assert main(["verify", str(write_folder(tmp_path / "public", files))]) == 1


def test_what_is_not_there_is_2(tmp_path: Path) -> None:
    assert main(["verify", str(tmp_path / "nothing.zip")]) == 2


def test_policies_are_not_offered_before_they_are_checked(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["verify", str(tmp_path), "--policy", "policy.txt"])
    assert stopped.value.code == 2

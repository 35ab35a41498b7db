"""The command: what it prints, what it returns, two bundles side by side, a checkpoint that was kept."""

import json
import zipfile
from pathlib import Path

import pytest

from pbvote.verifier.command import main

from .changes import write_folder
from .made_round import ORIGIN, Files, MadeRound, checkpoint
from .made_stages import make_round
from .made_votes import canonical
from .signer import Signer

NEEDS = "note: openings, group balances and the re-run need the auditor bundle"


@pytest.fixture(scope="module")
def made() -> MadeRound:
    return make_round()


def _public(made: MadeRound, folder: Path) -> str:
    return str(write_folder(folder / "public", made.public()))


def _auditor(files: Files, folder: Path) -> str:
    return str(write_folder(folder / "auditor", files))


def test_a_public_bundle_verifies_and_says_what_it_cannot_show(
    made: MadeRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([_public(made, tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("verified: nothing failed")
    assert any(line.startswith(NEEDS) for line in lines)
    assert not any(line.startswith("ok: ") and "(openings" in line for line in lines)
    assert all(line.startswith(("ok: ", "note: ")) for line in lines[:-1])


def test_json_has_the_keys_of_the_papers(made: MadeRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([_public(made, tmp_path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"ok", "findings"}
    assert said["ok"] is True
    assert all(each.keys() == {"state", "check", "where", "what"} for each in said["findings"])
    notes = [each["check"] for each in said["findings"] if each["state"] == "note"]
    assert notes == ["keys", "openings"]


def test_both_bundles_verify_together(made: MadeRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public, auditor = _public(made, tmp_path), _auditor(made.auditor(), tmp_path)
    assert main([public, "--auditor", auditor]) == 0
    printed = capsys.readouterr().out
    assert NEEDS not in printed
    assert "are the same in both" in printed


def test_a_clock_that_was_shifted_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = make_round()
    made.find("log.started")["clock"] = "shifted"
    assert main([_public(made, tmp_path)]) == 0
    assert "note: the clock of this log was shifted" in capsys.readouterr().out


def test_every_checkpoint_counts(made: MadeRound, tmp_path: Path) -> None:
    """Whichever is taken away, of the batches before the close too: the bundle fails."""
    files = made.public()
    for path in [each for each in files if each.startswith("checkpoints/")]:
        fewer = {each: raw for each, raw in files.items() if each != path}
        assert main([str(write_folder(tmp_path / path.replace("/", "-"), fewer))]) == 1, path


def test_an_auditor_bundle_given_out_before_publishing_verifies(tmp_path: Path) -> None:
    made = make_round()
    del made.entries[-1], made.sizes[-1]
    assert main([_auditor(made.auditor(), tmp_path)]) == 0


def test_a_public_bundle_in_place_of_the_auditor_bundle_fails(
    made: MadeRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = _public(made, tmp_path)
    assert main([public, "--auditor", public]) == 1
    assert "it is not an auditor bundle" in capsys.readouterr().out


def test_a52_bundles_that_differ_fail_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is signed and hashes right, but the operator gave the two readers different READMEs and results."""
    made = make_round()
    public = _public(made, tmp_path)
    made.files["README.txt"] = b"Another text.\n"
    made.relink()
    assert main([public, "--auditor", _auditor(made.auditor(), tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "FAIL: the logs of the two bundles differ from here on (compare: entry 23)" in printed
    assert "FAIL: the file is not the same in both bundles (compare: README.txt)" in printed


@pytest.mark.parametrize(("size", "number", "status"), [(12, 1, 0), (26, 1, 0), (27, 1, 1), (12, 9, 1), (0, 1, 1)])
def test_a17_a_checkpoint_that_somebody_kept(
    made: MadeRound, tmp_path: Path, size: int, number: int, status: int
) -> None:
    """An older one of the same history holds; one beyond the end, by another key, or of size 0 does not."""
    lines = [canonical(entry) for entry in made.entries] + [b"one more"]
    (tmp_path / "kept").write_bytes(checkpoint(lines[:size], Signer(ORIGIN, number)))
    assert main([_public(made, tmp_path), "--since", str(tmp_path / "kept")]) == status


def test_a17_a_history_that_was_rewritten_and_signed_anew(
    made: MadeRound, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bundle alone verifies; the checkpoint kept from before shows what happened."""
    lines = [canonical(entry) for entry in made.entries]
    (tmp_path / "kept").write_bytes(checkpoint(lines[:20]))
    changed = make_round()
    changed.find("incident.recorded")["count"] = 0
    public = _public(changed, tmp_path)
    assert main([public]) == 0
    assert main([public, "--since", str(tmp_path / "kept")]) == 1
    assert "another history" in capsys.readouterr().out


@pytest.mark.parametrize("raw", [None, b"", b"nonsense"])
def test_a_checkpoint_that_cannot_be_read_is_a_failure(made: MadeRound, tmp_path: Path, raw: bytes | None) -> None:
    if raw is not None:
        (tmp_path / "kept").write_bytes(raw)
    assert main([_public(made, tmp_path), "--since", str(tmp_path / "kept")]) == 1


def test_what_cannot_be_opened_is_2_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing.zip")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_an_auditor_bundle_that_cannot_be_opened_is_2(made: MadeRound, tmp_path: Path) -> None:
    assert main([_public(made, tmp_path), "--auditor", str(tmp_path / "nothing.zip")]) == 2


def test_a_zip_without_a_log_is_2(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("README.txt", "hello")
    assert main([str(tmp_path / "a.zip")]) == 2


def test_an_empty_log_is_1(tmp_path: Path) -> None:
    assert main([str(write_folder(tmp_path / "bundle", {"log.jsonl": b""}))]) == 1


def test_a_policy_is_noted_and_not_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = make_round()
    made.files["policy.txt"] = b"quorum none\n"
    made.relink()
    assert main([_public(made, tmp_path)]) == 0
    assert "note: policies and cosignatures are not checked by this version" in capsys.readouterr().out


def test_nothing_in_a_bundle_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title or id with escape sequences or marks of direction is written out."""
    made = make_round()
    made.find("project.withdrawn")["project"] = "evil\u202e\u001b[2J"
    made.find("draw.made")["roles"] = ["officer-1", "\u202eofficer-2"]
    assert main([_public(made, tmp_path)]) == 1
    assert all(letter.isprintable() for letter in capsys.readouterr().out.replace("\n", ""))

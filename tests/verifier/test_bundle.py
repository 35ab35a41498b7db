"""Zips and folders as they should not be: refused gracefully, path by path."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from pbvote.verifier import bundle as bundle_module
from pbvote.verifier.bundle import Bundle, open_bundle
from pbvote.verifier.command import main
from pbvote.verifier.errors import MalformedError, UnopenableError
from pbvote.verifier.findings import Report
from pbvote.verifier.verify import Request, verify

from .changes import write_folder
from .made_round import Files
from .made_stages import make_round

FIXED = (1980, 1, 1, 0, 0, 0)


def _zip(path: Path, members: "list[tuple[str, bytes]]", compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, raw in members:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = compression
            archive.writestr(info, raw)
    return path


def _problems(path: Path) -> dict[str, str]:
    return dict(open_bundle(path).problems)


@pytest.fixture(scope="module")
def public() -> Files:
    return make_round().public()


def test_a_zip_as_it_should_be_verifies(public: Files, tmp_path: Path) -> None:
    report = verify(Request(_zip(tmp_path / "public.zip", sorted(public.items()))))
    assert report.ok
    assert [each.check for each in report.findings if each.state == "note"] == ["keys", "openings"]


def test_a_zip_packed_by_another_program_verifies_with_a_note(public: Files, tmp_path: Path) -> None:
    """Its content is whole: order and times are said to be other, which fails nothing."""
    report = verify(Request(_zip(tmp_path / "public.zip", sorted(public.items(), reverse=True))))
    assert report.ok
    assert ("note", "bundle") in [(each.state, each.check) for each in report.findings]


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "pots/../../evil",
        "/etc/evil",
        "C:/evil",
        "pots\\evil",
        "./evil",
        "pots//evil",
        "pots/",
        "",
        "caf\N{LATIN SMALL LETTER E WITH ACUTE}",
        "a\nb",
    ],
)
def test_a58_paths_that_lead_out_of_the_bundle_are_refused(public: Files, tmp_path: Path, name: str) -> None:
    """Such a member is never read, and the bundle fails."""
    path = _zip(tmp_path / "public.zip", [*sorted(public.items()), (name, b"evil")])
    report = verify(Request(path))
    assert not report.ok
    assert any(each.check == "bundle" and "it is not read" in each.what for each in report.findings)
    assert name not in open_bundle(path).paths
    with pytest.raises(MalformedError):
        open_bundle(path).read(name)


def test_two_members_with_one_name_are_both_refused(tmp_path: Path) -> None:
    path = tmp_path / "public.zip"
    with pytest.warns(UserWarning, match="Duplicate name"):
        _zip(path, [("log.jsonl", b"{}\n"), ("README.txt", b"one"), ("README.txt", b"two"), ("README.txt", b"3")])
    assert "two members" in _problems(path)["README.txt"]
    assert not open_bundle(path).has("README.txt")


def test_compressed_members_are_refused(public: Files, tmp_path: Path) -> None:
    """A few kilobytes that unpack to gigabytes never get the chance."""
    path = _zip(tmp_path / "public.zip", [("log.jsonl", b"0" * 1_000_000)], zipfile.ZIP_DEFLATED)
    assert "compressed" in _problems(path)["log.jsonl"]
    report = verify(Request(path))
    assert not report.ok
    assert public


def test_encrypted_members_are_refused(tmp_path: Path) -> None:
    raw = bytearray(_zip(tmp_path / "a.zip", [("log.jsonl", b"{}\n")]).read_bytes())
    directory = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[directory + 8] |= 1
    (tmp_path / "b.zip").write_bytes(raw)
    assert "encrypted" in _problems(tmp_path / "b.zip")["log.jsonl"]


@pytest.mark.parametrize("size", [2**31 - 2, 2**32 - 2])
def test_a_member_that_claims_a_huge_size_is_not_read(tmp_path: Path, size: int) -> None:
    raw = bytearray(_zip(tmp_path / "a.zip", [("log.jsonl", b"{}\n")]).read_bytes())
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 20 : directory + 28] = struct.pack("<II", size, size)
    (tmp_path / "b.zip").write_bytes(raw)
    assert "larger than a gibibyte" in _problems(tmp_path / "b.zip")["log.jsonl"]


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_module, "MOST_FILES", 2)
    path = _zip(tmp_path / "a.zip", [("a", b""), ("b", b""), ("log.jsonl", b"")])
    assert "too many" in _problems(path)["log.jsonl"]


def test_a_member_whose_bytes_changed_is_a_finding(public: Files, tmp_path: Path) -> None:
    """The checksum of the zip itself no longer fits."""
    path = _zip(tmp_path / "public.zip", sorted(public.items()))
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"A bundle made by a test.", b"A bundle made by a jest."))
    report = verify(Request(path))
    assert any(each.where == "README.txt" and "cannot be read" in each.what for each in report.findings)


@pytest.mark.parametrize("raw", [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(17)])
def test_what_is_no_zip_cannot_be_opened(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(UnopenableError):
        open_bundle(tmp_path / "a.zip")


def test_a_missing_file_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnopenableError):
        open_bundle(tmp_path / "nothing.zip")


def test_without_a_log_it_is_no_bundle(public: Files, tmp_path: Path) -> None:
    files = {path: raw for path, raw in public.items() if path != "log.jsonl"}
    with pytest.raises(UnopenableError, match=r"has no log\.jsonl"):
        verify(Request(write_folder(tmp_path / "bundle", files)))


def test_links_in_a_folder_are_not_followed(public: Files, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "bundle", public)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("secret")
    (folder / "link").symlink_to(tmp_path / "outside" / "secret")
    (folder / "pots" / "other").symlink_to(tmp_path / "outside")
    problems = _problems(folder)
    assert sorted(problems) == ["'link'", "'pots/other'"]
    assert not verify(Request(folder)).ok


@pytest.mark.parametrize("kind", ["link", "link to nothing", "pipe"])
def test_a_log_that_is_no_file_is_a_failure(public: Files, tmp_path: Path, kind: str) -> None:
    """It is a bundle, and a bad one: exit 1 with the log named, not 2."""
    folder = write_folder(tmp_path / "bundle", public)
    log = folder / "log.jsonl"
    log.rename(tmp_path / "log.jsonl")
    if kind == "pipe":
        os.mkfifo(log)
    else:
        log.symlink_to(tmp_path / ("log.jsonl" if kind == "link" else "nothing"))
    assert main([str(folder)]) == 1
    found = verify(Request(folder)).findings
    assert ("FAIL", "bundle", "'log.jsonl'") in [(each.state, each.check, each.where) for each in found]


def test_a_pipe_is_no_bundle(tmp_path: Path) -> None:
    """It is said at once, instead of waiting for somebody to write into it."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnopenableError, match="neither a file nor a folder"):
        open_bundle(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b"hello", b"", "before its first member"),
        (b"", b"hello", "after its end"),
        (b"", b"\n", "after its end"),
        (b"", b"x" * 30_000, "after its end"),
    ],
)
def test_bytes_around_a_zip_are_refused(public: Files, tmp_path: Path, before: bytes, after: bytes, says: str) -> None:
    path = _zip(tmp_path / "public.zip", sorted(public.items()))
    path.write_bytes(before + path.read_bytes() + after)
    assert says in _problems(path)["the zip"]
    assert main([str(path)]) == 1


def test_a_comment_of_a_zip_is_noted(public: Files, tmp_path: Path) -> None:
    path = _zip(tmp_path / "public.zip", sorted(public.items()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"hello"
    report = verify(Request(path))
    assert report.ok
    assert any(each.state == "note" and "comment" in each.what for each in report.findings)


def test_a_whole_bundle_is_never_unpacked(public: Files, tmp_path: Path) -> None:
    """Reading leaves nothing on the disk but the zip itself."""
    path = _zip(tmp_path / "public.zip", sorted(public.items()))
    verify(Request(path))
    assert [each.name for each in tmp_path.iterdir()] == ["public.zip"]


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MalformedError, match="missing"):
        Bundle({}, zipfile.ZipFile(io.BytesIO(), "w"), tmp_path).read("x")


def test_failures_of_one_kind_are_counted_and_not_all_listed() -> None:
    report = Report()
    for number in range(1000):
        report.fail("events", f"entry {number}", "wrong")
    assert len(report.findings) < 40
    assert report.failures("events") == 1000

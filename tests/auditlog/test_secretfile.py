import os
import stat
from pathlib import Path

import pytest

from pbvote.auditlog.secretfile import (
    SecretFileDamagedError,
    SecretFileExistsError,
    SecretFileExposedError,
    SecretFileUnreadableError,
    SecretFileUnwritableError,
    create_secret,
    read_secret,
)

SECRET = bytes(range(32))


def test_a_secret_is_read_back_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    before = os.umask(0)
    try:
        create_secret(path, SECRET)
    finally:
        os.umask(before)
    assert read_secret(path) == SECRET
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "key"
    create_secret(path, SECRET)
    with pytest.raises(SecretFileExistsError):
        create_secret(path, bytes(32))
    assert read_secret(path) == SECRET


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SecretFileExistsError):
        create_secret(path, SECRET)
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_that_is_missing_is_named_as_unwritable(tmp_path: Path) -> None:
    with pytest.raises(SecretFileUnwritableError):
        create_secret(tmp_path / "nowhere" / "key", SECRET)


@pytest.mark.parametrize("failing_call", [1, 2])
def test_a_secret_that_did_not_reach_the_disk_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing_call: int
) -> None:
    """The first fsync is that of the file, the second that of its folder."""
    calls: list[int] = []

    def failing_fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == failing_call:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", failing_fsync)
    with pytest.raises(SecretFileUnwritableError, match="No space left"):
        create_secret(tmp_path / "key", SECRET)
    assert list(tmp_path.iterdir()) == []
    assert len(calls) == failing_call


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "key", tmp_path):
        with pytest.raises(SecretFileUnreadableError):
            read_secret(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o601])
def test_a_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key"
    create_secret(path, SECRET)
    path.chmod(mode)
    with pytest.raises(SecretFileExposedError):
        read_secret(path)


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_file_of_another_length_is_damaged(tmp_path: Path, size: int) -> None:
    path = tmp_path / "key"
    path.write_bytes(bytes(size))
    path.chmod(0o600)
    with pytest.raises(SecretFileDamagedError):
        read_secret(path)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_secret_has_32_bytes(tmp_path: Path, size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        create_secret(tmp_path / "key", bytes(size))
    assert list(tmp_path.iterdir()) == []

"""Secrets of 32 bytes in files of mode 0600: the seeds of signing keys and the round key.

A secret is written once and never over another: losing an old one loses the ballots sealed under it.
"""

import os
import stat
from pathlib import Path

from pbvote.domain.errors import KeyUnreadableError, PbvoteError

SECRET_SIZE = 32
"""Bytes in a secret, raw in its file."""


class SecretFileError(PbvoteError):
    """A secret cannot be kept or read. Every error of this module is one of these."""


class SecretFileExistsError(SecretFileError):
    """A file stands where a new secret should go."""


class SecretFileUnwritableError(SecretFileError):
    """The folder or disk did not take the file to the end."""


class SecretFileUnreadableError(SecretFileError, KeyUnreadableError):
    """The file is missing, or cannot be read."""


class SecretFileExposedError(SecretFileError, KeyUnreadableError):
    """Others than the owner may read or write the file."""


class SecretFileDamagedError(SecretFileError, KeyUnreadableError):
    """The file does not hold exactly 32 bytes."""


def create_secret(path: Path, secret: bytes) -> None:
    """Write ``secret`` (32 bytes) into the new file ``path``, and return only when it is on the disk.

    Raises SecretFileExistsError or SecretFileUnwritableError; then no file of ours is left behind.
    """
    if len(secret) != SECRET_SIZE:
        raise ValueError(len(secret))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SecretFileExistsError(f"{path.name} exists already and is kept. Move it away first.") from None
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        _write(descriptor, secret)
        _sync_folder(path.parent)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def read_secret(path: Path) -> bytes:
    """The 32 bytes in ``path``. Raises SecretFileUnreadableError, ...ExposedError or ...DamagedError."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            secret = file.read(SECRET_SIZE + 1)
    except OSError as error:
        raise SecretFileUnreadableError(
            f"{path.name} cannot be read ({error.strerror}). Put it back from the key backup."
        ) from error
    if mode & 0o077:
        raise SecretFileExposedError(f"{path.name} has mode {mode:o}. Set it to 600 and ask who could read it.")
    if len(secret) != SECRET_SIZE:
        raise SecretFileDamagedError(f"{path.name} does not hold {SECRET_SIZE} bytes. Put it back from the key backup.")
    return secret


def _write(descriptor: int, secret: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Without this the name of the new file may be lost with the power, though its bytes are kept.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> SecretFileUnwritableError:
    return SecretFileUnwritableError(
        f"{path.name} cannot be written ({error.strerror}). Make room, or let the program write in its folder."
    )

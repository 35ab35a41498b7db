"""The round key K: the file, outside the database, under which all envelopes of a round are sealed.

Losing it before the close loses the ballots cast so far, and destroying it after the dispute window is what
keeps them secret (auditlog.md §2). So it is never written over, and every read goes to the file: casting stops
the moment that K cannot be read.
"""

import secrets
from pathlib import Path

from pbvote.auditlog.secretfile import SECRET_SIZE, SecretFileError, create_secret, read_secret
from pbvote.domain.errors import KeyUnreadableError


class RoundKeyMissingError(KeyUnreadableError):
    """The round key cannot be read, so no envelope can be opened or sealed; its cause names the fault."""


def create_round_key(path: Path) -> bytes:
    """Draw a round key and keep it in the new file ``path``, mode 0600, on the disk before this returns.

    Raises SecretFileExistsError or SecretFileUnwritableError.
    """
    key = secrets.token_bytes(SECRET_SIZE)
    create_secret(path, key)
    return key


def read_round_key(path: Path) -> bytes:
    """The 32-byte round key in ``path``. Raises RoundKeyMissingError when it cannot be trusted or read."""
    try:
        return read_secret(path)
    except SecretFileError as error:
        raise RoundKeyMissingError(f"The round key cannot be used, so voting has to wait. {error}") from error

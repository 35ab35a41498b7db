"""Secrets of the staff at rest: an authenticator's secret is sealed, a recovery code only its keyed hash.

The key lies in a file outside the database, so a stolen database opens neither (ASVS 5.0, 6.5.2 and 14.2.4).
"""

import hmac
import secrets
from hashlib import sha256

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pbvote.domain.errors import KeyUnreadableError
from pbvote.domain.sentence import say
from pbvote.services.key_folder import KeyFolder

RECOVERY_CODES = 10
"""How many are handed out at once; each works one time."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else
_HALF = 5
_NONCE = 12


def draw_totp_secret() -> str:
    """A new secret for an authenticator app, in base32 (RFC 6238: 160 bits)."""
    return pyotp.random_base32(32)


def seal_totp_secret(keys: KeyFolder, role: str, secret: str) -> bytes:
    """The secret as the database keeps it, bound to its role: rows cannot be swapped."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(keys, b"totp")).encrypt(nonce, secret.encode(), role.encode())


def open_totp_secret(keys: KeyFolder, role: str, sealed: bytes) -> str:
    """The secret again. Raises KeyUnreadableError when the key file is another one or the row was changed."""
    try:
        return AESGCM(_key(keys, b"totp")).decrypt(sealed[:_NONCE], sealed[_NONCE:], role.encode()).decode()
    except InvalidTag:
        raise KeyUnreadableError(say("staff.key does not open this second factor. Put back the right key.")) from None


def draw_recovery_codes() -> tuple[str, ...]:
    """New codes such as `k7mqx-3rtvw`, of 49 random bits each."""
    return tuple(f"{_half()}-{_half()}" for _ in range(RECOVERY_CODES))


def hide_recovery_code(keys: KeyFolder, role: str, typed: str) -> bytes:
    """The keyed hash of a code as somebody typed it: case, spaces and hyphens do not matter."""
    clean = "".join(letter for letter in typed.casefold() if letter.isalnum())
    return hmac.new(_key(keys, b"recovery"), f"{role}\x00{clean}".encode(), sha256).digest()


def _half() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_HALF))


def _key(keys: KeyFolder, purpose: bytes) -> bytes:
    return hmac.new(keys.staff_key(), b"pbvote/v1/staff/" + purpose, sha256).digest()

"""Ed25519 keys: made, kept, and used only where they are sound.

Source: RFC 8032 §5.1. The package ``cryptography`` accepts the identity as a public key, and keys whose y is
not below p; under such a key one signature fits many texts. So soundness, a canonical R and S < L are checked
here first, and the signature equation there (attack A26).
"""

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pbvote.auditlog.secretfile import SECRET_SIZE, create_secret, read_secret
from pbvote.domain.errors import PbvoteError

PUBLIC_KEY_SIZE = 32
"""Bytes in a public key."""

SIGNATURE_SIZE = 64
"""Bytes in a signature: R (32), then S (32)."""

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
# The heights of the eight points whose order divides 8: orders 4, 1, 2, then the two heights of order 8.
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _P - 1, _ORDER_8, _P - _ORDER_8})


class UnsoundKeyError(PbvoteError):
    """A public key of small order, or one that is not the encoding of a point."""


class BadSignatureError(PbvoteError):
    """A signature that this key did not make over these bytes."""


def draw_seed() -> bytes:
    """A new private key: 32 random bytes."""
    return secrets.token_bytes(SECRET_SIZE)


def save_seed(path: Path, seed: bytes) -> None:
    """Keep ``seed`` in the new file ``path``, mode 0600. Raises a SecretFileError."""
    create_secret(path, seed)


def load_seed(path: Path) -> bytes:
    """The seed kept in ``path``. Raises a SecretFileError."""
    return read_secret(path)


def public_key_of(seed: bytes) -> bytes:
    """The 32-byte public key of ``seed`` (32 bytes)."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of ``message`` by ``seed`` (32 bytes)."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def is_sound_public_key(key: bytes) -> bool:
    """Whether ``key`` is the one encoding of a point on the curve whose order is not 1, 2, 4 or 8."""
    return _is_point(key) and _height(key) not in _SMALL_ORDER


def check_public_key(key: bytes) -> None:
    """Raises UnsoundKeyError unless is_sound_public_key(key)."""
    if not is_sound_public_key(key):
        raise UnsoundKeyError(f"{key.hex()} is not a sound Ed25519 public key. Ask its owner to make a new one.")


def verify_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Raises BadSignatureError, or UnsoundKeyError, unless ``key`` signed ``message``.

    len(signature) == 64; R is the one encoding of a point; S < L.
    """
    check_public_key(key)
    if not (_has_canonical_form(signature) and _equation_holds(key, message, signature)):
        raise BadSignatureError(f"The signature is not that of key {key.hex()} over this text. Do not trust it.")


def _has_canonical_form(signature: bytes) -> bool:
    if len(signature) != SIGNATURE_SIZE:
        return False
    return _is_point(signature[:32]) and int.from_bytes(signature[32:], "little") < _L


def _equation_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _height(encoded: bytes) -> int:
    return int.from_bytes(encoded, "little") & (1 << 255) - 1


def _is_point(encoded: bytes) -> bool:
    """Whether RFC 8032 §5.1.3 decodes it: y < p, x² is a square, and x = 0 is not called odd."""
    y = _height(encoded)
    if len(encoded) != PUBLIC_KEY_SIZE or y >= _P:
        return False
    if y in {1, _P - 1}:  # the two points with x = 0
        return not encoded[31] >> 7
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P)
    return pow(square, (_P - 1) // 2, _P) == 1

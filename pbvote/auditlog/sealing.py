"""Sealing: envelopes and drafts are kept as ciphertexts of one size under the round key.

Source: auditlog.md §2; AES-256-GCM (NIST SP 800-38D) with a random 12-byte nonce. 10,000
voters in three pots, resealed on 30 mornings, make 2^20 seals under one key: far from the 2^32 that random nonces
allow. What a ciphertext belongs to is bound to it, so that rows cannot be swapped or rolled back unseen.
"""

import secrets
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.errors import PbvoteError

SEALED_SIZE = 4096
"""Bytes of everything that is sealed, whatever it holds."""

LARGEST_PLAIN = SEALED_SIZE - 12 - 16 - 2
"""Bytes that fit: without nonce, tag and the length in front."""

_NONCE_SIZE = 12
_LENGTH_SIZE = 2


class SealBrokenError(PbvoteError):
    """A ciphertext does not open: another key, another place or version, or changed bytes."""


class TooLargeToSealError(PbvoteError):
    """The plain bytes are more than an envelope holds."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a ciphertext belongs to; ``version`` is an integer >= 0 that grows with each new seal of a row."""

    kind: Literal["envelope", "draft"]
    origin: str
    round_id: str
    pot_id: str
    member: str
    version: int

    def associated_data(self) -> bytes:
        """The bytes that GCM authenticates beside the ciphertext."""
        return canonical_bytes(
            {
                "kind": self.kind,
                "member": self.member,
                "origin": self.origin,
                "pot": self.pot_id,
                "round": self.round_id,
                "v": self.version,
            }
        )


def seal(key: bytes, plain: bytes, bound: Bound) -> bytes:
    """4,096 bytes: nonce, then the ciphertext of length, ``plain`` and zeros, then the tag.

    len(key) == 32; raises TooLargeToSealError unless len(plain) <= LARGEST_PLAIN.
    """
    if len(plain) > LARGEST_PLAIN:
        raise TooLargeToSealError(
            f"{len(plain)} bytes do not fit into an envelope of {LARGEST_PLAIN}. Shorten the project ids."
        )
    padded = len(plain).to_bytes(_LENGTH_SIZE, "big") + plain.ljust(LARGEST_PLAIN, b"\0")
    nonce = secrets.token_bytes(_NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, padded, bound.associated_data())


def open_sealed(key: bytes, sealed: bytes, bound: Bound) -> bytes:
    """The plain bytes that were sealed with the same key and bound. Raises SealBrokenError."""
    if len(sealed) != SEALED_SIZE:
        raise SealBrokenError(f"A sealed envelope has {SEALED_SIZE} bytes, this one {len(sealed)}. Restore it.")
    try:
        padded = AESGCM(key).decrypt(sealed[:_NONCE_SIZE], sealed[_NONCE_SIZE:], bound.associated_data())
    except InvalidTag:
        raise SealBrokenError(
            "An envelope does not open: it was changed or moved, or the round key is another. Stop and look why."
        ) from None
    length = int.from_bytes(padded[:_LENGTH_SIZE], "big")
    return padded[_LENGTH_SIZE : _LENGTH_SIZE + length]

"""Salted hashes of what people write: the log holds these alone, so a text can be erased and the log still verifies.

Without its salt a hash says nothing, not even to who guesses the text; erasing the text takes its salt with it.
"""

import secrets
from collections.abc import Iterable
from hashlib import sha256

from pbvote.auditlog.canonical import Value, canonical_bytes
from pbvote.auditlog.merkle import leaf_hash, root_of

SALT_BYTES = 32

_DOMAIN = b"pbvote/v1/text\x00"


def new_salt() -> bytes:
    """The salt of one text: 32 random bytes, never used for a second one."""
    return secrets.token_bytes(SALT_BYTES)


def text_hash(salt: bytes, document: Value) -> str:
    """What the log may hold of a text: SHA-256("pbvote/v1/text" ‖ 0x00 ‖ salt ‖ canonical bytes), in hex.

    `document` is the text with what belongs to it, as an object. Raises CanonicalError for what has no canonical
    bytes (domain.text.tidy makes text that has), ValueError for a salt of another length.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    return sha256(_DOMAIN + salt + canonical_bytes(document)).hexdigest()


def texts_root(hashes: Iterable[str]) -> str:
    """One hash for many: the root, in hex, of the RFC 6962 tree over the sorted hashes; of none, the empty tree's."""
    return root_of(leaf_hash(bytes.fromhex(each)) for each in sorted(hashes)).hex()

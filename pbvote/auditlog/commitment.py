"""Commitments: the public log holds one for each ballot, and only its salt and ballot together open it.

Source: auditlog.md §3, docs/log-format.md §5. Without 32 random bytes of salt the 720 rankings of three among ten
projects could all be tried (attack A27).
"""

import secrets
from collections.abc import Callable, Sequence
from hashlib import sha256

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.code import CHECK_CODE_SYMBOLS, code_of, has_plain_check, parse_check_code

SALT_SIZE = 32
"""Bytes of salt in a commitment."""

_TAG = b"pbvote/v1/ballot\x00"
_CHECK_CODE_BYTES = 10

__all__ = ["SALT_SIZE", "canonical_ballot", "check_code", "commitment_of", "draw_salt", "parse_check_code"]


def canonical_ballot(*, round_id: str, pot_id: str, group: str, ranking: Sequence[str]) -> bytes:
    """The canonical bytes of a ballot; ``ranking`` holds project ids, most wanted first, and none is a blank vote."""
    return canonical_bytes(
        {"group": group, "pot": pot_id, "ranking": list(ranking), "round": round_id, "v": 1},
    )


def commitment_of(salt: bytes, ballot: bytes) -> str:
    """The commitment (64 hex digits) to a canonical ballot under ``salt`` (32 bytes)."""
    if len(salt) != SALT_SIZE:
        raise ValueError(len(salt))
    return sha256(_TAG + salt + ballot).hexdigest()


def draw_salt(ballot: bytes, draw: Callable[[int], bytes] = secrets.token_bytes) -> bytes:
    """A salt for a canonical ballot whose check code ends in a letter or digit; ``draw(32)`` gives random bytes.

    Five of 37 salts are drawn again.
    """
    salt = draw(SALT_SIZE)
    while not has_plain_check(_number(commitment_of(salt, ballot))):
        salt = draw(SALT_SIZE)
    return salt


def check_code(commitment: str) -> str:
    """The check code of a commitment (64 hex digits), such as ``K7QM-2D9X-V4TB-8NHE-5``.

    has_plain_check must hold for its first 80 bits, as it does for every salt from draw_salt.
    """
    return code_of(_number(commitment), CHECK_CODE_SYMBOLS, "-")


def _number(commitment: str) -> int:
    return int.from_bytes(bytes.fromhex(commitment)[:_CHECK_CODE_BYTES], "big")

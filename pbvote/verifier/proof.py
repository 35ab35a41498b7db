"""The C2SP tlog-proof of one entry: index, hashes, and the checkpoint that they lead to."""

import re
from typing import NamedTuple

from .errors import MalformedError
from .merkle import HASH_SIZE
from .note import decode_base64

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})\Z")
_MOST_HASHES = 63


class Proof(NamedTuple):
    """An inclusion proof as it is written down; the checkpoint note is not judged yet."""

    entry_index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes


def parse_proof(raw: bytes) -> Proof:
    """Read a proof; MalformedError for any other form."""
    head, blank, checkpoint = raw.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise MalformedError("the proof is not plain text") from None
    match = _INDEX.match(lines[1]) if len(lines) > 1 else None
    if lines[0] != _FIRST or match is None or not blank:
        raise MalformedError("the proof does not start with " + _FIRST + ", an index, hashes and an empty line")
    if len(lines) - 2 > _MOST_HASHES:
        raise MalformedError("the proof has more hashes than any tree needs")
    hashes = tuple(map(decode_base64, lines[2:]))
    if any(len(each) != HASH_SIZE for each in hashes):
        raise MalformedError("a hash in the proof does not have 32 bytes")
    return Proof(int(match.group(1)), hashes, checkpoint)

"""The C2SP checkpoint: a note that states the origin, the size and the root of a log."""

import re
from typing import NamedTuple

from .errors import MalformedError
from .merkle import HASH_SIZE
from .note import Note, decode_base64, parse_note

_SIZE = re.compile(r"(0|[1-9][0-9]{0,15})\Z")
_LINES = 3


class Checkpoint(NamedTuple):
    """What a checkpoint states: origin, number of entries, 32 bytes of root; and its note."""

    origin: str
    size: int
    root: bytes
    note: Note


def parse_checkpoint(raw: bytes) -> Checkpoint:
    """Read the bytes of a checkpoint note without judging its signatures; no extension lines."""
    note = parse_note(raw)
    lines = note.text[:-1].split("\n")
    if len(lines) != _LINES:
        raise MalformedError("a checkpoint has three lines of text: origin, size, root")
    origin, size, root = lines
    if not origin:
        raise MalformedError("the checkpoint has no origin")
    if not _SIZE.match(size):
        raise MalformedError("the size " + ascii(size)[:80] + " is not a decimal number in canonical form")
    raw_root = decode_base64(root)
    if len(raw_root) != HASH_SIZE:
        raise MalformedError("the root does not have 32 bytes")
    return Checkpoint(origin, int(size), raw_root, note)

"""Checkpoints: the log signs how long it is and its root.

Source: C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint), without extension lines: we write none and refuse them
(auditlog.md §4). The log's key has the origin as its name.
"""

import re
from base64 import b64encode
from dataclasses import dataclass

from pbvote.auditlog.merkle import HASH_SIZE
from pbvote.auditlog.note import VerifierKey, is_key_name, parse_base64, parse_note, sign_note, verify_note
from pbvote.domain.errors import PbvoteError

_SIZE = re.compile(r"[1-9][0-9]{0,15}")
_LINES = 3


class CheckpointError(PbvoteError):
    """A checkpoint cannot be used. Every error of this module is one of these."""


class MalformedCheckpointError(CheckpointError):
    """The text is not origin, size and root, each on its line."""


class OtherOriginError(CheckpointError):
    """The checkpoint is that of another log."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log signs: its origin, its size in entries (over 0), and the root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.origin) or self.size <= 0 or len(self.root) != HASH_SIZE:
            raise MalformedCheckpointError(
                f"A checkpoint has an origin without spaces and +, a size over 0, and a root of {HASH_SIZE} bytes."
            )


def render_checkpoint(checkpoint: Checkpoint) -> str:
    """The three lines that are signed."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint whose three lines are ``text``. Raises MalformedCheckpointError."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1] != "":
        raise MalformedCheckpointError("A checkpoint has three lines: origin, size, root. Fetch it again.")
    origin, size, encoded, _ = lines
    root = parse_base64(encoded)
    if not _SIZE.fullmatch(size) or root is None:
        raise MalformedCheckpointError(
            "The size must be a number without leading zeros, and the root base64. Fetch the checkpoint again."
        )
    return Checkpoint(origin, int(size), root)


def sign_unchecked(checkpoint: Checkpoint, seed: bytes) -> bytes:
    """The note of ``checkpoint``. Nothing is compared here: only signing.sign_checkpoint may call this."""
    return sign_note(render_checkpoint(checkpoint), checkpoint.origin, seed)


def read_checkpoint(raw: bytes, log_key: VerifierKey) -> Checkpoint:
    """The checkpoint in a note signed by ``log_key``, whose name is the origin.

    Raises a NoteError, MalformedCheckpointError or OtherOriginError.
    """
    note = parse_note(raw)
    verify_note(note, [log_key])
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != log_key.name:
        raise OtherOriginError(f"This checkpoint is of {checkpoint.origin}, not of {log_key.name}.")
    return checkpoint

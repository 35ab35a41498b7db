"""The text that proves an entry offline: index, inclusion proof and checkpoint in one file.

Source: C2SP tlog-proof (c2sp.org/tlog-proof@v1). The optional ``extra`` line is refused: it would not be signed.
"""

import re
from base64 import b64encode
from dataclasses import dataclass

from pbvote.auditlog.checkpoint import Checkpoint, read_checkpoint
from pbvote.auditlog.merkle import HASH_SIZE, leaf_hash
from pbvote.auditlog.note import VerifierKey, parse_base64
from pbvote.auditlog.proof import verify_inclusion
from pbvote.domain.errors import PbvoteError

TLOG_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
"""The first line."""

_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")


class MalformedTlogProofError(PbvoteError):
    """The bytes are not a tlog-proof."""


@dataclass(frozen=True, slots=True)
class TlogProof:
    """``hashes`` (32 bytes each) lead from entry ``index`` to the root in ``checkpoint``, a signed note."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes


def render_tlog_proof(proof: TlogProof) -> bytes:
    """The bytes of the file."""
    hashes = "".join(f"{b64encode(each).decode()}\n" for each in proof.hashes)
    return f"{TLOG_PROOF_HEADER}\nindex {proof.index}\n{hashes}\n".encode() + proof.checkpoint


def parse_tlog_proof(raw: bytes) -> TlogProof:
    """The parts of a tlog-proof, not yet verified. Raises MalformedTlogProofError."""
    head, separator, checkpoint = raw.partition(b"\n\n")
    first, *rest = head.decode("latin-1").split("\n")
    index = _INDEX.fullmatch(rest[0]) if rest else None
    if first != TLOG_PROOF_HEADER or not separator or index is None:
        raise MalformedTlogProofError(f"A proof starts with {TLOG_PROOF_HEADER} and an index. Fetch it again.")
    return TlogProof(int(index[1]), tuple(_parse_hash(line) for line in rest[1:]), checkpoint)


def verify_tlog_proof(raw: bytes, line: bytes, log_key: VerifierKey) -> tuple[int, Checkpoint]:
    """The index at which ``line`` (without newline) stands in the log, and the checkpoint that says so.

    Raises MalformedTlogProofError, a NoteError, a CheckpointError or a ProofError.
    """
    proof = parse_tlog_proof(raw)
    checkpoint = read_checkpoint(proof.checkpoint, log_key)
    verify_inclusion(leaf_hash(line), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return proof.index, checkpoint


def _parse_hash(line: str) -> bytes:
    raw = parse_base64(line)
    if raw is None or len(raw) != HASH_SIZE:
        raise MalformedTlogProofError(f"{line[:60]!a} is not a hash in base64. Fetch the proof again.")
    return raw

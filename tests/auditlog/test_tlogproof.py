from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.checkpoint import Checkpoint, sign_unchecked
from pbvote.auditlog.merkle import inclusion_proof, leaf_hash, root_of
from pbvote.auditlog.note import NoteError, verifier_key_of
from pbvote.auditlog.proof import ProofError
from pbvote.auditlog.tlogproof import (
    MalformedTlogProofError,
    TlogProof,
    parse_tlog_proof,
    render_tlog_proof,
    verify_tlog_proof,
)

ORIGIN = "vote.example.coop/log/1"
KEY = verifier_key_of(ORIGIN, bytes(32))
LINES = [b'{"n":%d}' % number for number in range(11)]
LEAVES = [leaf_hash(line) for line in LINES]
CHECKPOINT = Checkpoint(ORIGIN, 11, root_of(LEAVES))
NOTE = sign_unchecked(CHECKPOINT, bytes(32))


def proof_of(index: int) -> bytes:
    return render_tlog_proof(TlogProof(index, tuple(inclusion_proof(LEAVES, index)), NOTE))


RAW = proof_of(6)
HASH = b64encode(LEAVES[0])


@pytest.mark.parametrize("index", range(11))
def test_every_entry_can_be_proved_offline(index: int) -> None:
    assert verify_tlog_proof(proof_of(index), LINES[index], KEY) == (index, CHECKPOINT)


def test_the_text_is_header_index_hashes_empty_line_checkpoint() -> None:
    hashes = [b64encode(each).decode() for each in inclusion_proof(LEAVES, 6)]
    head = "\n".join(["c2sp.org/tlog-proof@v1", "index 6", *hashes, "", ""])
    assert head.encode() + NOTE == RAW


def test_a_log_of_one_entry_needs_no_hash() -> None:
    note = sign_unchecked(Checkpoint(ORIGIN, 1, LEAVES[0]), bytes(32))
    raw = render_tlog_proof(TlogProof(0, (), note))
    assert raw.startswith(b"c2sp.org/tlog-proof@v1\nindex 0\n\nvote.example.coop")
    assert verify_tlog_proof(raw, LINES[0], KEY)[0] == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"c2sp.org/tlog-proof@v1",
        RAW.replace(b"@v1", b"@v2"),
        RAW.replace(b"index 6", b"index 06"),
        RAW.replace(b"index 6", b"index -6"),
        RAW.replace(b"index 6", b"index  6"),
        RAW.replace(b"index 6", b"index " + b"9" * 5000),
        RAW.replace(b"index 6\n", b""),
        RAW.replace(b"index 6", b"extra AAAA\nindex 6"),
        RAW.replace(b"\n", b"\r\n"),
        RAW.replace(b"index 6\n", b"index 6\n*" + HASH[1:] + b"\n"),
        RAW.replace(b"index 6\n", b"index 6\n" + HASH[:-1] + b"\n"),
        RAW.replace(b"index 6\n", b"index 6\n" + b64encode(bytes(31)) + b"\n"),
        RAW.replace(b"index 6\n", b"index 6\n\xff\n"),
        b"\n" + RAW,
    ],
)
def test_what_is_no_proof_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedTlogProofError):
        parse_tlog_proof(raw)


def test_a23_a_hash_more_or_less_is_refused() -> None:
    hashes = inclusion_proof(LEAVES, 6)
    for wrong in (hashes[1:], hashes[:-1], [*hashes, LEAVES[0]], hashes[::-1]):
        with pytest.raises(ProofError):
            verify_tlog_proof(render_tlog_proof(TlogProof(6, tuple(wrong), NOTE)), LINES[6], KEY)


def test_a_proof_of_one_line_does_not_prove_another() -> None:
    with pytest.raises(ProofError):
        verify_tlog_proof(RAW, LINES[7], KEY)
    with pytest.raises(ProofError):
        verify_tlog_proof(RAW, LINES[6] + b"\n", KEY)


def test_a_checkpoint_of_another_key_proves_nothing() -> None:
    with pytest.raises(NoteError):
        verify_tlog_proof(RAW, LINES[6], verifier_key_of(ORIGIN, bytes([1]) * 32))


@given(st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_one_flipped_bit_of_a_proof_is_refused(at: int, bit: int) -> None:
    changed = bytearray(RAW)
    changed[at] ^= 1 << bit
    with pytest.raises((MalformedTlogProofError, NoteError, ProofError)):
        verify_tlog_proof(bytes(changed), LINES[6], KEY)

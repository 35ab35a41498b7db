from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.auditlog.checkpoint import Checkpoint, read_checkpoint, sign_unchecked
from pbvote.auditlog.merkle import Frontier, consistency_proof, leaf_hash, root_of
from pbvote.auditlog.note import verifier_key_of
from pbvote.auditlog.proof import verify_consistency
from pbvote.auditlog.signing import LONGEST_LINE, HistoryBrokenError, check_history, sign_checkpoint
from pbvote.domain.errors import HistoryChangedError

ORIGIN = "vote.example.coop/log/1"
SEED = bytes(32)
KEY = verifier_key_of(ORIGIN, SEED)
LINES = [canonical_bytes({"at": "2027-03-01T00:00:00Z", "kind": "test", "number": n}) for n in range(12)]


def note(size: int, lines: list[bytes] = LINES, seed: bytes = SEED) -> bytes:
    """What the log signed when it had ``size`` entries."""
    root = root_of(leaf_hash(line) for line in lines[:size])
    return sign_unchecked(Checkpoint(ORIGIN, size, root), seed)


def test_a_log_that_only_grew_is_signed() -> None:
    signed: list[bytes] = []
    for size in (1, 2, 5, 5, 12):
        made = sign_checkpoint(LINES[:size], signed, origin=ORIGIN, seed=SEED)
        assert made.note == note(size)
        assert read_checkpoint(made.note, KEY) == made.checkpoint
        signed.append(made.note)


def test_what_is_signed_is_consistent_with_what_was_signed() -> None:
    leaves = [leaf_hash(line) for line in LINES]
    made = [sign_checkpoint(LINES[:size], [], origin=ORIGIN, seed=SEED).checkpoint for size in (3, 7, 12)]
    for old, new in pairwise(made):
        proof = consistency_proof(leaves[: new.size], old.size)
        verify_consistency(old.size, old.root, new.size, new.root, proof)


def test_signing_goes_on_from_the_edge_of_the_last_checkpoint() -> None:
    first = sign_checkpoint(LINES[:5], [], origin=ORIGIN, seed=SEED)
    second = sign_checkpoint(LINES[5:], [note(3), first.note], origin=ORIGIN, seed=SEED, edge=first.edge)
    assert second.note == note(12)
    assert second.edge == Frontier().extended(leaf_hash(line) for line in LINES)


@given(st.integers(1, 12), st.integers(0, 11), st.integers(0, 10_000))
def test_a19_one_flipped_bit_in_a_stored_entry_is_never_signed(signed_at: int, index: int, bit: int) -> None:
    """Whichever bit of whichever signed entry; also where the flipped line is still canonical."""
    index %= signed_at
    bit %= len(LINES[index]) * 8
    flipped = (int.from_bytes(LINES[index], "big") ^ 1 << bit).to_bytes(len(LINES[index]), "big")
    stored = [*LINES[:index], flipped, *LINES[index + 1 :]]
    with pytest.raises(HistoryBrokenError):
        sign_checkpoint(stored, [note(signed_at)], origin=ORIGIN, seed=SEED)


def test_a19_the_refusal_is_the_one_that_pages_and_officers_see() -> None:
    with pytest.raises(HistoryChangedError, match="first 3 entries"):
        sign_checkpoint([*LINES[:2], LINES[5]], [note(3)], origin=ORIGIN, seed=SEED)


@pytest.mark.parametrize(
    "stored",
    [
        LINES[:7],
        [],
        [*LINES[:3], *LINES[4:9]],
        [*LINES[:3], LINES[3], LINES[3], *LINES[4:]],
        [LINES[1], LINES[0], *LINES[2:]],
        LINES[1:],
    ],
)
def test_a17_a_shorter_reordered_or_patched_log_is_never_signed(stored: list[bytes]) -> None:
    with pytest.raises(HistoryBrokenError):
        sign_checkpoint(stored, [note(8)], origin=ORIGIN, seed=SEED)


def test_a49_every_known_checkpoint_counts_not_only_the_last() -> None:
    """A restored backup goes on by itself; the copy outside the database knows the longer history."""
    other = [*LINES[:6], *(canonical_bytes({"kind": "other", "number": n}) for n in range(9))]
    with pytest.raises(HistoryBrokenError):
        sign_checkpoint(other, [note(4), note(9)], origin=ORIGIN, seed=SEED)
    with pytest.raises(HistoryBrokenError):
        sign_checkpoint(other, [note(9), note(4), note(12, other)], origin=ORIGIN, seed=SEED)


def test_two_roots_signed_for_one_size_stop_the_log() -> None:
    other = [*LINES[:4], LINES[8]]
    with pytest.raises(HistoryBrokenError, match="Two roots"):
        sign_checkpoint(LINES, [note(5), note(5, other)], origin=ORIGIN, seed=SEED)


@pytest.mark.parametrize(
    "kept",
    [b"", b"nonsense", note(3)[:-1], note(3, seed=bytes([1]) * 32), note(3).replace(b"\n3\n", b"\n4\n")],
)
def test_a_kept_checkpoint_that_does_not_verify_stops_the_log(kept: bytes) -> None:
    with pytest.raises(HistoryBrokenError):
        sign_checkpoint(LINES, [kept], origin=ORIGIN, seed=SEED)


def test_an_edge_that_nobody_signed_is_not_trusted() -> None:
    edge = Frontier().extended([leaf_hash(b"other")] * 5)
    for signed in ([], [note(5)], [note(3)]):
        with pytest.raises(HistoryBrokenError, match="size 5"):
            sign_checkpoint(LINES[5:], signed, origin=ORIGIN, seed=SEED, edge=edge)


@pytest.mark.parametrize(
    "line",
    [b"", b"{}\n", b'{"b":1,"a":2}', b"[]", b"\xff", canonical_bytes({"a": "a" * LONGEST_LINE})],
)
def test_a_line_that_can_be_no_entry_is_never_signed(line: bytes) -> None:
    """Between two checkpoints there is no root to compare with, but damage mostly breaks the form."""
    with pytest.raises(HistoryBrokenError, match="Entry 2"):
        sign_checkpoint([*LINES[:2], line], [note(2)], origin=ORIGIN, seed=SEED)


def test_the_longest_line_is_65535_bytes() -> None:
    line = canonical_bytes({"a": "a" * (LONGEST_LINE - 8)})
    assert len(line) == LONGEST_LINE
    assert sign_checkpoint([line], [], origin=ORIGIN, seed=SEED).checkpoint.size == 1


def test_a_history_can_be_checked_without_signing() -> None:
    assert check_history(LINES, [note(5)], origin=ORIGIN, seed=SEED).size == 12
    with pytest.raises(HistoryBrokenError):
        check_history(LINES[:4], [note(5)], origin=ORIGIN, seed=SEED)

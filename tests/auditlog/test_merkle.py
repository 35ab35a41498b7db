from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
)
from pbvote.auditlog.proof import ProofError, verify_consistency, verify_inclusion

LEAVES = [leaf_hash(b"entry %d" % number) for number in range(70)]


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1 as it is written: split at the largest power of two below n."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + slow_root(leaves[:split]) + slow_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_the_fast_root_is_the_rfcs_root(size: int) -> None:
    assert slow_root(LEAVES[:size]) == root_of(LEAVES[:size]) == Frontier().extended(LEAVES[:size]).root()


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert sha256(b"").digest() == EMPTY_ROOT == root_of([]) == Frontier().root()


@given(st.lists(st.integers(0, 20), max_size=8))
def test_an_edge_grows_the_same_in_any_portions(portions: list[int]) -> None:
    edge, appended = Frontier(), 0
    for portion in portions:
        leaves = [leaf_hash(b"%d" % number) for number in range(appended, appended + portion)]
        edge, appended = edge.extended(leaves), appended + portion
    assert appended == edge.size
    assert root_of(leaf_hash(b"%d" % number) for number in range(appended)) == edge.root()


def test_an_edge_keeps_one_node_for_each_bit_of_its_size() -> None:
    assert len(Frontier().extended(LEAVES[:7]).nodes) == 3
    with pytest.raises(ValueError, match="7"):
        Frontier(7, (LEAVES[0],))
    with pytest.raises(ValueError, match="-1"):
        Frontier(-1, (LEAVES[0],))


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_that_is_made_verifies(size: int) -> None:
    leaves = LEAVES[:size]
    root = root_of(leaves)
    for index in range(size):
        verify_inclusion(leaves[index], index, size, inclusion_proof(leaves, index), root)
        older = root_of(leaves[: index + 1])
        verify_consistency(index + 1, older, size, root, consistency_proof(leaves, index + 1))


@pytest.mark.parametrize(("size", "index"), [(0, 0), (3, 3), (3, -1)])
def test_there_is_no_proof_for_an_entry_that_is_not_there(size: int, index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES[:size], index)


@pytest.mark.parametrize(("size", "old"), [(0, 0), (3, 0), (3, 4), (3, -1)])
def test_there_is_no_consistency_proof_from_nothing_or_from_a_larger_tree(size: int, old: int) -> None:
    with pytest.raises(IndexError):
        consistency_proof(LEAVES[:size], old)


def test_a24_a_line_of_64_bytes_is_not_taken_for_a_node() -> None:
    """A line that equals two leaf hashes side by side has another hash than the node over them."""
    left, right = LEAVES[:2]
    line = left + right
    assert len(line) == 64
    assert node_hash(left, right) != leaf_hash(line)
    assert root_of([left, right]) != root_of([leaf_hash(line)])
    with pytest.raises(ProofError):
        verify_inclusion(leaf_hash(line), 0, 1, [], root_of([left, right]))


def test_a24_an_inner_node_cannot_be_shown_as_an_entry() -> None:
    """Cutting the lowest hash off a valid proof would prove a node; the number of hashes forbids it."""
    root = root_of(LEAVES[:4])
    proof = inclusion_proof(LEAVES[:4], 0)
    node = node_hash(LEAVES[0], LEAVES[1])
    assert node_hash(node, proof[1]) == root
    with pytest.raises(ProofError):
        verify_inclusion(node, 0, 4, proof[1:], root)

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.merkle import consistency_proof, inclusion_proof, leaf_hash, root_of
from pbvote.auditlog.proof import (
    ProofError,
    ProofMismatchError,
    ProofShapeError,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(b"%d" % number) for number in range(40)]
ROOTS = [root_of(LEAVES[:size]) for size in range(41)]

Check = Callable[[list[bytes]], None]


def raises_for_vector(case: dict[str, Any]) -> bool:
    """Whether our verifier refuses a case of transparency-dev/merkle."""
    proof = [b64decode(each) for each in case["proof"] or []]
    try:
        if "leafIdx" in case:
            leaf, root = b64decode(case["leafHash"] or ""), b64decode(case["root"] or "")
            verify_inclusion(leaf, case["leafIdx"], case["treeSize"], proof, root)
        else:
            roots = [b64decode(case[name] or "") for name in ("root1", "root2")]
            verify_consistency(case["size1"], roots[0], case["size2"], roots[1], proof)
    except ProofError:
        return True
    return False


def test_a23_the_196_vectors_are_judged_as_they_say(shared: Path) -> None:
    files = sorted((shared / "vectors" / "merkle" / "testdata").rglob("*.json"))
    cases = [json.loads(file.read_text()) for file in files]
    wrong = [file for file, case in zip(files, cases, strict=True) if raises_for_vector(case) != case["wantErr"]]
    assert (len(cases), sum(case["wantErr"] for case in cases), wrong) == (196, 184, [])


@st.composite
def checks(draw: st.DrawFn) -> tuple[Check, list[bytes]]:
    """A verification that waits for its proof, and the proof that it accepts."""
    size = draw(st.integers(1, 40))
    at = draw(st.integers(0, size - 1))
    if draw(st.booleans()):
        proof = inclusion_proof(LEAVES[:size], at)
        return lambda given: verify_inclusion(LEAVES[at], at, size, given, ROOTS[size]), proof
    proof = consistency_proof(LEAVES[:size], at + 1)
    return lambda given: verify_consistency(at + 1, ROOTS[at + 1], size, ROOTS[size], given), proof


@given(checks())
def test_a23_a_true_proof_is_accepted(case: tuple[Check, list[bytes]]) -> None:
    check, proof = case
    check(proof)


@given(checks(), st.data())
def test_a23_an_extra_hash_anywhere_is_refused(case: tuple[Check, list[bytes]], data: st.DataObject) -> None:
    check, proof = case
    at = data.draw(st.integers(0, len(proof)))
    extra = data.draw(st.sampled_from([*LEAVES, *ROOTS, *proof, b"", bytes(32)]))
    with pytest.raises(ProofShapeError):
        check([*proof[:at], extra, *proof[at:]])


@given(checks(), st.data())
def test_a23_a_missing_hash_is_refused(case: tuple[Check, list[bytes]], data: st.DataObject) -> None:
    check, proof = case
    if not proof:
        return
    at = data.draw(st.integers(0, len(proof) - 1))
    with pytest.raises(ProofShapeError):
        check(proof[:at] + proof[at + 1 :])


@given(checks(), st.data())
def test_a23_swapped_hashes_are_refused(case: tuple[Check, list[bytes]], data: st.DataObject) -> None:
    check, proof = case
    if len(proof) < 2:
        return
    at = data.draw(st.integers(0, len(proof) - 2))
    with pytest.raises(ProofMismatchError):
        check([*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]])


@given(checks(), st.data())
def test_a23_one_flipped_bit_is_refused(case: tuple[Check, list[bytes]], data: st.DataObject) -> None:
    check, proof = case
    if not proof:
        return
    at, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    flipped = (int.from_bytes(proof[at], "big") ^ 1 << bit).to_bytes(32, "big")
    with pytest.raises(ProofMismatchError):
        check([*proof[:at], flipped, *proof[at + 1 :]])


@given(checks(), st.data())
def test_a23_a_hash_that_is_not_32_bytes_is_refused(case: tuple[Check, list[bytes]], data: st.DataObject) -> None:
    check, proof = case
    if not proof:
        return
    at = data.draw(st.integers(0, len(proof) - 1))
    for wrong in (b"", proof[at][:-1], proof[at] + b"\0"):
        with pytest.raises(ProofShapeError):
            check([*proof[:at], wrong, *proof[at + 1 :]])


@given(st.integers(1, 40), st.integers(0, 39), st.integers(1, 40), st.integers(0, 39))
def test_a23_a_proof_for_one_place_proves_no_other(size: int, index: int, other: int, at: int) -> None:
    index %= size
    proof = inclusion_proof(LEAVES[:size], index)
    if (other, at) == (size, index):
        return
    with pytest.raises(ProofError):
        verify_inclusion(LEAVES[index], at, other, proof, ROOTS[other])


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_a23_a_proof_for_one_pair_of_sizes_proves_no_other(size1: int, size2: int, other1: int, other2: int) -> None:
    size1, size2 = sorted((size1, size2))
    proof = consistency_proof(LEAVES[:size2], size1)
    if (size1, size2) == (other1, other2) or other1 == other2:
        return  # equal sizes need no hash, so an empty proof is right for every such pair
    with pytest.raises(ProofError):
        verify_consistency(other1, ROOTS[other1], other2, ROOTS[other2], proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (5, 5), (2**63, 5), (0, -1)])
def test_a23_an_index_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ProofShapeError):
        verify_inclusion(LEAVES[0], index, size, [], ROOTS[1])


def test_a23_an_entry_just_past_the_end_is_refused_with_the_proof_of_the_larger_tree() -> None:
    """Entry 1 of a tree of two, shown under the root of two as if that tree had one entry."""
    with pytest.raises(ProofShapeError):
        verify_inclusion(LEAVES[1], 1, 1, [LEAVES[0]], ROOTS[2])


@pytest.mark.parametrize("leaf", [b"", bytes(31), bytes(33), LEAVES[0] + LEAVES[1]])
def test_a23_a_leaf_hash_that_is_not_32_bytes_is_refused(leaf: bytes) -> None:
    with pytest.raises(ProofShapeError):
        verify_inclusion(leaf, 0, 1, [], leaf)


@pytest.mark.parametrize(("size1", "size2"), [(0, 0), (0, 1), (2, 1), (-1, 1), (-1, -1)])
def test_a23_nothing_is_consistent_with_size_0_or_with_a_smaller_tree(size1: int, size2: int) -> None:
    with pytest.raises(ProofShapeError):
        verify_consistency(size1, ROOTS[0], size2, ROOTS[0], [])


def test_two_roots_of_one_size_are_two_histories() -> None:
    verify_consistency(3, ROOTS[3], 3, ROOTS[3], [])
    with pytest.raises(ProofMismatchError):
        verify_consistency(3, ROOTS[3], 3, ROOTS[4], [])


@pytest.mark.parametrize("size", range(2, 41))
def test_another_history_is_never_a_beginning(size: int) -> None:
    """The old tree has one other entry; each honest proof of the new tree then fails."""
    for old in range(1, size):
        other = root_of([*LEAVES[: old - 1], leaf_hash(b"other")])
        with pytest.raises(ProofMismatchError):
            verify_consistency(old, other, size, ROOTS[size], consistency_proof(LEAVES[:size], old))

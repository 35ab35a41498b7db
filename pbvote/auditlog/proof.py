"""Checking of Merkle proofs; nothing here can make one.

Source: RFC 9162 §2.1.3.2 and §2.1.4.2. Stricter in two points: a tree of size 0 proves nothing and is
refused, and a proof must hold exactly as many hashes as the sizes ask for, each of 32 bytes. A root is only
compared; that it has 32 bytes is checked where it is read (checkpoint.py).
"""

from collections.abc import Sequence

from pbvote.auditlog.merkle import HASH_SIZE, node_hash
from pbvote.domain.errors import PbvoteError


class ProofError(PbvoteError):
    """A proof does not prove. Every error of this module is one of these."""


class ProofShapeError(ProofError):
    """Sizes, the index, or the number or length of hashes cannot belong to any proof."""


class ProofMismatchError(ProofError):
    """The hashes lead to another root than the one given."""


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raises a ProofError unless leaf hash ``leaf`` is entry ``index`` of the tree of ``size`` with ``root``.

    0 <= index < size; len(leaf) == 32; len(proof) is the number of levels on which the path has a sibling.
    """
    if not 0 <= index < size:
        raise ProofShapeError(f"There is no entry {index} in a tree of {size} entries. Ask for a new proof.")
    # Below the level where the path joins the right edge every level has a sibling; above, each left turn.
    inner = (index ^ size - 1).bit_length()
    _check_hashes([leaf], 1)
    _check_hashes(proof, inner + (index >> inner).bit_count())
    node = leaf
    for level, sibling in enumerate(proof):
        from_left = level >= inner or index >> level & 1
        node = node_hash(sibling, node) if from_left else node_hash(node, sibling)
    _check_root(node, root)


def verify_consistency(size1: int, root1: bytes, size2: int, root2: bytes, proof: Sequence[bytes]) -> None:
    """Raises a ProofError unless the tree of ``size1`` with ``root1`` is the beginning of the second tree.

    0 < size1 <= size2. For equal sizes the proof is empty and the roots are equal.
    """
    if not 0 < size1 <= size2:
        raise ProofShapeError(f"A tree of {size1} entries cannot be the beginning of one of {size2}.")
    if size1 == size2:
        _check_hashes(proof, 0)
        _check_root(root1, root2)
        return
    # The subtree from which both roots can be built: the last perfect one of the old tree.
    low_zeros = (size1 & -size1).bit_length() - 1
    position, last = size1 - 1 >> low_zeros, size2 - 1 >> low_zeros
    inner = (position ^ last).bit_length()
    start = [] if size1 & size1 - 1 else [root1]  # a whole old tree is known; no hash is spent on it
    _check_hashes(proof, inner + (position >> inner).bit_count() + (1 - len(start)))
    old = new = (start or proof)[0]
    for level, sibling in enumerate(proof[1 - len(start) :]):
        if level >= inner or position >> level & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    _check_root(old, root1)
    _check_root(new, root2)


def _check_hashes(hashes: Sequence[bytes], needed: int) -> None:
    if len(hashes) != needed:
        raise ProofShapeError(
            f"This proof needs {needed} hashes and has {len(hashes)}. Ask for it again; do not repair it."
        )
    if any(len(each) != HASH_SIZE for each in hashes):
        raise ProofShapeError(f"A hash in this proof is not {HASH_SIZE} bytes long. Ask for the proof again.")


def _check_root(computed: bytes, given: bytes) -> None:
    if computed != given:
        raise ProofMismatchError(
            f"The proof leads to root {computed.hex()}, not {given.hex()}. "
            "Keep both: if the given root is signed, they show that the log was changed."
        )

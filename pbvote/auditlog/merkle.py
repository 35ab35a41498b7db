"""The log's Merkle tree: hashes, roots and the making of proofs.

Source: RFC 9162 §2.1 with SHA-256. A leaf hash is SHA-256(0x00 ‖ line), a node SHA-256(0x01 ‖ left ‖ right);
the two prefixes keep a line from being taken for a node (second preimage, A24). Every function takes leaf
hashes (32 bytes each), not lines. Checking proofs is in proof.py, which makes none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_SIZE = 32
"""Bytes in a leaf hash, a node and a root."""

EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without entries."""


def leaf_hash(line: bytes) -> bytes:
    """The leaf hash of an entry; ``line`` is without its newline."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over ``leaves`` in their order; EMPTY_ROOT for none. n - 1 node hashes."""
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else EMPTY_ROOT


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf ``index`` to the root, lowest first; 0 <= index < len(leaves)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        level, index = _level_above(level), index >> 1
    return proof


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show that the first ``old_size`` leaves still stand; 0 < old_size <= len(leaves)."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(old_size)
    proof: list[bytes] = []
    low, high, known = 0, len(leaves), True
    while high - low != old_size:
        middle = _largest_power_below(high - low)
        if old_size <= middle:
            proof.append(root_of(leaves[low + middle : high]))
            high = low + middle
        else:
            proof.append(root_of(leaves[low : low + middle]))
            low, old_size, known = low + middle, old_size - middle, False
    if not known:  # the reader knows this subtree only when it is the whole old tree
        proof.append(root_of(leaves[low:high]))
    return proof[::-1]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: enough to append entries and know the root, without the entries.

    ``size`` leaves; ``nodes`` holds the root of each perfect subtree, largest (leftmost) first, one for each
    set bit of ``size``. Appending n leaves costs at most 2n node hashes and each root at most log2(size).
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(self.size)

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """The edge after ``leaves`` were appended in their order."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            node, filled = leaf, size
            while filled & 1:  # each trailing one bit is a subtree that the new leaf completes
                node, filled = node_hash(nodes.pop(), node), filled >> 1
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def root(self) -> bytes:
        """The root of the tree whose edge this is."""
        if not self.nodes:
            return EMPTY_ROOT
        *rest, root = self.nodes
        for node in reversed(rest):
            root = node_hash(node, root)
        return root


def _level_above(level: list[bytes]) -> list[bytes]:
    # A node without a sibling rises unchanged: that is the RFC's split at the largest power of two.
    above = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    return above if len(level) % 2 == 0 else [*above, level[-1]]


def _largest_power_below(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1

"""The tree of RFC 9162: leaf hashes, roots, and the checking of proofs. Hashes are 32 bytes."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from .errors import UnprovenError

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Hash the bytes of one entry. The 0x00 keeps a leaf from passing as a node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children into their parent."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: takes leaf hashes in order and gives the root of any size."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        index = self.size
        while index & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            index >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Give the root over the leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _check_hashes(hashes: Sequence[bytes], needed: int) -> None:
    if any(len(each) != HASH_SIZE for each in hashes):
        raise UnprovenError("a hash in the proof does not have 32 bytes")
    if len(hashes) != needed:
        raise UnprovenError("the proof has " + str(len(hashes)) + " hashes where it needs " + str(needed))


def _path_shape(index: int, size: int) -> tuple[int, int]:
    # Below the point where the paths to the leaf and to the last leaf part, every level has a
    # sibling; above it, only the levels where the leaf's path turns left.
    inner = (index ^ (size - 1)).bit_length()
    return inner, bin(index >> inner).count("1")


def _climb(start: bytes, hashes: Sequence[bytes], index: int) -> bytes:
    node = start
    for level, sibling in enumerate(hashes):
        node = node_hash(sibling, node) if index >> level & 1 else node_hash(node, sibling)
    return node


def _climb_right(start: bytes, hashes: Sequence[bytes]) -> bytes:
    node = start
    for sibling in hashes:
        node = node_hash(sibling, node)
    return node


def verify_inclusion(leaf: bytes, index: int, size: int, hashes: Sequence[bytes], root: bytes) -> None:
    """Check that the leaf hash stands at `index` in the tree of `size` leaves with this root.

    Precondition: 0 <= index < size. UnprovenError when anything is missing, extra or wrong.
    """
    if not 0 <= index < size:
        raise UnprovenError("index " + str(index) + " is outside a tree of size " + str(size))
    if len(leaf) != HASH_SIZE or len(root) != HASH_SIZE:
        raise UnprovenError("a leaf hash and a root have 32 bytes")
    inner, border = _path_shape(index, size)
    _check_hashes(hashes, inner + border)
    node = _climb(leaf, hashes[:inner], index)
    if _climb_right(node, hashes[inner:]) != root:
        raise UnprovenError("the proof leads to another root")


def verify_consistency(old: tuple[int, bytes], new: tuple[int, bytes], hashes: Sequence[bytes]) -> None:
    """Check that the tree (size, root) `new` has the tree `old` as its beginning.

    Precondition: 0 < old size <= new size. UnprovenError when anything is missing, extra or wrong.
    """
    (size1, root1), (size2, root2) = old, new
    if not 0 < size1 <= size2:
        raise UnprovenError("a tree of size " + str(size1) + " cannot be the start of one of " + str(size2))
    if size1 == size2:
        _check_hashes(hashes, 0)
        if root1 != root2:
            raise UnprovenError("two roots for the same size")
        return
    _walk_consistency(old, new, hashes)


def _walk_consistency(old: tuple[int, bytes], new: tuple[int, bytes], hashes: Sequence[bytes]) -> None:
    (size1, root1), (size2, root2) = old, new
    inner, border = _path_shape(size1 - 1, size2)
    shift = (size1 & -size1).bit_length() - 1
    inner -= shift
    # A full old tree is its own first node, which the proof then leaves out.
    full = size1 == 1 << shift
    _check_hashes(hashes, inner + border + (0 if full else 1))
    start, rest = (root1, hashes) if full else (hashes[0], hashes[1:])
    path = (size1 - 1) >> shift
    turns = [sibling for level, sibling in enumerate(rest[:inner]) if path >> level & 1]
    if _climb_right(_climb_right(start, turns), rest[inner:]) != root1:
        raise UnprovenError("the proof leads to another old root")
    if _climb_right(_climb(start, rest[:inner], path), rest[inner:]) != root2:
        raise UnprovenError("the proof leads to another new root")

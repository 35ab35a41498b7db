"""Roots and proofs against the 196 vectors, and what must fail."""

import base64
import json
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from pbvote.verifier import merkle
from pbvote.verifier.errors import UnprovenError


def _hashes(case: dict[str, list[str] | None]) -> list[bytes]:
    return [base64.b64decode(each) for each in case["proof"] or []]


def _holds(kind: str, case: dict[str, object]) -> bool:
    raw = {key: base64.b64decode(str(case[key])) for key in ("root", "leafHash", "root1", "root2") if key in case}
    try:
        if kind == "inclusion":
            index, size = int(str(case["leafIdx"])), int(str(case["treeSize"]))
            merkle.verify_inclusion(raw["leafHash"], index, size, _hashes(case), raw["root"])  # type: ignore[arg-type] # JSON
        else:
            old, new = (int(str(case["size1"])), raw["root1"]), (int(str(case["size2"])), raw["root2"])
            merkle.verify_consistency(old, new, _hashes(case))  # type: ignore[arg-type] # JSON
    except UnprovenError:
        return False
    return True


@pytest.mark.parametrize("kind", ["inclusion", "consistency"])
def test_a23_all_vectors(shared: Path, kind: str) -> None:
    """Extra, missing, swapped and empty hashes, index >= size, size 0: each vector as its file says."""
    files = sorted((shared / "vectors" / "merkle" / "testdata" / kind).rglob("*.json"))
    assert len(files) > 90
    surprises = []
    for path in files:
        case = json.loads(path.read_text())
        if _holds(kind, case) == case["wantErr"]:
            surprises.append(f"{path.parent.name}/{path.name}")
    assert surprises == []


def test_a24_a_leaf_of_64_bytes_is_not_a_node() -> None:
    """The prefixes keep two leaf hashes, joined and offered as an entry, from having their parent's hash."""
    left, right = merkle.leaf_hash(b"one"), merkle.leaf_hash(b"two")
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
    assert sha256(b"\x01" + left + right).digest() == merkle.node_hash(left, right)


def _slow_root(leaves: list[bytes]) -> bytes:
    """The recursion of RFC 9162, section 2.1.1, word by word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(_slow_root(leaves[:half]), _slow_root(leaves[half:]))


def test_the_frontier_gives_the_root_of_every_size() -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(70)]
    frontier = merkle.Frontier()
    for size in range(70):
        assert frontier.root() == _slow_root(leaves[:size])
        frontier.append(leaves[size])


def test_any_change_of_a_leaf_changes_the_root() -> None:
    random = Random(1)  # noqa: S311 # a test needs the same draw each time
    leaves = [merkle.leaf_hash(random.randbytes(9)) for _ in range(33)]
    root = merkle.root_of(leaves)
    for position in range(33):
        changed = [*leaves[:position], merkle.leaf_hash(b"x"), *leaves[position + 1 :]]
        assert merkle.root_of(changed) != root

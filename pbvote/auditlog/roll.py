"""The sealed roll and the marked register: how many may vote, and who did, without names.

Source: auditlog.md §6, docs/log-format.md §6. A leaf is salted, so that nobody can try all members; the salt is
handed over only for a member of the auditors' sample, and destroyed when a member is deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.auditlog.merkle import HASH_SIZE, leaf_hash, root_of

ROLL_SALT_SIZE = 32
"""Bytes of salt in a roll leaf."""

_TAG = b"pbvote/v1/roll\x00"


@dataclass(frozen=True, slots=True)
class MarkedLeaf:
    """One member in the marked register: roll leaf (32 bytes), group, pots, and the pots with a mark."""

    leaf: bytes
    group: str
    pots: Sequence[str]
    marked: Sequence[str]

    def __post_init__(self) -> None:
        if len(self.leaf) != HASH_SIZE or not set(self.marked) <= set(self.pots):
            raise ValueError(self.leaf.hex())


def roll_leaf(salt: bytes, *, member: str, group: str, pots: Iterable[str]) -> bytes:
    """The roll leaf (32 bytes) of a member: key, group, and the pots that the member may vote in, in any order."""
    if len(salt) != ROLL_SALT_SIZE:
        raise ValueError(len(salt))
    facts = canonical_bytes({"group": group, "member": member, "pots": sorted(pots)})
    return sha256(_TAG + salt + facts).digest()


def roll_root(leaves: Iterable[bytes]) -> bytes:
    """The root over roll leaves (32 bytes each), sorted, so that it says nothing about the order of the roll."""
    return root_of(leaf_hash(leaf) for leaf in sorted(leaves))


def marked_lines(members: Iterable[MarkedLeaf]) -> list[bytes]:
    """The lines of ``roll/leaves.jsonl`` without newlines, sorted by leaf."""
    return [
        canonical_bytes(
            {
                "group": each.group,
                "leaf": each.leaf.hex(),
                "marked": sorted(each.marked),
                "pots": sorted(each.pots),
            }
        )
        for each in sorted(members, key=lambda each: each.leaf)
    ]


def marked_root(members: Iterable[MarkedLeaf]) -> bytes:
    """The root (32 bytes) over the marked register, as ``round.closed`` carries it."""
    return root_of(leaf_hash(line) for line in marked_lines(members))

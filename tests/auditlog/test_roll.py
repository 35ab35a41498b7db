from hashlib import sha256
from itertools import permutations

import pytest

from pbvote.auditlog.merkle import leaf_hash, root_of
from pbvote.auditlog.roll import MarkedLeaf, marked_lines, marked_root, roll_leaf, roll_root

SALT = bytes(range(32))
LEAVES = [roll_leaf(SALT, member=f"m{number}", group="all", pots=["ward", "youth"]) for number in range(4)]


def test_a_leaf_is_the_hash_of_tag_salt_and_facts() -> None:
    facts = b'{"group":"11-15","member":"m7","pots":["ward","youth"]}'
    expected = sha256(b"pbvote/v1/roll\0" + SALT + facts).digest()
    assert roll_leaf(SALT, member="m7", group="11-15", pots=["youth", "ward"]) == expected


def test_a_leaf_depends_on_each_fact_and_on_the_salt() -> None:
    leaves = {
        roll_leaf(SALT, member="m1", group="all", pots=["youth"]),
        roll_leaf(bytes(32), member="m1", group="all", pots=["youth"]),
        roll_leaf(SALT, member="m2", group="all", pots=["youth"]),
        roll_leaf(SALT, member="m1", group="11-15", pots=["youth"]),
        roll_leaf(SALT, member="m1", group="all", pots=["youth", "ward"]),
        roll_leaf(SALT, member="m1", group="all", pots=[]),
    }
    assert len(leaves) == 6


@pytest.mark.parametrize("size", [0, 31, 33])
def test_the_salt_of_a_leaf_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        roll_leaf(bytes(size), member="m1", group="all", pots=[])


def test_the_roll_root_is_the_same_in_any_order_and_that_of_the_sorted_leaves() -> None:
    expected = root_of(leaf_hash(leaf) for leaf in sorted(LEAVES))
    assert {expected} == {roll_root(order) for order in permutations(LEAVES)}


def test_one_member_more_or_fewer_changes_the_root() -> None:
    assert len({roll_root(LEAVES[:size]) for size in range(5)}) == 5


def test_a_marked_line_says_leaf_group_pots_and_marks_sorted() -> None:
    leaf = MarkedLeaf(b"\xab" * 32, "all", ("youth", "ward"), ("youth",))
    line = b'{"group":"all","leaf":"' + b"ab" * 32 + b'","marked":["youth"],"pots":["ward","youth"]}'
    assert marked_lines([leaf]) == [line]
    assert marked_root([leaf]) == leaf_hash(line)


def test_the_marked_register_is_sorted_by_leaf_and_not_by_line() -> None:
    """The line begins with the group, so sorting lines would give another order."""
    members = [MarkedLeaf(b"\x02" * 32, "a", (), ()), MarkedLeaf(b"\x01" * 32, "b", (), ())]
    assert [b'"group":"b"' in line for line in marked_lines(members)] == [True, False]


def test_one_mark_moved_changes_the_root_though_the_numbers_stay() -> None:
    """A14: marking an abstainer instead of a voter keeps every sum, but not the root."""
    roots = {
        marked_root(
            MarkedLeaf(leaf, "all", ("youth",), ("youth",) if place == marked else ())
            for place, leaf in enumerate(LEAVES)
        )
        for marked in range(4)
    }
    assert len(roots) == 4


def test_a_mark_for_a_pot_that_the_member_may_not_vote_in_is_refused() -> None:
    with pytest.raises(ValueError, match="00"):
        MarkedLeaf(bytes(32), "all", ("ward",), ("youth",))
    with pytest.raises(ValueError, match="00"):
        MarkedLeaf(bytes(31), "all", (), ())

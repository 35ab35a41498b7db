"""Rows put together level by level: fewer of them, the same supporters."""

import numpy as np

from pbvote.domain.ballot import Ballot
from pbvote.tally.class_counts import ClassCounts
from pbvote.tally.level_index import merged_levels, unmerged_levels
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.profile import Profile
from pbvote.tally.supporter_index import index_of
from tests.tally.examples import ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot


def profile(text: str) -> Profile:
    return profile_of(pot_of(10, "A1 B2 C3 D4"), merged(ballots_of(text)))


def test_ballots_that_agree_so_far_are_one_row() -> None:
    """Six rankings: at level 1 only A and B differ, at level 2 it is no longer worth it."""
    levels = merged_levels(index_of(profile("A>B, A>C, A>D, B>A, 3*B>C, B>D")))
    assert [len(level.index.profile.multiplicity) for level in levels] == [2, 6]
    assert levels[0].index.profile.multiplicity.tolist() == [3, 5]
    assert levels[1].before is not None
    assert np.bincount(levels[1].before).tolist() == [3, 3]


def test_ties_are_never_put_together() -> None:
    found = profile("A=B>C, A=B>D, A=B, C, D")
    levels = merged_levels(index_of(found))
    assert {len(level.index.profile.multiplicity) for level in levels} == {5}


def test_groups_stay_apart() -> None:
    rows = np.array([[0, 1], [0, 2], [0, 3], [0, 1], [0, 2], [0, 3]])
    both = Profile.of_arrays(4, rows, group_of=np.array([0, 0, 0, 1, 1, 1]))
    (first, _) = merged_levels(index_of(both))
    assert first.index.profile.group_of.tolist() == [0, 1]


def test_nothing_is_ranked_any_more() -> None:
    index = index_of(profile("A>B, C").closed_up([0, 1, 2]))
    assert len(merged_levels(index)) == len(unmerged_levels(index)) == 1
    assert index.at_place == ()


def test_both_count_the_same_supporters_and_can_go_back() -> None:
    """100 random pots: each level's table by project, then undone to the empty table."""
    for seed in range(100):
        pot, ballots = random_grouped_pot(chance_of(seed))
        index = index_of(profile_of(pot, merged([Ballot(each.ranking, each.group) for each in ballots])))
        which = np.arange(len(pot.groups), dtype=np.int64)
        plain = ClassCounts(unmerged_levels(index), which, len(which))
        quick = ClassCounts(merged_levels(index), which, len(which))
        for level in range(1, len(index.at_place) + 1):
            plain.rise_to(level)
            quick.rise_to(level)
            assert (plain.table[:-1] == quick.table[:-1]).all()
        for _ in index.at_place:
            quick.undo_rise()
        assert not quick.table[:-1].any()
        assert quick.class_of.tolist() == which.tolist()

"""Ballots as arrays: what goes in comes out, each different ballot once, blank ones included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.formats.votes import Vote, VoteCollector, Votes

RANKED = st.permutations(range(4)).flatmap(lambda order: st.integers(0, 4).map(lambda end: Vote(tuple(order[:end]))))


def collected(*votes: Vote, by_voter: bool = True) -> Votes:
    collector = VoteCollector(4)
    for vote in votes:
        collector.add(vote)
    return collector.votes(by_voter=by_voter)


@given(st.lists(RANKED))
def test_every_voter_keeps_the_ballot(votes: list[Vote]) -> None:
    found = collected(*votes)
    assert [found.vote(number) for number in found.by_voter().tolist()] == votes
    assert found.total == len(votes)
    assert found.blank == votes.count(Vote(()))
    assert len(found.times) == len(set(votes))
    assert list(found.supporters()) == [sum(each in vote.choices for vote in votes) for each in range(4)]


def test_places_points_and_groups_stand_beside_the_choices() -> None:
    tied, strict, other = Vote((0, 1), places=(1, 1)), Vote((2, 3)), Vote((2, 3), group=1)
    assert [vote for vote, _ in collected(tied, strict, other).each()] == [tied, strict, other]
    pointed = Vote((0, 1), points=(5, -3))
    assert [vote for vote, _ in collected(pointed, pointed).each()] == [pointed]
    assert collected(pointed).places is None
    assert collected(strict).group_of is None


def test_blank_voters_can_be_added_at_the_end() -> None:
    for votes in ([Vote((0,))], [Vote((0,)), Vote(())], [Vote((0, 1), places=(1, 1))], [Vote((1,), group=1)]):
        found = collected(*votes).with_blank(2)
        assert found == collected(*votes, Vote(()), Vote(()))
        assert collected(*votes, by_voter=False).with_blank(2) == collected(*votes, Vote(()), Vote(()), by_voter=False)
    assert collected(Vote((0,))).with_blank(0) == collected(Vote((0,)))


def test_votes_are_equal_when_all_arrays_are() -> None:
    one = collected(Vote((0,)), Vote((1,)))
    assert one == collected(Vote((0,)), Vote((1,)))
    assert one != collected(Vote((1,)), Vote((0,)))
    assert one != collected(Vote((0,)), Vote((1,)), by_voter=False)
    assert one != 7
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_the_first_voter_of_a_ballot_is_found() -> None:
    found = collected(Vote((0,)), Vote((1,)), Vote((0,)), Vote((2,)))
    assert [found.first_row(number) for number in range(3)] == [0, 1, 3]
    assert collected(Vote((0,)), Vote((1,)), by_voter=False).first_row(1) == 1


def test_sums_count_every_voter() -> None:
    found = collected(Vote((0, 1)), Vote((0, 1)), Vote((2,)))
    assert found.summed(np.array([[3, 1], [7, 0]])) == (6, 2, 7, 0)

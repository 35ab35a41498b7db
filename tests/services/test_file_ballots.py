"""A ballot file as a count takes it: as arrays and as objects, and both count alike."""

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import CountMethod
from pbvote.formats.ballot_file import BallotFile, VoteType
from pbvote.formats.votes import Vote
from pbvote.services.file_ballots import ballots_of, counted_pot, profile_of_file, rankings
from pbvote.tally.counting import count, count_profile
from tests.formats.small_files import GROUPS, grouped_file, small_file, tied_file

FILES = {
    **{str(vote_type): small_file(vote_type) for vote_type in VoteType},
    "groups": grouped_file(),
    "ties": tied_file(),
    "blank": small_file(cast=[Vote((0,)), Vote(()), Vote((1, 2)), Vote(())]),
    "nobody": small_file(cast=[]),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_arrays_and_objects_count_alike(file: BallotFile) -> None:
    pot = counted_pot(file)
    method = CountMethod("approval-greedy" if file.vote_type.gives_points else "ranked-equal-shares")
    one = count(pot, ballots_of(file), pot.ids, method)
    assert count_profile(pot, profile_of_file(file), pot.ids, method, blank=file.votes.blank) == one


def test_ties_are_tied_and_approvals_stand_all_at_one_place() -> None:
    assert set(rankings(tied_file())) == {
        Ranking.tied([["a", "b"], ["c/7"]]),
        Ranking.tied([["c/7"], ["a", "b"]]),
        Ranking.of(["b", "a"]),
    }
    assert Ranking.approving(["a", "b"]) in rankings(small_file(VoteType.APPROVAL))


def test_points_stand_by_id() -> None:
    ballot = Ballot(Ranking.approving(["a", "b"]), points=(("a", 3), ("b", 2)))
    assert ballots_of(small_file(VoteType.CUMULATIVE))[ballot] == 1


def test_the_pot_has_the_limits_of_the_file_unless_told_otherwise() -> None:
    pot = counted_pot(grouped_file())
    assert (pot.groups, pot.conflicts, pot.quorum, pot.minimum_supporters) == (GROUPS.groups, (("a", "b"),), 2, 1)
    assert counted_pot(grouped_file(), max_ranks=9, minimum_supporters=5).minimum_supporters == 5
    assert counted_pot(grouped_file(), max_ranks=9).max_ranks == 9
    assert counted_pot(small_file()).max_ranks == 3

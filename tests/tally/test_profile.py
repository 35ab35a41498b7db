"""Merged ballots as arrays: places, supporters, points, closing up."""

import numpy as np
import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountInputError
from pbvote.domain.ranking import Ranking
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.profile import FAR, Profile
from tests.tally.examples import ballots_of, counted, pot_of

POT = pot_of(10, "A1 B2 C3 D4")


def profile(text: str) -> Profile:
    return profile_of(POT, merged(ballots_of(text)))


def test_identical_ballots_are_merged_and_blank_ones_left_out() -> None:
    found = profile("3*A>B, 2*-, B, A>B")
    assert found.ballots == 5
    assert sorted(found.multiplicity.tolist()) == [1, 4]
    assert found.longest == 2


def test_points_count_from_the_place_also_in_a_tie() -> None:
    """L is 4: A and B at place 1 get 4 points each, C at place 3 gets 2."""
    assert [each.points for each in counted((10, "A1 B2 C3 D4", "2*A=B>C")).projects] == [8, 8, 4, 0]


def test_supporters_and_first_choices() -> None:
    found = profile("2*A=B>C, 3*C>D")
    assert found.at_places().sum(axis=0).tolist() == [2, 2, 5, 3]
    assert found.at_places().tolist() == [[0] * 4, [2, 2, 3, 0], [0, 0, 0, 3], [0, 0, 2, 0]]


def test_closing_up_moves_later_choices_up() -> None:
    found = profile("A>B>C").closed_up([0])
    assert found.at_places()[1].tolist() == [0, 1, 0, 0]
    assert found.longest == 2


def test_closing_up_a_tie_leaves_the_other_at_its_place() -> None:
    """A=B>C without A: B at 1, C at 2 instead of 3."""
    found = profile("A=B>C").closed_up([0])
    assert sorted(found.places[found.places < FAR].tolist()) == [1, 2]


def test_a_ballot_may_be_left_with_nothing_and_still_counts() -> None:
    found = profile("A, B").closed_up([0])
    assert found.ballots == 2
    assert found.at_places().sum(axis=0).tolist() == [0, 1, 0, 0]


def test_nothing_at_all() -> None:
    found = profile_of(POT, {Ballot(Ranking()): 3})
    assert found.ballots == 0
    assert found.longest == 0
    assert found.at_places().tolist() == [[0] * 4]


def test_arrays_hold_integers_only() -> None:
    found = profile("A=B>C, D").closed_up([1])
    arrays = (found.multiplicity, found.projects, found.places, found.group_of)
    assert {each.dtype for each in arrays} == {np.dtype(np.int64), np.dtype(np.int32)}


class TestFromArrays:
    """Profiles that were never rankings."""

    def test_places_go_from_left_to_right(self) -> None:
        found = Profile.of_arrays(4, np.array([[2, 0, 4], [1, 4, 4]], dtype=np.int16))
        assert found.places.tolist() == [[1, 2, FAR], [1, FAR, FAR]]
        assert found.at_places().tolist() == [[0] * 4, [0, 1, 1, 0], [1, 0, 0, 0]]

    def test_points_count_only_where_something_stands(self) -> None:
        found = Profile.of_arrays(2, np.array([[1, 2]]), places=np.array([[1, 1]]), given=np.array([[7, 9]]))
        assert found.given_points() == (0, 7)

    @pytest.mark.parametrize(
        ("projects", "more", "sentence"),
        [
            ([[0, 0]], {}, "twice"),
            ([[4, 0]], {}, "gap"),
            ([[4, 4]], {}, "blank"),
            ([[5]], {}, "no known project"),
            ([[-1]], {}, "no known project"),
            ([[0]], {"multiplicity": [0]}, "less than once"),
            ([[0]], {"multiplicity": [1, 2]}, "one multiplicity"),
            ([[0]], {"group_of": [0, 0]}, "one group"),
            ([[0]], {"group_of": [-1]}, "below 0"),
            ([[0]], {"places": [[0]]}, "below 1"),
        ],
    )
    def test_what_is_no_profile_is_refused(
        self, projects: list[list[int]], more: dict[str, list[int]], sentence: str
    ) -> None:
        with pytest.raises(CountInputError, match=sentence):
            Profile.of_arrays(4, np.array(projects), **{name: np.array(each) for name, each in more.items()})


@pytest.mark.parametrize("text", ["A>X", "X"])
def test_an_unknown_project_is_refused(text: str) -> None:
    with pytest.raises(CountInputError, match="'X', which is not in the pot"):
        profile(text)

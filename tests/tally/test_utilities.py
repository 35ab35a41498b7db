"""Utilities: what a place or a point is worth, and what is worth nothing."""

import numpy as np
import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.ranking import Ranking
from pbvote.tally.merging import merged
from pbvote.tally.prepared import Prepared, prepare
from pbvote.tally.utilities import utilities_by_cost, utilities_by_points
from tests.tally.examples import ballots_of, pot_of


def prepared_of(costs: str, ballots: str, **limits: object) -> Prepared:
    return prepare(pot_of(100, costs, **limits), merged(map(Ballot, ballots_of(ballots))))


def test_a_place_is_worth_what_the_longest_ballot_leaves_below_it() -> None:
    """L is 3: 3, 2 and 1 points; two tied firsts have 3 each, and the next has 1."""
    found = utilities_by_points(prepared_of("A5 B5 C5", "A>B>C, 2*A=B>C"))
    assert found.sums == (9, 8, 3)
    assert found.supporters == (3, 3, 3)
    assert found.weights == (1, 1, 1)


def test_places_are_as_cast_though_ballots_are_closed_up() -> None:
    """B stays second when A is withdrawn, and A itself is worth nothing any more."""
    found = utilities_by_points(prepared_of("A5 B5", "A>B", withdrawn=frozenset("A")))
    assert (found.sums, found.supporters) == ((0, 1), (0, 1))


def test_by_cost_every_ranked_project_counts_its_cost() -> None:
    found = utilities_by_cost(prepared_of("A5 B7", "A>B, B"))
    assert found.values.max() == 1
    assert (found.weights, found.sums) == ((5, 7), (1, 2))


@pytest.mark.parametrize("points", [0, -3])
def test_points_below_1_are_no_support(points: int) -> None:
    ballot = Ballot(Ranking.approving("AB"), points=(("A", points), ("B", 4)))
    found = utilities_by_points(prepare(pot_of(100, "A5 B5"), merged([ballot])))
    assert (found.sums, found.supporters) == ((0, 4), (0, 1))


def test_the_cells_of_a_project_are_its_own() -> None:
    found = utilities_by_points(prepared_of("A5 B5 C5", "A>B, C>A, B"))
    for project, supporters in enumerate(found.supporters):
        rows, columns = found.cells_of(project)
        assert len(rows) == supporters
        assert np.all(found.profile.projects[rows, columns] == project)

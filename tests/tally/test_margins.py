"""The smallest number of further ballots, on real ballots: one run with them in it funds the project."""

from pathlib import Path

import pytest

from pbvote.domain.result import ProjectState
from pbvote.tally.margins import MOST, nearest, tries
from tests.tally.closeness import District, district


def unfunded(place: District) -> set[int]:
    """The projects that somebody ranked and that were not funded."""
    states = {each.id: each.state for each in place.result.projects}
    ids = place.whole.pot.ids
    return {each for each in place.kept.prepared.candidates if states[ids[each]] is ProjectState.UNFUNDED}


@pytest.mark.parametrize("name", ["Stare_Miasto", "Swoszowice"])
def test_one_run_a_number_finds_what_runs_with_real_ballots_find(shared: Path, name: str) -> None:
    """The ballots are put in in earnest, and the money of all divided among them too."""
    place = district(shared, name)
    found = nearest(place.kept, unfunded(place), lambda *_: None)
    assert found
    for project, more in found.items():
        assert place.funds_with(project, more)
        assert not any(place.funds_with(project, fewer) for fewer in {*range(more - 3, more), more // 2} if fewer > 0)


def test_what_is_not_found_is_not_funded_by_as_many_as_are_tried(shared: Path) -> None:
    """Two hundred further ballots, and a hundred."""
    place = district(shared, "Stare_Miasto")
    sought = unfunded(place)
    for project in sought - set(nearest(place.kept, sought, lambda *_: None)):
        assert not place.funds_with(project, MOST)
        assert not place.funds_with(project, MOST // 2)


def test_nothing_is_run_for_no_project(shared: Path) -> None:
    """And the search stops when all are found."""
    place, told = district(shared, "Stare_Miasto"), list[tuple[int, int]]()
    assert nearest(place.kept, [], lambda *line: told.append(line)) == {}
    assert told == []
    nearest(place.kept, [place.whole.pot.ids.index("BO.D1.22/24")], lambda *line: told.append(line))
    assert [done for done, _ in told] == [1, 2]


@pytest.mark.parametrize(
    ("first", "tried"),
    [(1, [1, 2, 3, 5, 8, 12, 18, 27, 41, 62, 93, 140]), (133, [133, 200]), (134, [134]), (200, [200]), (201, [])],
)
def test_numbers_to_confirm_grow_by_half(first: int, tried: list[int]) -> None:
    """Rounded up, so that they always grow, and never above the most."""
    assert list(tries(first)) == tried

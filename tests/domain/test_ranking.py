import pytest

from pbvote.domain.errors import RankingRefusedError
from pbvote.domain.ranking import Ranking


def test_places_count_those_strictly_above() -> None:
    """Two tied firsts stand at place 1, the next at place 3."""
    assert list(Ranking.tied(["BA", "C"]).placed()) == [("A", 1), ("B", 1), ("C", 3)]


def test_a_strict_ranking_has_one_project_a_place() -> None:
    assert list(Ranking.of("BAC").placed()) == [("B", 1), ("A", 2), ("C", 3)]


def test_the_order_within_a_tie_means_nothing() -> None:
    assert Ranking.tied(["BA"]) == Ranking.tied(["AB"]) == Ranking.approving("BA")


def test_a_blank_ballot_ranks_nothing() -> None:
    assert Ranking().is_blank
    assert Ranking.approving("").is_blank
    assert len(Ranking()) == 0


def test_its_length_is_the_number_of_projects() -> None:
    assert len(Ranking.tied(["AB", "C"])) == 3
    assert Ranking.tied(["AB", "C"]).ids == ("A", "B", "C")


@pytest.mark.parametrize("ids", ["AA", "ABA"])
def test_a_project_twice_is_refused(ids: str) -> None:
    with pytest.raises(RankingRefusedError, match="twice"):
        Ranking.of(ids)


def test_a_project_in_two_ties_is_refused() -> None:
    with pytest.raises(RankingRefusedError, match="twice"):
        Ranking.tied(["AB", "BC"])


def test_an_empty_place_is_refused() -> None:
    with pytest.raises(RankingRefusedError, match="empty"):
        Ranking(((), ("A",)))

"""Real votes, read in place: what officials announced, and what is known about them.

Pabulib: https://pabulib.org, described in arXiv 2305.11035.
"""

from fractions import Fraction
from pathlib import Path

import pytest

from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.formats.ballot_file import BallotFile
from pbvote.formats.pabulib import read_pabulib
from pbvote.services.tally_file import TallyFile, tally_file

NONE = CountMethod(completion="none")
POINTS = CountMethod("points-greedy")
APPROVALS = CountMethod("approval-greedy")
BY_COST = CountMethod("equal-shares-cost", "add1")
BY_POINTS = CountMethod("equal-shares-points", "add1")


def files(shared: Path, pattern: str) -> list[Path]:
    found = sorted((shared / "data" / "pabulib").glob(pattern))
    assert found
    return found


def counted_and_announced(shared: Path, name: str, method: CountMethod) -> tuple[Result, BallotFile]:
    path = shared / "data" / "pabulib" / name
    return tally_file(TallyFile(path, method)).result, read_pabulib(path)


def officially_funded(file: BallotFile) -> set[str]:
    return {project.id for project in file.projects if project.selected == 1}


def test_points_greedy_reproduces_every_vote_of_krakow(shared: Path) -> None:
    """Funded projects and scores of the city and of all districts, 20 files."""
    paths = files(shared, "Poland_Krakow_*.pb")
    for path in paths:
        result, file = counted_and_announced(shared, path.name, POINTS)
        assert set(result.funded) == officially_funded(file), path.name
        assert [each.points for each in result.projects] == [each.score for each in file.projects], path.name
    assert len(paths) == 20


def test_approval_greedy_reproduces_lodz(shared: Path) -> None:
    """90,494 approval ballots."""
    result, file = counted_and_announced(shared, "Poland_Lodz_2022.pb", APPROVALS)
    assert set(result.funded) == officially_funded(file)
    assert [each.supporters for each in result.projects] == [each.votes for each in file.projects]


@pytest.mark.parametrize(("name", "funded"), [("Poland_Swiecie_2023.pb", 17), ("Netherlands_Assen_2024.pb", 9)])
def test_equal_shares_by_cost_reproduces_the_cities_that_use_it(shared: Path, name: str, funded: int) -> None:
    """Świecie and Assen counted by the Method of Equal Shares with shares that grow by 1 złoty or 1 euro."""
    result, file = counted_and_announced(shared, name, BY_COST)
    assert set(result.funded) == officially_funded(file)
    assert len(result.funded) == funded
    assert result.parameters.share_step == 100


def test_ranked_equal_shares_alone_spends_27_percent_of_krakow(shared: Path) -> None:
    result, _ = counted_and_announced(shared, "Poland_Krakow_2024.pb", NONE)
    assert len(result.funded) == 22
    assert 100 * result.spent // result.budget == 27


def test_completed_at_step_500_it_spends_998_permille_of_krakow(shared: Path) -> None:
    """39 projects; points fund 10."""
    result, file = counted_and_announced(shared, "Poland_Krakow_2024.pb", CountMethod(share_step=500))
    assert len(result.funded) == 39
    assert 1000 * result.spent // result.budget == 998
    assert len(officially_funded(file)) == 10


def test_expanding_approvals_alone_spends_as_little(shared: Path) -> None:
    """Its own paper's form leaves three quarters of Kraków's money, like ranked equal shares without completion."""
    result, _ = counted_and_announced(shared, "Poland_Krakow_2024.pb", CountMethod("expanding-approvals"))
    assert len(result.funded) == 22
    assert 100 * result.spent // result.budget == 27


def test_every_small_file_is_counted_by_both_equal_shares_rules(shared: Path) -> None:
    """Approvals, rankings and cumulative points: nobody is left out, and no more is spent than there is."""
    for path in files(shared, "*.pb"):
        if path.stat().st_size > 25_000:
            continue
        for method in (BY_COST, BY_POINTS):
            result, file = counted_and_announced(shared, path.name, method)
            assert result.turnout == len(file.ballots)
            assert result.left >= 0
            assert result.completion_runs, path.name


def test_points_of_a_cumulative_file_are_utilities(shared: Path) -> None:
    """The first project is bought while all can pay in full: its rho is its cost over the points that it got."""
    result, file = counted_and_announced(shared, "Switzerland_Zurich_D10.pb", BY_POINTS)
    assert [each.points for each in result.projects] == [each.score for each in file.projects]
    score = {project.id: project.score or 0 for project in file.projects}
    first = result.steps[0]
    assert first.rho == Fraction(first.cost, score[first.project])
    assert (first.paid_in_full, first.paid_less) == (first.supporters, 0)

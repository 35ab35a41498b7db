"""Files of real votes, read in place: how a file becomes a count."""

from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.domain.result import Result
from pbvote.domain.rules import RULES, CountMethod
from pbvote.formats.pabulib import read_pabulib
from pbvote.services.tally_file import TallyFile, WrongBallotsError, counted_pot, rankings, tally_file

NONE = CountMethod(completion="none")
POINTS = CountMethod("points-greedy")
APPROVALS = CountMethod("approval-greedy")


def files(shared: Path, pattern: str) -> list[Path]:
    found = sorted((shared / "data" / "pabulib").glob(pattern))
    assert found
    return found


def result_of(path: Path, method: CountMethod) -> Result:
    return tally_file(TallyFile(path, method)).result


def test_every_ranked_and_approval_file_is_counted_by_every_rule(shared: Path) -> None:
    """Cumulative files only by approval-greedy, which sums their points."""
    for path in files(shared, "*.pb"):
        if path.stat().st_size > 10**6:
            continue
        file = read_pabulib(path)
        for method in (NONE, POINTS, APPROVALS):
            if file.vote_type.gives_points and method is not APPROVALS:
                with pytest.raises(WrongBallotsError, match="cannot count cumulative ballots"):
                    result_of(path, method)
            else:
                result = result_of(path, method)
                assert result.n == len(file.ballots)
                assert result.warnings == ()


@pytest.mark.parametrize("rule", RULES)
def test_ballots_with_points_are_refused_where_a_rule_needs_places(shared: Path, rule: str) -> None:
    """The line is that of the type of vote in the file, and the sentence says which rules can count it."""
    (path,) = files(shared, "Switzerland_Zurich_D10.pb")
    if rule in ("approval-greedy", "equal-shares-points", "equal-shares-cost"):
        assert result_of(path, CountMethod(rule)).funded
        return
    line = next(i for i, each in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if "vote_type" in each)
    what = f"line {line}, column 2: .*{rule} cannot count cumulative ballots; choose one of approval-greedy, equal-"
    with pytest.raises(WrongBallotsError, match=what):
        result_of(path, CountMethod(rule))


def test_the_points_of_cumulative_files_are_their_scores(shared: Path) -> None:
    for path in files(shared, "Switzerland_Zurich_*D*.pb"):
        file, result = read_pabulib(path), result_of(path, APPROVALS)
        assert [each.points for each in result.projects] == [each.score for each in file.projects]
        assert result.parameters.order_by == "points"


@pytest.fixture
def podgorze(shared: Path) -> Path:
    (path,) = files(shared, "Poland_Krakow_2024_Podgorze.pb")
    return path


def test_podgorze_is_completed_after_109_runs(podgorze: Path) -> None:
    """The default step is 1 % of a share; k runs from 0 to 108, the list changes at 104, and 107 is kept."""
    result = result_of(podgorze, CountMethod())
    assert result.parameters.share_step == 376
    assert [run.k for run in result.completion_runs][-2:] == [104, 108]
    assert result.kept_k == 107
    assert [run.spent > result.budget for run in result.completion_runs][-2:] == [False, True]


def test_a_tie_seed_draws_the_order_and_without_one_it_is_that_of_the_file(podgorze: Path) -> None:
    file = read_pabulib(podgorze)
    plain = tally_file(TallyFile(podgorze, POINTS)).result
    drawn = tally_file(TallyFile(podgorze, POINTS, tie_seed="14 7 33")).result
    assert plain.tie_order == tuple(project.id for project in file.projects)
    assert sorted(drawn.tie_order) == sorted(plain.tie_order)
    assert drawn.tie_order != plain.tie_order


def test_max_ranks_of_the_asker_replaces_that_of_the_file(podgorze: Path) -> None:
    """More than the file says gives more points; less than a ballot has is refused with its line."""
    more = tally_file(TallyFile(podgorze, POINTS, max_ranks=4)).result
    usual = result_of(podgorze, POINTS)
    assert more.parameters.max_ranks == 4
    assert more.projects[0].points == (usual.projects[0].points or 0) + (usual.projects[0].supporters or 0)
    with pytest.raises(WrongBallotsError, match=r"line \d+, column 2: the ballot names 3 projects"):
        tally_file(TallyFile(podgorze, POINTS, max_ranks=2))


def test_minimum_supporters_remove_projects(podgorze: Path) -> None:
    result = tally_file(TallyFile(podgorze, NONE, minimum_supporters=100)).result
    low = {each.id for each in result.projects if (each.supporters or 0) < 100}
    assert low == {removal.id for removal in result.removed}
    assert low


@pytest.mark.parametrize(("told", "removed"), [(None, ["b"]), (0, []), (5, ["a", "b"])])
def test_a_minimum_of_the_file_holds_until_another_is_told_even_none(
    tmp_path: Path, told: int | None, removed: list[str]
) -> None:
    path = tmp_path / "votes.json"
    path.write_text(
        '{"format": "pbvote-ballots", "version": 1, "vote_type": "ordinal", "budget": 10, "minimum_supporters": 3, '
        '"projects": [{"id": "a", "cost": 5}, {"id": "b", "cost": 5}], '
        '"ballots": [{"choices": ["a"], "times": 4}, {"choices": ["b"], "times": 2}]}'
    )
    result = tally_file(TallyFile(path, NONE, minimum_supporters=told)).result
    assert [removal.id for removal in result.removed] == removed


def test_a_share_step_that_nothing_uses_is_mentioned(podgorze: Path) -> None:
    result = result_of(podgorze, CountMethod("points-greedy", share_step=5))
    assert result.warnings == ("a share step has no meaning without the completion add1 or add1u and was not used",)


def test_a_withdrawn_project_of_a_file_is_removed_as_withdrawn(podgorze: Path) -> None:
    """999999999 is a mark, not a price."""
    file = read_pabulib(podgorze)
    first = replace(file.projects[0], cost=99999999900)
    pot = counted_pot(replace(file, projects=(first, *file.projects[1:])))
    assert pot.withdrawn == {first.id}


def test_rankings_of_a_file_are_merged(podgorze: Path) -> None:
    file = read_pabulib(podgorze)
    merged = rankings(file)
    assert sum(merged.values()) == len(file.ballots)
    assert len(merged) < len(file.ballots)

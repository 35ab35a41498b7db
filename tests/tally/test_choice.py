"""Choosing by score: greedy rules and the fill, skip and stop, and what costs nothing."""

import pytest

from pbvote.domain.rules import CountMethod
from tests.tally.examples import APPROVALS, E1, E2, E3, POINTS, counted

STOP = CountMethod("points-greedy", on_overflow="stop")


@pytest.mark.parametrize(
    ("example", "points", "funded"),
    [(E1, (39, 26, 13, 21, 14), "ABE"), (E2, (15, 22, 14, 14, 7), "BAC"), (E3, (11, 11, 7, 7), "AB")],
)
def test_the_worked_examples_by_points(example: tuple[int, str, str], points: tuple[int, ...], funded: str) -> None:
    result = counted(example, POINTS, max_ranks=3)
    assert tuple(each.points for each in result.projects) == points
    assert result.funded == tuple(funded)


def test_e1_that_stops_where_d_does_not_fit() -> None:
    """The third by points is D at 40, and 30 are left: E would fit and is not asked."""
    result = counted(E1, STOP, max_ranks=3)
    assert result.funded == ("A", "B")
    assert {each.reason for each in result.projects[2:]} == {"Not funded: the money did not reach as far as its turn."}


def test_greedy_steps_say_how_much_of_the_budget_is_left() -> None:
    steps = counted(E1, POINTS, max_ranks=3).steps
    assert [step.money_left for step in steps] == [60, 30, 10]
    assert {(step.level, step.rho, step.money_behind, step.paid_in_full) for step in steps} == {(None,) * 4}


def test_approvals_count_every_ranked_project_once() -> None:
    result = counted((10, "A5 B5 C5", "2*A>C, B>C"), APPROVALS)
    assert result.funded == ("C", "A")


class TestCostNothing:
    """Funded before the count, in tie order, whatever the rule."""

    @pytest.mark.parametrize("method", [POINTS, APPROVALS, CountMethod()])
    def test_it_comes_first_in_tie_order(self, method: CountMethod) -> None:
        result = counted((10, "A10 B0 C0", "9*A, B, C"), method, order="CBA")
        assert result.funded == ("C", "B", "A")
        assert [step.level for step in result.steps][:2] == [0, 0]
        assert [step.supporters for step in result.steps][:2] == [1, 1]
        assert result.projects[1].reason == "Funded in step 2: it costs nothing, and 1 person chose it."

    def test_the_money_left_is_that_of_all_voters(self) -> None:
        """In a completed count that is voting money, more than the budget."""
        result = counted((10, "A5 B0", "2*A, 2*B"), CountMethod(share_step=1))
        assert result.kept_k == 0
        assert result.steps[0].money_left == 10
        result = counted((10, "A10 B0", "A, B"), CountMethod(share_step=1))
        assert result.kept_k == 5
        assert [step.money_left for step in result.steps] == [20, 10]

"""Completion by the definition: one k after the other, the last that is not too dear, nothing skipped."""

import pytest

from pbvote.domain.result import CompletionRun
from pbvote.domain.rules import CountMethod
from pbvote.tally.completion import complete
from pbvote.tally.known_runs import Attempt
from pbvote.tally.share_run import Run
from tests.tally.examples import E6, counted

COSTS = (40, 30, 50)


def funding(*lists: tuple[int, ...]) -> list[Attempt]:
    """What each k funds of three projects."""
    runs = [Run(each, (), tuple(index for index in range(3) if index not in each)) for each in lists]
    return [Attempt(k, k, [], run) for k, run in enumerate(runs)]


def test_it_stops_at_the_first_that_costs_too_much_and_keeps_the_one_before() -> None:
    runs = funding((0,), (0,), (0, 1), (0, 2))
    found = complete(runs.__getitem__, COSTS, 80)
    assert (found.kept_k, found.kept) == (2, runs[2].run)
    assert found.runs == (CompletionRun(0, 40, 1), CompletionRun(2, 70, 2), CompletionRun(3, 90, 2))


def test_it_keeps_a_later_run_that_spends_less() -> None:
    """Spending is not monotone in k."""
    found = complete(funding((0, 1), (2,), (0, 1, 2)).__getitem__, COSTS, 100)
    assert (found.kept_k, found.kept.funded) == (1, (2,))


def test_it_stops_and_keeps_when_nothing_is_left_open() -> None:
    found = complete(funding((0,), (0, 1, 2)).__getitem__, COSTS, 120)
    assert found.kept_k == 1
    assert found.runs == (CompletionRun(0, 40, 1), CompletionRun(1, 120, 3))


def test_one_run_is_enough_when_it_funds_all() -> None:
    found = complete(funding((0, 1, 2)).__getitem__, COSTS, 120)
    assert (found.kept_k, found.runs) == (0, (CompletionRun(0, 120, 3),))


def test_a_changed_order_is_a_changed_list() -> None:
    found = complete(funding((0, 1), (1, 0), (0, 1, 2)).__getitem__, COSTS, 100)
    assert [run.k for run in found.runs] == [0, 1, 2]


def test_the_last_k_tried_is_listed_even_if_nothing_changed() -> None:
    found = complete(funding((0, 1), (0, 1, 2)).__getitem__, COSTS, 100)
    assert found.runs[-1] == CompletionRun(1, 120, 3)
    assert found.kept_k == 0


@pytest.mark.parametrize("step", [1, 2, 3, 5, 100])
def test_e6_completed(step: int) -> None:
    """Everything together costs 26; with shares of 13 all could be bought, so the budget of 25 stops it before."""
    result = counted(E6, CountMethod(completion="add1", share_step=step))
    last = result.completion_runs[-1]
    assert last.spent == 26
    assert result.kept_k == last.k - 1
    assert result.parameters.voting_money == (result.parameters.real_share or 0) + result.kept_k * step


def test_the_default_step_is_a_hundredth_of_a_share_and_at_least_1() -> None:
    """⌊B / (100·n)⌋ minor units."""
    assert counted((100_000, "A100000", "7*A"), CountMethod()).parameters.share_step == 142
    assert counted((100, "A100", "7*A"), CountMethod()).parameters.share_step == 1
    assert counted((100, "A100", "7*A")).parameters.share_step is None

"""Ties are listed where they happen, and called decisive only when a whole count would have come out otherwise."""

from pbvote.domain.rules import CountMethod
from tests.tally.examples import E2, E3, POINTS, counted


def ties(*given: object, **limits: object) -> list[tuple[int, str, bool]]:
    found = counted(*given, **limits).ties  # type: ignore[arg-type] # passed on as they are
    assert all(tie.chosen == tie.tied[0] for tie in found)
    return [(tie.step, "".join(tie.tied), tie.decisive) for tie in found]


def test_both_ties_of_e3_are_decisive() -> None:
    assert ties(E3) == [(1, "AB", True), (2, "CD", True)]


def test_a_tie_whose_projects_are_all_funded_decides_nothing() -> None:
    assert ties((20, "A10 B10", "A, B")) == [(1, "AB", False)]


def test_equal_effective_support_is_no_tie_when_more_money_stands_behind_one() -> None:
    """A and B cost 4 and two supporters pay 2 each; behind B stand three, one of them without money for it."""
    result = counted((15, "A4 B4 C5", "2*A>B, 2*B, C"))
    assert [step.effective_support for step in result.steps][:2] == [2, 2]
    assert result.ties[0].tied == ("A", "B")


def test_points_alike_are_a_tie_only_among_what_still_fits() -> None:
    """In E2 C and D have 14 points; D is too dear once A has taken the money."""
    assert ties(E2, POINTS, max_ranks=3) == [(3, "CD", True)]
    budget, costs, ballots = E2
    assert ties((budget, costs.replace("D25", "D99"), ballots), POINTS, max_ranks=3) == []


def test_a_tie_where_a_stopping_count_ends_has_the_number_of_the_step_that_was_not() -> None:
    stopping = CountMethod("points-greedy", on_overflow="stop")
    result = counted((10, "A6 B5 C3", "2*A, B, C"), stopping)
    assert result.funded == ("A",)
    assert [(tie.step, tie.tied, tie.decisive) for tie in result.ties] == [(2, ("B", "C"), True)]


def test_a_tie_of_the_fill_is_listed_after_those_of_the_run() -> None:
    """Nobody can pay for B, C or D alone; the fill finds two of them level."""
    result = counted((100, "A40 B50 C50 D99", "8*A, B, C"), CountMethod(share_step=1000))
    assert [(tie.step, tie.tied) for tie in result.ties] == [(2, ("B", "C"))]
    assert result.steps[1].level == "fill"
    assert result.ties[0].decisive


def test_ties_of_runs_that_were_not_kept_are_not_listed() -> None:
    """E3 completed: the ties are those of the kept run alone, numbered as its steps."""
    result = counted(E3, CountMethod(share_step=1))
    numbered = {step.step for step in result.steps}
    assert {tie.step for tie in result.ties} <= numbered

"""The worked examples of the paper, and what ranked equal shares never promises."""

from fractions import Fraction

import pytest

from pbvote.domain.rules import CountMethod
from tests.tally.examples import E1, E2, E3, E4, counted

STEP_1 = CountMethod(share_step=1)


def test_e1_funds_a_at_level_1_and_e_at_level_2() -> None:
    """13 voters buy A at 40/13 each; 7 voters cannot buy D, and buy E at 20/7."""
    result = counted(E1)
    assert result.funded == ("A", "E")
    assert [(step.level, step.money_behind, step.rho) for step in result.steps] == [
        (1, Fraction(65), Fraction(40, 13)),
        (2, Fraction(35), Fraction(20, 7)),
    ]
    assert result.left == 40


def test_e1_remembers_the_most_money_that_stood_behind_each() -> None:
    """B has 25 while step 2 is chosen, C has 25 after the last step, D has 35 while step 1 is chosen."""
    best = {each.id: (each.best_money, each.best_step) for each in counted(E1).projects}
    assert best == {
        "A": (Fraction(65), 1),
        "B": (Fraction(25), 2),
        "C": (Fraction(25), None),
        "D": (Fraction(35), 1),
        "E": (Fraction(35), 2),
    }


def test_e1_with_a_share_of_6_would_cost_too_much() -> None:
    """Share 6 buys A, D and B for 110: the completion stops at once, and the fill adds B."""
    result = counted(E1, STEP_1)
    assert result.funded == ("A", "E", "B")
    assert [(run.k, run.spent, run.funded_count) for run in result.completion_runs] == [(0, 60, 2), (1, 110, 3)]
    assert result.kept_k == 0
    assert [step.level for step in result.steps] == [1, 2, "fill"]


def test_e1_completed_without_the_fill_is_the_run_itself() -> None:
    assert counted(E1, CountMethod(completion="add1", share_step=1)).funded == ("A", "E")


@pytest.mark.parametrize(("more", "funded"), [(1, ("A", "E")), (2, ("A", "D"))])
def test_e1_with_more_ballots_for_d(more: int, funded: tuple[str, ...]) -> None:
    """One more D>E leaves the run as it is, two fund D."""
    budget, costs, ballots = E1
    assert counted((budget, costs, f"{ballots}, {more}*D>E")).funded == funded


def test_e2_buys_three_first_choices() -> None:
    result = counted(E2)
    assert [(step.project, step.money_behind, step.rho) for step in result.steps] == [
        ("A", Fraction(50), Fraction(8)),
        ("B", Fraction(40), Fraction(35, 4)),
        ("D", Fraction(30), Fraction(25, 3)),
    ]
    assert result.left == 20


@pytest.mark.parametrize(("order", "funded"), [("ABCD", ("A", "C")), ("BADC", ("B", "D"))])
def test_e3_is_settled_by_the_tie_order(order: str, funded: tuple[str, ...]) -> None:
    """Two ties, both decisive."""
    result = counted(E3, order=order)
    assert result.funded == funded
    assert [(tie.step, tie.tied, tie.chosen, tie.decisive) for tie in result.ties] == [
        (1, tuple(order[:2]), order[0], True),
        (2, tuple(sorted("CD", key=order.index)), funded[1], True),
    ]


def test_e4_funds_at_exactly_the_cost() -> None:
    """A has exactly 60, and equality funds; then C has 75; then B has 21 and D 29, too little."""
    result = counted(E4)
    assert [(step.project, step.money_behind, step.rho) for step in result.steps] == [
        ("A", Fraction(60), Fraction(15)),
        ("C", Fraction(75), Fraction(8)),
    ]
    assert result.left == 50
    assert result.steps[1].paid_in_full == 5


def test_e5_a_removed_project_lets_later_choices_move_up() -> None:
    """Closed up, B is funded; with the gap left open it would have been A."""
    example = (31, "A20 B15 C5", "C>B, B>A, C>A")
    assert counted(example, withdrawn=frozenset("C")).funded == ("B",)


@pytest.mark.parametrize(("budget", "funded"), [(18, "BC"), (20, "BA")])
def test_e6_the_order_changes_as_the_share_rises(budget: int, funded: str) -> None:
    """From share 9 to 10 the order B, C becomes B, A, though nothing new becomes affordable."""
    assert counted((budget, "A13 B3 C10", "A>B>C, B>C>A")).funded == tuple(funded)


def test_a_supporter_with_too_little_pays_all_and_the_rest_share_what_is_missing() -> None:
    """Two voters hold 10; one has paid 8 for A, so that C at 11 takes the 2 that are left and 9 of the other."""
    result = counted((20, "A8 C11", "A>C, C"))
    assert [(step.project, step.rho, step.paid_in_full, step.paid_less) for step in result.steps] == [
        ("A", Fraction(8), 1, 0),
        ("C", Fraction(9), 1, 1),
    ]
    assert [step.money_left for step in result.steps] == [Fraction(12), Fraction(1)]


class TestWhatIsNeverPromised:
    """Each has a small counterexample; no page may say otherwise."""

    def test_lower_choices_can_hurt(self) -> None:
        """With C>B the third voter pays for B; with C alone, C is funded."""
        costs = "A3 B4 C3"
        assert "C" not in counted((4, costs, "B>A>C, C>B")).funded
        assert "C" in counted((4, costs, "B>A>C, C")).funded

    def test_raising_a_project_can_hurt_it(self) -> None:
        """With A above B in the second ballot, C is bought before A."""
        costs = "A1 B6 C8"
        assert "A" in counted((9, costs, "B>C, C>B>A")).funded
        assert "A" not in counted((9, costs, "B>C, C>A>B")).funded

    def test_a_larger_budget_can_hurt(self) -> None:
        costs, ballots = "A5 B6 C4", "A, B>A, C, C>A>B"
        assert "A" in counted((7, costs, ballots)).funded
        assert "A" not in counted((8, costs, ballots)).funded

    def test_one_more_vote_can_hurt(self) -> None:
        """One more ballot with A alone makes every share smaller."""
        costs, ballots = "A4 B5 C1", "C>B>A, B"
        assert "A" in counted((10, costs, ballots)).funded
        assert "A" not in counted((10, costs, f"{ballots}, A")).funded

    def test_a_number_of_votes_can_succeed_between_two_that_fail(self) -> None:
        """Two more ballots for A fund it; one more does not, and neither do three."""
        costs, ballots = "A3 B3 C2", "B>C>A, C, C"
        funded = ["A" in counted((5, costs, f"{ballots}{', A' * more}")).funded for more in range(5)]
        assert funded == [False, False, True, False, False]


def test_a_lower_price_never_hurts_in_one_run() -> None:
    """The one promise about prices: at a fixed share, a project that is funded is funded for less as well."""
    for budget, costs, ballots in (E1, E2, E3, E4):
        for step in counted((budget, costs, ballots)).steps:
            for less in range(1, step.cost):
                cheaper = costs.replace(f"{step.project}{step.cost}", f"{step.project}{less}")
                assert step.project in counted((budget, cheaper, ballots)).funded

"""The worked examples under every rule, with every number a person can check on paper.

E1 to E4 are small pots that tell the rules apart; E5 removes a project, E6 changes the order as the share rises. A
ballot gives L - place + 1 points, L the longest ballot. One unit of money is one minor unit; ties go by the alphabet.
"""

from fractions import Fraction

import pytest

from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from tests.tally.examples import APPROVALS, E1, E2, E3, E4, E6, NONE, POINTS, counted

BY_POINTS = CountMethod("equal-shares-points", "none")
BY_COST = CountMethod("equal-shares-cost", "none")
EXPANDING = CountMethod("expanding-approvals")


def rhos(result: Result) -> list[tuple[str, object]]:
    return [(step.project, step.rho) for step in result.steps]


def ties(result: Result) -> list[tuple[int, str, bool]]:
    return [(tie.step, "".join(tie.tied), tie.decisive) for tie in result.ties]


def points(result: Result) -> dict[str, object]:
    return {each.id: each.points for each in result.projects}


def runs(result: Result) -> list[tuple[int, int, int]]:
    return [(run.k, run.spent, run.funded_count) for run in result.completion_runs]


def behind_and_left(result: Result) -> list[tuple[object, object]]:
    return [(step.money_behind, step.money_left) for step in result.steps]


class TestE1:
    """Thirteen voters with A first, seven with D, who together cannot pay for D. B=100, share 5."""

    def test_points_greedy_gives_the_larger_group_more_than_its_part(self) -> None:
        """A 39, B 26, then D for 40 does not fit the 30 that are left; E fits, and so C comes too late."""
        result = counted(E1, POINTS, max_ranks=3)
        assert points(result) == {"A": 39, "B": 26, "C": 13, "D": 21, "E": 14}
        assert result.funded == ("A", "B", "E")
        assert result.left == 10

    def test_approval_greedy_gives_the_larger_group_everything(self) -> None:
        """A, B and C have 13 each and take all; any order of the three funds the same."""
        result = counted(E1, APPROVALS, max_ranks=3)
        assert result.funded == ("A", "B", "C")
        assert ties(result) == [(1, "ABC", False), (2, "BC", False)]

    def test_ranked_equal_shares(self) -> None:
        """A from 65 at 40/13 each; 35 is not enough for D, but for E among two choices, at 20/7; 40 are left."""
        result = counted(E1, max_ranks=3)
        assert rhos(result) == [("A", Fraction(40, 13)), ("E", Fraction(20, 7))]
        assert behind_and_left(result) == [(65, 60), (35, 40)]
        assert [step.effective_support for step in result.steps] == [Fraction(13), Fraction(7)]
        assert [step.level for step in result.steps] == [1, 2]

    def test_ranked_equal_shares_filled_up(self) -> None:
        """With a share of 6, A, D and B would cost 110: the first run is kept, and B fits what is left."""
        result = counted(E1, CountMethod(share_step=1), max_ranks=3)
        assert result.funded == ("A", "E", "B")
        assert runs(result) == [(0, 60, 2), (1, 110, 3)]

    def test_expanding_approvals(self) -> None:
        """20 · 40/100 = 8 of the 13 weights pay for A; 7 fall short of 8 for D and reach 4 for E; B lacks 1 of 6."""
        result = counted(E1, EXPANDING, max_ranks=3)
        assert [(step.project, step.level, step.supporters) for step in result.steps] == [("A", 1, 13), ("E", 2, 7)]
        assert behind_and_left(result) == [(None, 60), (None, 40)]

    def test_equal_shares_by_points(self) -> None:
        """A gives 39 points for 40: 40/39 each, 3 points for 40/13. E gives 14 points for 20: 10/7."""
        result = counted(E1, BY_POINTS, max_ranks=3)
        assert rhos(result) == [("A", Fraction(40, 39)), ("E", Fraction(10, 7))]
        assert behind_and_left(result) == [(65, 60), (35, 40)]
        assert [(step.level, step.effective_support) for step in result.steps] == [(None, None), (None, None)]

    def test_equal_shares_by_cost(self) -> None:
        """With cost as utility rho is one over the supporters: A, B, C tie at 1/13. B and C together would cost 60."""
        result = counted(E1, BY_COST, max_ranks=3)
        assert rhos(result) == [("A", Fraction(1, 13)), ("E", Fraction(1, 7))]
        assert ties(result) == [(1, "ABC", True)]

    def test_equal_shares_by_cost_filled_up_by_votes(self) -> None:
        """A share of 6 would buy A, B or C, and D or E as well: more than 100. What is left goes by votes: B, as C."""
        result = counted(E1, CountMethod("equal-shares-cost", "add1u", 1), max_ranks=3)
        assert result.funded == ("A", "E", "B")
        assert runs(result) == [(0, 60, 2), (1, 110, 3)]
        assert result.steps[2].level == "fill"
        assert ties(result) == [(1, "ABC", True), (3, "BC", True)]


class TestE2:
    """Three groups of 5, 4 and 3. B=120, share 10."""

    def test_points_greedy(self) -> None:
        """B 22, then A and C; D has 14 points like C, and the order of the two changes who is funded."""
        result = counted(E2, POINTS, max_ranks=3)
        assert points(result) == {"A": 15, "B": 22, "C": 14, "D": 14, "E": 7}
        assert result.funded == ("B", "A", "C")
        assert ties(result) == [(3, "CD", True)]

    def test_approval_greedy(self) -> None:
        """B 9, D 8, then C and E have 7 and both fit the 60 that are left, but not together."""
        result = counted(E2, APPROVALS, max_ranks=3)
        assert result.funded == ("B", "D", "C")
        assert ties(result) == [(3, "CE", True)]

    def test_ranked_equal_shares(self) -> None:
        """Each group buys its first choice: 8, 35/4 and 25/3 each; 20 are left."""
        result = counted(E2, max_ranks=3)
        assert rhos(result) == [("A", Fraction(8)), ("B", Fraction(35, 4)), ("D", Fraction(25, 3))]
        assert behind_and_left(result) == [(50, 80), (40, 45), (30, 20)]

    def test_expanding_approvals(self) -> None:
        """A needs 4 of 5, B 3 1/2 of 4, D 2 1/2 of 3."""
        assert counted(E2, EXPANDING, max_ranks=3).funded == ("A", "B", "D")

    def test_equal_shares_by_points(self) -> None:
        """B gives 22 points for 35, D 14 for 25, E 7 for 30. D has from 5 voters 10 - 35/11 and from 3 voters 10."""
        result = counted(E2, BY_POINTS, max_ranks=3)
        assert rhos(result) == [("B", Fraction(35, 22)), ("D", Fraction(25, 14)), ("E", Fraction(30, 7))]
        assert result.steps[1].money_behind == 5 * (10 - Fraction(2 * 35, 22)) + 30
        assert [(step.paid_in_full, step.paid_less) for step in result.steps] == [(9, 0), (8, 0), (7, 0)]

    def test_equal_shares_by_cost(self) -> None:
        """By supporters: B 1/9, D 1/8, E 1/7. C has 7 supporters too, but 4 have only 55/9 left: 3 would pay 37/243."""
        result = counted(E2, BY_COST, max_ranks=3)
        assert rhos(result) == [("B", Fraction(1, 9)), ("D", Fraction(1, 8)), ("E", Fraction(1, 7))]
        assert result.steps[2].money_behind == 4 * Fraction(55, 9) + 3 * Fraction(55, 8)
        assert (45 - 4 * Fraction(55, 9)) / 3 / 45 == Fraction(37, 243) > Fraction(1, 7)


class TestE3:
    """Ties. B=60, share 10."""

    @pytest.mark.parametrize("method", [POINTS, APPROVALS])
    def test_greedy(self, method: CountMethod) -> None:
        """A and B are level, and both fit: the order changes nothing."""
        result = counted(E3, method, max_ranks=3)
        assert result.funded == ("A", "B")
        assert ties(result) == [(1, "AB", False)]

    @pytest.mark.parametrize(("order", "funded"), [("ABCD", "AC"), ("BADC", "BD")])
    @pytest.mark.parametrize("method", [NONE, EXPANDING])
    def test_both_expanding_rules_are_settled_by_two_draws(self, method: CountMethod, order: str, funded: str) -> None:
        """At level 1 nothing is affordable; at level 2, A and B have 4 of 6 voters, then C and D 2. Both matter."""
        result = counted(E3, method, order=order, max_ranks=3)
        assert "".join(result.funded) == funded
        assert result.left == 10
        assert ties(result) == [(1, order[:2], True), (2, order[2:], True)]

    def test_ranked_equal_shares_pays_7_and_a_half(self) -> None:
        result = counted(E3, max_ranks=3)
        assert rhos(result) == [("A", Fraction(15, 2)), ("C", Fraction(10))]
        assert behind_and_left(result) == [(40, 30), (20, 10)]

    def test_equal_shares_by_points(self) -> None:
        """A and B have 11 points for 30, C and D 7 for 20: 30/11 is less than 20/7, and the order chooses A."""
        result = counted(E3, BY_POINTS, max_ranks=3)
        assert points(result) == {"A": 11, "B": 11, "C": 7, "D": 7}
        assert result.steps[0].rho == Fraction(30, 11)
        assert ties(result)[0] == (1, "AB", True)


class TestE4:
    """Equality funds. B=150, share 15."""

    def test_points_greedy(self) -> None:
        """B 10, A 9, C 7 take 150."""
        result = counted(E4, POINTS, max_ranks=2)
        assert points(result) == {"A": 9, "B": 10, "C": 7, "D": 4}
        assert result.funded == ("B", "A", "C")
        assert result.left == 0

    def test_ranked_equal_shares(self) -> None:
        """A has exactly its 60 and takes all of it; C has 3 · 15 + 2 · 15; B is left with 21 and D with 29."""
        result = counted(E4, max_ranks=2)
        assert rhos(result) == [("A", Fraction(15)), ("C", Fraction(8))]
        assert behind_and_left(result) == [(60, 90), (75, 50)]
        best: dict[str, object] = {each.id: each.best_money for each in result.projects}
        assert best == {"A": 60, "B": 45, "C": 75, "D": 45}

    def test_expanding_approvals(self) -> None:
        """A uses up all 4 weights; C takes 8/3 of 5; D has 2 · 7/15 + 1 of the 2 it needs: 1/15 is missing."""
        result = counted(E4, EXPANDING, max_ranks=2)
        assert result.funded == ("A", "C")
        assert 2 - (2 * (1 - Fraction(8, 3) / 5) + 1) == Fraction(1, 15)
        assert result.projects[3].reason == (
            "Not funded: 3 people chose it, but the voting money left behind it did not cover its cost."
        )

    def test_equal_shares_by_cost(self) -> None:
        """B has 7 supporters, C 5 of whom 3 have 15 - 50/7 left and pay all of it: 2 pay (40 - 165/7) / 2."""
        result = counted(E4, BY_COST, max_ranks=2)
        assert rhos(result) == [("B", Fraction(1, 7)), ("C", Fraction(115, 14) / 40)]
        assert (result.steps[1].paid_in_full, result.steps[1].paid_less) == (2, 3)
        assert behind_and_left(result) == [(105, 100), (Fraction(375, 7), 60)]


class TestE5:
    """A removal: C is withdrawn and later choices move up. B=31, A20 B15."""

    EXAMPLE = (31, "A20 B15 C5", "C>B, B>A, C>A")

    @pytest.mark.parametrize("method", [NONE, EXPANDING])
    def test_a_level_is_a_place_on_the_closed_up_ballot(self, method: CountMethod) -> None:
        """At level 1 B has two voters; with the gap left open it would have been A at level 2."""
        result = counted(self.EXAMPLE, method, withdrawn=frozenset("C"))
        assert result.funded == ("B",)
        assert result.steps[0].level == 1

    def test_points_keep_the_place_as_written(self) -> None:
        """A and B have 2 + 2 and 2 + 3 of 3 points a ballot: B for 15/5, then A is out of reach."""
        result = counted(self.EXAMPLE, BY_POINTS, withdrawn=frozenset("C"))
        assert points(result) == {"A": 4, "B": 5, "C": 6}
        assert rhos(result) == [("B", Fraction(3))]


class TestE6:
    """The order changes as the share rises: A13 B3 C10, A>B>C and B>C>A."""

    @pytest.mark.parametrize(("budget", "funded"), [(18, "BC"), (20, "BA")])
    def test_ranked_equal_shares(self, budget: int, funded: str) -> None:
        """From share 9 to 10 nothing new becomes affordable at the second step, and yet A takes the place of C."""
        _, costs, ballots = E6
        assert "".join(counted((budget, costs, ballots)).funded) == funded

"""Expanding approvals against a slow count of it, and where bounds do not decide."""

from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from tests.tally.examples import counted
from tests.tally.random_pots import chance_of, random_pot
from tests.tally.slow_expanding_approvals import SlowExpandingApprovals

METHOD = CountMethod("expanding-approvals")


def test_every_number_equals_that_of_the_slow_count() -> None:
    """600 random pots with ties, minimums, conflicts, removals, costs of 0, quorums and blank ballots."""
    for seed in range(600):
        chance = chance_of(seed)
        pot, ballots = random_pot(chance)
        order = list(pot.ids)
        chance.shuffle(order)
        slow = SlowExpandingApprovals(pot, ballots, order, METHOD.rule, "none")
        found = document(count(pot, ballots, order, METHOD))
        for project in found["projects"]:
            assert project.pop("reason")
        expected = slow.document()
        assert {key: found[key] for key in expected} == expected, f"seed {seed}"


def test_the_same_weight_by_other_ways_is_a_tie() -> None:
    """A and B each leave their four voters half of their weight, so that C and D are level: the order chooses."""
    result = counted((16, "A4 B4 C2 D2", "4*A>C, 4*B>D"), METHOD, order="BADC")
    assert [(tie.step, tie.tied, tie.decisive) for tie in result.ties] == [
        (1, ("B", "A"), False),
        (3, ("D", "C"), False),
    ]
    assert result.funded == ("B", "A", "D", "C")


def test_of_the_same_weight_the_lower_cost_comes_first() -> None:
    assert counted((10, "A6 B5", "2*A=B"), METHOD).funded == ("B",)


def test_a_weight_of_exactly_the_quota_is_enough() -> None:
    """Both voters give up 2/3 of their weight for A; what is left, 2/3 together, is just what B needs."""
    result = counted((9, "A6 B3", "2*A>B"), METHOD)
    assert result.funded == ("A", "B")
    assert [step.money_left for step in result.steps] == [3, 0]

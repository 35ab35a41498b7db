"""The analysis of a count: on the worked examples, and against a slow one that tries everything."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest

from pbvote.domain.analysis import Analysis
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot
from pbvote.domain.ranking import Ranking
from pbvote.domain.rules import RULES, CountMethod
from pbvote.tally import count
from pbvote.tally.analysis import analyse
from tests.tally.examples import E1, E2, E3, E4, NONE, Example, ballots_of, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot, random_pot
from tests.tally.slow_analysis import SlowAnalysis

ADD1U = CountMethod(share_step=1)


def analysed(example: Example, method: CountMethod = NONE, **limits: object) -> Analysis:
    """Counted and analysed; ties go by the alphabet."""
    budget, costs, ballots = example
    pot = pot_of(budget, costs, **limits)
    result = count(pot, ballots_of(ballots), pot.ids, method)
    return analyse(pot, ballots_of(ballots), pot.ids, result, method=method)


@pytest.mark.parametrize(
    ("example", "prices"),
    [
        (E1, {"A": 65, "B": 25, "C": 25, "D": 35, "E": 35}),
        (E2, {"A": 50, "B": 50, "C": 10, "D": 40, "E": 10}),
        (E3, {"A": 40, "B": 20, "C": 20, "D": 10}),
        (E4, {"A": 60, "B": 45, "C": 75, "D": 29}),
    ],
)
def test_the_highest_prices_of_the_worked_examples(example: Example, prices: dict[str, int]) -> None:
    """E1: the 13 who want A have 65 and keep 25, enough for a cheaper B. D waits for A, and then has all its 35.

    E3: A could cost all 40 of its four supporters; B, whose four then have 20, could cost 20.
    """
    assert {each.id: each.highest_price for each in analysed(example).projects} == prices


@pytest.mark.parametrize(
    ("example", "margins"),
    [
        (E1, {"A": None, "B": 4, "C": 4, "D": 2, "E": None}),
        (E2, {"A": None, "B": None, "C": 2, "D": None, "E": 3}),
        (E3, {"A": None, "B": 1, "C": None, "D": 1}),
        (E4, {"A": None, "B": 1, "C": None, "D": 1}),
    ],
)
def test_the_margins_of_the_worked_examples(example: Example, margins: dict[str, int | None]) -> None:
    """E1: one more ballot for D leaves the run as it is, two give A and D. Funded projects have none."""
    assert {each.id: each.margin for each in analysed(example).projects} == margins


def test_every_amount_is_accounted_for() -> None:
    """E4: the four who want A and B paid 15 each for A; three who want B and C paid 8 each for C."""
    b = analysed(E4).of("B")
    assert b is not None
    assert [(each.step, each.project, each.amount, each.voters) for each in b.spending] == [
        (1, "A", Fraction(60), 4),
        (2, "C", Fraction(24), 3),
    ]
    assert (b.money, b.unspent, b.rest) == (Fraction(105), Fraction(21), Fraction(21))


def test_the_money_of_a_completed_count_is_that_of_the_kept_run() -> None:
    """E4 with larger shares: eight steps of 1 on top of 15 for each of the seven who want B."""
    b = analysed(E4, ADD1U).of("B")
    assert b is not None
    assert b.money == 7 * 23


def test_a_margin_that_no_complete_count_confirms_is_not_found() -> None:
    """With the money of the kept run, 6, held, one more ballot buys B; but A and B together cost more than the pot."""
    b = analysed((4, "A1 B4", "A, B"), CountMethod(completion="add1")).of("B")
    assert b is not None
    assert (b.highest_price, b.margin) == (3, None)


@pytest.mark.parametrize("completion", ["add1", "add1u"])
def test_a_margin_is_the_first_number_tried_that_is_confirmed(completion: str) -> None:
    """With the money of the kept run, 3, held, one more ballot buys C; in a complete count it takes two."""
    c = analysed((2, "A1 B1 C2", "B>A>C"), CountMethod(completion=completion)).of("C")
    assert c is not None
    assert c.margin == 2


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"ranked-equal-shares"}))
def test_other_rules_have_no_analysis(rule: str) -> None:
    """Their voters have no money that follows their choices."""
    assert analysed(E1, CountMethod(rule)) == Analysis("all")


def test_nothing_counted_has_no_analysis() -> None:
    """Under the quorum nobody gets money."""
    assert analysed(E1, quorum=21) == Analysis("all")


def test_a_project_that_costs_nothing_could_not_cost_more_beside_a_free_rival() -> None:
    """A and B cost nothing and share a conflict: at a price, A would come after B and be shut out. C has no rival."""
    found = analysed((10, "A0 B0 C0", "3*A>C, B"), conflicts=(("A", "B"),))
    assert [each.highest_price for each in found.projects] == [0, 0, 7]


def test_removed_and_unranked_projects_are_not_in_it() -> None:
    """A was withdrawn, Z nobody ranked."""
    found = analysed((100, "A40 B30 Z10", "13*A>B, 7*B"), withdrawn=frozenset("A"))
    assert [each.id for each in found.projects] == ["B"]


def test_it_tells_how_far_it_is() -> None:
    """Prices, margins, confirmations, each up to its end."""
    told: list[tuple[str, int, int]] = []
    pot, ballots = pot_of(E1[0], E1[1]), ballots_of(E1[2])
    result = count(pot, ballots, pot.ids, NONE)
    analyse(pot, ballots, pot.ids, result, method=NONE, progress=lambda *line: told.append(line))
    assert list(dict.fromkeys(what for what, _, _ in told)) == ["prices", "margins", "confirmations"]
    assert all(done <= of for _, done, of in told)


@pytest.mark.parametrize("seed", range(0, 600, 60))
def test_it_agrees_with_trying_everything(seed: int) -> None:
    """Every price from 1 to the budget, every number of ballots, on small mean pots with every completion."""
    for each in range(seed, seed + 60):
        chance = chance_of(each)
        check(chance, *random_pot(chance, most_voters=8, most_projects=5))


@pytest.mark.parametrize("seed", range(0, 300, 60))
def test_it_agrees_with_trying_everything_with_groups_of_voters(seed: int) -> None:
    """Further ballots join the largest group and change what everybody has."""
    for each in range(seed, seed + 60):
        chance = chance_of(each)
        check(chance, *random_grouped_pot(chance, most_voters=8, most_projects=4))


def check(chance: Random, pot: CountedPot, ballots: Sequence[Ranking | Ballot]) -> None:
    """The analysis of one pot against the slow one; large pots are left to others."""
    order, completion = list(pot.ids), chance.choice(["none", "add1", "add1u"])
    chance.shuffle(order)
    if pot.budget > 70:
        return
    method = CountMethod(completion=completion)
    result = count(pot, ballots, order, method)
    found = analyse(pot, ballots, order, result, method=method)
    slow = SlowAnalysis(pot, ballots, order, completion)
    assert found.margin_group == slow.margin_group
    assert [project.id for project in found.projects] == (slow.candidates if result.is_counted else [])
    for project in found.projects:
        assert project.highest_price == slow.highest_price(project.id)
        if project.margin is not None or slow.margin(project.id, 12) is not None:
            assert project.margin == slow.margin(project.id)
        assert [(each.step, each.project, each.amount, each.voters) for each in project.spending] == slow.spending(
            project.id
        )
        assert project.money == slow.money(project.id)
        assert project.unspent == project.rest

"""Runs taken up again with larger shares come out as runs made from the beginning, and few need be made at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.result import CompletionRun
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.tally.attempts import Attempts
from pbvote.tally.choice import choose_free
from pbvote.tally.level_index import Level, merged_levels, unmerged_levels
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.money_classes import MoneyClasses
from pbvote.tally.prepared import prepare
from pbvote.tally.starting_money import everybody_has
from pbvote.tally.supporter_index import SupporterIndex, index_of
from tests.tally.examples import E3, E6, Example, ballots_of, counted, pot_of
from tests.tally.random_pots import chance_of, random_grouped_pot


def fine_grained(chance: Random) -> tuple[CountedPot, list[Ballot]]:
    """A random pot, often with groups, whose shares grow in much smaller steps than its costs."""
    pot, ballots = random_grouped_pot(chance, most_voters=14, most_projects=7)
    times = chance.choice((1, 7, 20, 60))
    costs = [each.cost * times + (chance.randint(0, times - 1) if each.cost else 0) for each in pot.projects]
    projects = tuple(map(CountedProject, pot.ids, costs))
    groups = () if chance.random() < 0.5 else pot.groups
    return replace(pot, budget=pot.budget * times, projects=projects, quorum=0, groups=groups), ballots


def proved_and_made(pot: CountedPot, ballots: list[Ballot], step: int, ks: list[int]) -> int:
    """Check every k against a run from the beginning; of how many ks the run was proved and not made."""
    prepared = prepare(pot, merged(ballots))
    if not prepared.is_counted:
        return 0
    order = tuple(range(len(pot.ids)))
    attempts, free = Attempts(prepared, step), choose_free(prepared, order, pot.budget)
    proved = 0
    for k in ks:
        attempt = attempts.at(k, order, free)
        proved += attempt.k < k
        assert attempt.run == attempts.start(k, order, free).finish(), f"k = {k}"
    return proved


def test_each_run_is_that_from_the_beginning() -> None:
    """300 pots with small steps, 60 shares each; half of all runs need not even be taken up."""
    proved = 0
    for seed in range(300):
        chance = chance_of(seed)
        pot, ballots = fine_grained(chance)
        proved += proved_and_made(pot, ballots, chance.choice((1, 1, 2, 3)), list(range(60)))
    assert proved > 300 * 30


def test_steps_may_be_left_out() -> None:
    for seed in range(200):
        chance = chance_of(70_000 + seed)
        pot, ballots = fine_grained(chance)
        proved_and_made(pot, ballots, chance.choice((1, 2)), sorted(chance.sample(range(200), 25)))


@pytest.mark.parametrize(
    "example",
    [
        (84, "A22 B16 C60 D8", "C, B>C>D"),  # who pays all for C would soon be rich enough
        (117, "A90 B80 C10 D10", "C, B>D>A, C>A>B"),  # two effective supports meet exactly at a step
        (102, "A16 B12 C46 D20 E24", "A>B, A>E>C, C>D>A, A>B>E, D>B>C, E>C"),  # equal now, not later
    ],
)
def test_pots_that_a_careless_proof_gets_wrong(example: Example) -> None:
    """Each was found by leaving one condition out of the proof."""
    budget, costs, ballots = example
    proved_and_made(pot_of(budget, costs), [Ballot(each) for each in ballots_of(ballots)], 1, list(range(150)))


@pytest.mark.parametrize("example", [E3, E6, (90, "A30 B30 C30 D80", "A>B>D, B>A>D, C>D")])
def test_ties_that_last_are_kept_and_ties_that_end_are_seen(example: Example) -> None:
    budget, costs, ballots = example
    dear = " ".join(f"{each[0]}{int(each[1:]) * 20}" for each in costs.split())
    cast = [Ballot(each) for each in ballots_of(ballots)]
    assert proved_and_made(pot_of(budget * 20, dear), cast, 1, list(range(300))) > 100


@pytest.mark.parametrize("levels", [unmerged_levels, merged_levels])
def test_who_has_just_nothing_left_would_have_something_at_the_next_step(
    levels: Callable[[SupporterIndex], Sequence[Level]],
) -> None:
    """The first voter has paid exactly 10 for A; one step more and this voter would pay 1 of B, and the other less."""
    pot = pot_of(100, "A10 B5 C50")
    profile = profile_of(pot, merged(ballots_of("A>B>C, C>B")))
    money = MoneyClasses(levels(index_of(profile)), everybody_has(profile, Fraction(10), 1))
    money.rise_to(1)
    for level, project in ((1, 0), (2, 1)):
        if level > 1:
            money.rise_to(level)
        price = money.price(project, pot.projects[project].cost)
        assert price is not None
        money.pay(project, price)
    money.rise_to(3)
    assert money.totals(2) == (5, 2)


def test_a_generous_pot_with_a_lonely_dear_project_is_counted_at_once() -> None:
    """The share must grow to 90,000 minor units for one supporter: thousands of steps, a handful of runs."""
    pot, made = pot_of(1_000_000, "A300000 B200000 C90000"), list[CompletionRun]()
    result = count(pot, ballots_of("120*A>B, 79*B>A, C"), pot.ids, CountMethod(share_step=1), on_run=made.append)
    assert (result.kept_k, result.funded) == (85_000, ("A", "B", "C"))
    assert len(made) < 50
    assert result == counted((1_000_000, "A300000 B200000 C90000", "120*A>B, 79*B>A, C"), CountMethod(share_step=1))

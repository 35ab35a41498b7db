"""Runs that are proved not to be needed: with and without the proof, every count comes out the same."""

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import cast

import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.rules import CountMethod
from pbvote.tally import attempts, count
from pbvote.tally.merging import merged, profile_of
from pbvote.tally.money_classes import MoneyClasses, Price
from pbvote.tally.span import Span
from pbvote.tally.starting_money import everybody_has
from pbvote.tally.supporter_index import index_of
from tests.tally.examples import E3, E6, Example, ballots_of, counted, pot_of
from tests.tally.random_pots import chance_of, random_pot

NEVER, ALWAYS = 10**9, 0


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The k of every run that is really made."""
    ks: list[int] = []
    start = attempts.Attempts.start

    def noted(self: attempts.Attempts, k: int, *rest: object, **more: object) -> object:
        ks.append(k)
        return start(self, k, *rest, **more)  # type: ignore[arg-type] # passed on as they come

    monkeypatch.setattr(attempts.Attempts, "start", noted)
    return ks


def both_ways(
    monkeypatch: pytest.MonkeyPatch, pot: CountedPot, ballots: list[Ranking], method: CountMethod
) -> tuple[Result, Result]:
    results = []
    for patience in (NEVER, ALWAYS):
        monkeypatch.setattr(attempts, "PATIENCE", patience)
        results.append(count(pot, ballots, pot.ids, method))
    return results[0], results[1]


def fine_grained(chance: Random) -> tuple[CountedPot, list[Ranking]]:
    """A random pot whose shares grow in much smaller steps than its costs."""
    pot, ballots = random_pot(chance, most_voters=14, most_projects=7)
    times = chance.choice((1, 7, 20, 60))
    costs = [each.cost * times + (chance.randint(0, times - 1) if each.cost else 0) for each in pot.projects]
    projects = tuple(map(CountedProject, pot.ids, costs))
    return replace(pot, budget=pot.budget * times, projects=projects, quorum=0), ballots


def test_proved_and_unproved_counts_agree(monkeypatch: pytest.MonkeyPatch, made: list[int]) -> None:
    """200 random pots with small steps; asked at every run, the proof saves nine runs of ten."""
    runs = []
    for patience in (NEVER, ALWAYS):
        monkeypatch.setattr(attempts, "PATIENCE", patience)
        made.clear()
        results = []
        for seed in range(200):
            chance = chance_of(seed)
            pot, ballots = fine_grained(chance)
            results.append(count(pot, ballots, pot.ids, CountMethod(share_step=chance.choice((1, 1, 2, 3)))))
        runs.append((results, len(made)))
    (plain, many), (proved, few) = runs
    assert plain == proved
    assert few * 10 < many


@pytest.mark.parametrize(
    "example",
    [
        (84, "A22 B16 C60 D8", "C, B>C>D"),  # who pays all for C would soon be rich enough
        (117, "A90 B80 C10 D10", "C, B>D>A, C>A>B"),  # two effective supports meet exactly at a step
        (102, "A16 B12 C46 D20 E24", "A>B, A>E>C, C>D>A, A>B>E, D>B>C, E>C"),  # equal now, not later
    ],
)
def test_pots_that_a_careless_proof_gets_wrong(monkeypatch: pytest.MonkeyPatch, example: Example) -> None:
    """Each was found by leaving one condition out of the proof."""
    budget, costs, ballots = example
    method = CountMethod(completion="add1", share_step=1)
    plain, proved = both_ways(monkeypatch, pot_of(budget, costs), ballots_of(ballots), method)
    assert plain == proved


@dataclass(frozen=True)
class SetMoney:
    """Money as a test sets it: for each project the price it has, and the money behind it with its growth."""

    prices: tuple[Price | None, ...]
    behind: tuple[tuple[int, int], ...]
    denominator: int = 1

    def price(self, project: int, cost: int) -> Price | None:
        assert cost
        return self.prices[project]

    def totals(self, project: int) -> tuple[int, int]:
        return self.behind[project]

    def poor(self, project: int, price: Price) -> list[tuple[int, int]]:
        assert price is self.prices[project]
        return []


@pytest.mark.parametrize(
    ("behind", "steps"),
    [
        (((30, 2), (20, 5)), 3),  # 30 + 2d > 20 + 5d up to d = 3
        (((30, 2), (21, 5)), 2),  # at d = 3 they would be equal, and a tie
        (((30, 5), (30, 5)), 7),  # always tied: only the project that is too dear until then ends it
        (((30, 5), (30, 4)), 0),  # tied now and not at the next step
    ],
)
def test_equal_effective_support_is_settled_by_money_behind(behind: tuple[tuple[int, int], ...], steps: int) -> None:
    same = Price(owed=10, owed_growth=0, rich=5, money_behind=0, supporters=5, denominator=1)
    span = Span((10, 10, 10), least=1)
    span.test(cast("MoneyClasses", SetMoney((same, same, None), (*behind, (2, 1)))), (0, 1, 2), 0)
    assert span.steps == steps


def test_who_has_just_nothing_left_would_have_something_at_the_next_step() -> None:
    """The first voter has paid exactly 10 for A; one step more and this voter would pay 1 of B, and the other less."""
    pot = pot_of(100, "A10 B5 C50")
    profile = profile_of(pot, merged(ballots_of("A>B>C, C>B")))
    money = MoneyClasses(index_of(profile), everybody_has(profile, Fraction(10), 1))
    money.rise_to(1)
    for level, project in ((1, 0), (2, 1)):
        if level > 1:
            money.rise_to(level)
        price = money.price(project, pot.projects[project].cost)
        assert price is not None
        money.pay(project, price)
    money.rise_to(3)
    assert money.totals(2) == (5, 2)


@pytest.mark.parametrize("example", [E3, E6, (90, "A30 B30 C30 D80", "A>B>D, B>A>D, C>D")])
def test_ties_that_last_are_kept_and_ties_that_end_are_seen(monkeypatch: pytest.MonkeyPatch, example: Example) -> None:
    budget, costs, ballots = example
    dear = " ".join(f"{each[0]}{int(each[1:]) * 20}" for each in costs.split())
    pot = pot_of(budget * 20, dear)
    plain, proved = both_ways(monkeypatch, pot, ballots_of(ballots), CountMethod(share_step=1))
    assert plain == proved


def test_a_generous_pot_with_a_lonely_dear_project_is_counted_at_once(made: list[int]) -> None:
    """The share must grow to 90,000 minor units for one supporter: thousands of steps, a handful of runs."""
    example = (1_000_000, "A300000 B200000 C90000", "120*A>B, 79*B>A, C")
    result = counted(example, CountMethod(share_step=1))
    assert result.kept_k == 85_000
    assert result.funded == ("A", "B", "C")
    assert len(made) < 100

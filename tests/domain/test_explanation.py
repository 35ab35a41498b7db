"""Each sentence of docs/result-format.md, from the fields of a result alone."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from pbvote.domain.explanation import explain, with_reasons
from pbvote.domain.result import (
    FILL,
    Parameters,
    ProjectOutcome,
    ProjectState,
    Removal,
    Result,
    Step,
    Why,
)
from tests.tally.examples import E1, E3, counted
from tests.tally.random_pots import chance_of, random_pot

LOST = ProjectOutcome("p", 900, ProjectState.UNFUNDED, 40, 12, 77, Fraction(558), 4)
FUNDED = replace(LOST, state=ProjectState.FUNDED)


BARE = Result(
    rule="ranked-equal-shares",
    completion="none",
    parameters=Parameters(max_ranks=5),
    budget=5000,
    turnout=50,
    blank=0,
    n=50,
    funded=(),
    spent=0,
    left=5000,
    tie_order=("p", "q"),
    removed=(),
    steps=(),
    projects=(),
    ties=(),
    completion_runs=(),
    kept_k=0,
)


def sentence(outcome: ProjectOutcome, spent_on: tuple[int, ...] = (), **changes: Any) -> str:  # noqa: ANN401
    return explain(replace(BARE, **changes), outcome, spent_on)


@pytest.mark.parametrize(
    ("why", "minimum", "expected"),
    [
        (Why.WITHDRAWN, 0, "Not counted: it was withdrawn."),
        (Why.OVER_BUDGET, 0, "Not counted: it costs more than the whole pot."),
        (Why.UNDER_MINIMUM, 10, "Not counted: at least 10 people had to choose it."),
        (Why.UNDER_MINIMUM, 1, "Not counted: at least 1 person had to choose it."),
    ],
)
def test_removed(why: Why, minimum: int, expected: str) -> None:
    outcome = replace(LOST, state=ProjectState.REMOVED)
    found = sentence(outcome, removed=(Removal("p", why),), parameters=Parameters(5, minimum_supporters=minimum))
    assert found == expected


@pytest.mark.parametrize(
    ("level", "people", "expected"),
    [
        (0, 12, "Funded in step 3: it costs nothing, and 12 people chose it."),
        (1, 412, "Funded in step 3: 412 people put it first, and their voting money covered it."),
        (1, 1, "Funded in step 3: 1 person put it first, and their voting money covered it."),
        (
            2,
            1412,
            "Funded in step 3: 1,412 people had it among their first two choices, and their voting money covered it.",
        ),
        (
            10,
            None,
            (
                "Funded in step 3: fewer than 10 people had it among their first ten choices, "
                "and their voting money covered it."
            ),
        ),
        (
            11,
            20,
            "Funded in step 3: 20 people had it among their first 11 choices, and their voting money covered it.",
        ),
        (
            FILL,
            20,
            "Funded in step 3 with the money left over: it had the most points of the projects that still fitted.",
        ),
    ],
)
def test_funded(level: Any, people: int | None, expected: str) -> None:  # noqa: ANN401 - a Level
    assert sentence(FUNDED, steps=(Step(3, level, "p", 900, people),)) == expected


@pytest.mark.parametrize(
    ("order_by", "points", "expected"),
    [
        ("points", 1204, "Funded in step 3: it had 1,204 points, the most of those still open, and its cost fitted."),
        ("points", 1, "Funded in step 3: it had 1 point, the most of those still open, and its cost fitted."),
        ("points", None, "Funded in step 3: it had the most points of those still open, and its cost fitted."),
        ("supporters", 5, "Funded in step 3: 40 people chose it, the most of those still open, and its cost fitted."),
    ],
)
def test_funded_by_a_greedy_rule(order_by: str, points: int | None, expected: str) -> None:
    parameters = Parameters(5, on_overflow="skip", order_by=order_by)
    steps = (Step(3, None, "p", 900, 40),)
    assert sentence(replace(FUNDED, points=points), steps=steps, parameters=parameters) == expected


@pytest.mark.parametrize(
    ("level", "people", "expected"),
    [
        (None, 412, "Funded in step 3: 412 people chose it, and their voting money covered it."),
        (None, None, "Funded in step 3: fewer than 10 people chose it, and their voting money covered it."),
        (
            FILL,
            1,
            (
                "Funded in step 3 with the money left over: 1 person chose it, "
                "the most of the projects that still fitted."
            ),
        ),
    ],
)
@pytest.mark.parametrize("rule", ["equal-shares-points", "equal-shares-cost"])
def test_funded_by_equal_shares_without_levels(rule: str, level: Any, people: int | None, expected: str) -> None:  # noqa: ANN401 - a Level
    """Such a step has no level, and its fill goes by votes."""
    assert sentence(FUNDED, rule=rule, steps=(Step(3, level, "p", 900, people),)) == expected


@pytest.mark.parametrize(
    ("quorum", "expected"),
    [
        (60, "Not funded: too few people voted. At least 60 votes were needed."),
        (1, "Not funded: too few people voted. At least 1 vote was needed."),
    ],
)
def test_under_the_quorum(quorum: int, expected: str) -> None:
    assert sentence(LOST, turnout=0, parameters=Parameters(5, quorum=quorum)) == expected


def test_nobody_chose_it() -> None:
    assert sentence(replace(LOST, supporters=0)) == "Not funded: nobody chose it."


def test_shut_out_by_a_conflict() -> None:
    steps = (Step(1, 1, "r", 9, 30), Step(2, 1, "q", 9, 30))
    found = sentence(LOST, steps=steps, parameters=Parameters(5, conflicts=(("p", "q"), ("r", "s"))))
    assert found == "Not funded: only one of it and the project in step 2 could be funded."


@pytest.mark.parametrize(
    ("on_overflow", "expected"),
    [
        ("skip", "Not funded: it cost more than the money left when its turn came."),
        ("stop", "Not funded: the money did not reach as far as its turn."),
    ],
)
def test_lost_by_a_greedy_rule(on_overflow: str, expected: str) -> None:
    assert sentence(LOST, parameters=Parameters(5, on_overflow=on_overflow, order_by="points")) == expected


@pytest.mark.parametrize(
    ("money", "step", "expected"),
    [
        (558, 4, "at best, in step 4, the voting money behind it reached 62% of its cost, and 38% was missing."),
        (
            558,
            None,
            "at best, after the last step, the voting money behind it reached 62% of its cost, and 38% was missing.",
        ),
        (
            Fraction(1799, 2),
            4,
            "at best, in step 4, the voting money behind it reached 99% of its cost, and 1% was missing.",
        ),
        (8, 4, "at best, in step 4, the voting money behind it was less than 1% of its cost."),
        (0, None, "at best, after the last step, the voting money behind it was less than 1% of its cost."),
        (9, 4, "at best, in step 4, the voting money behind it reached 1% of its cost, and 99% was missing."),
        (
            900,
            2,
            (
                "in step 2 the voting money behind it covered its cost, "
                "but other projects were chosen before it and used that money up."
            ),
        ),
        (None, None, "40 people chose it, but the voting money left behind it did not cover its cost."),
    ],
)
def test_lost(money: int | Fraction | None, step: int | None, expected: str) -> None:
    best = None if money is None else Fraction(money)
    assert sentence(replace(LOST, best_money=best, best_step=step)) == f"Not funded: {expected}"


def test_lost_with_everything_withheld() -> None:
    withheld = replace(LOST, best_money=None, best_step=None, supporters=None)
    assert sentence(withheld) == "Not funded: the voting money left behind it did not cover its cost."


@pytest.mark.parametrize(
    ("spent_on", "expected"),
    [
        ((1,), "Its supporters spent most on the project in step 1."),
        ((1, 3), "Its supporters spent most on the projects in steps 1 and 3."),
        ((1, 3, 14), "Its supporters spent most on the projects in steps 1, 3 and 14."),
    ],
)
def test_where_the_money_of_its_supporters_went(spent_on: tuple[int, ...], expected: str) -> None:
    assert sentence(LOST, spent_on).endswith(f"missing. {expected}")


def test_the_fill_passed_it_over() -> None:
    found = sentence(LOST, (1,), completion="add1u")
    assert found.endswith("step 1. At the end it cost more than the money left over.")


def test_withheld_numbers_stay_withheld() -> None:
    """With the fields of a public tier, no number of people, points or money is in any sentence."""
    for example in (E1, E3):
        full = counted(example)
        public = replace(
            full,
            steps=tuple(replace(step, supporters=None) for step in full.steps),
            projects=tuple(
                replace(each, supporters=None, points=None, best_money=None, best_step=None) for each in full.projects
            ),
        )
        for outcome in with_reasons(public, {}).projects:
            words = outcome.reason.replace("fewer than 10 people", "").replace(f"step {_step(full, outcome.id)}", "")
            assert not re.search(r"\d", words), outcome.reason


def _step(full: Result, project: str) -> int:
    step = full.step_of(project)
    return 0 if step is None else step.step


def test_no_sentence_is_longer_than_25_words() -> None:
    """Reading age 9 to 11, over all sentences of 200 random pots."""
    from pbvote.tally import count  # noqa: PLC0415 - the sentences of real counts, not a dependency of this room

    for seed in range(200):
        pot, ballots = random_pot(chance_of(seed))
        for outcome in count(pot, ballots, pot.ids).projects:
            for each in outcome.reason.split(". "):
                assert len(each.split()) <= 25, each

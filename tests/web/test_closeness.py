"""How close it was: only what was counted is said, only where the tier allows it, and nothing of fewer people."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from pbvote.domain.analysis import Analysis, ProjectAnalysis
from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.result import ProjectState
from pbvote.domain.rules import CountMethod
from pbvote.storage.queries.results import PotResult
from pbvote.web.closeness import Closeness, closeness_of
from tests.web.made_results import made_result
from tests.web.test_why import pots

COSTS = {"a": 60_000, "b": 30_000, "c": 20_000}
BALLOTS = {"ac": 60, "b": 30, "c": 10}


def closeness(found: PotResult, project: str) -> tuple[Closeness, ...]:
    assert found.counted is not None
    outcome = found.counted.outcome_of(project)
    assert outcome is not None
    return closeness_of(found, outcome)


def with_analysis(project: ProjectAnalysis, *, grain: int | None = None) -> PotResult:
    """A result in which `c` lost, with an analysis of our own."""
    return replace(made_result(COSTS, BALLOTS), analysis=Analysis("all", (project,)), grain=grain)


def words_of(parts: tuple[Closeness, ...]) -> str:
    return " | ".join(f"{part.question} {part.answer}. {' '.join(part.words)}" for part in parts)


def test_a_margin_says_about_how_many_more_people_and_that_a_full_count_showed_it() -> None:
    (part,) = closeness(made_result(COSTS, BALLOTS, analysed=True), "c")
    assert (part.question, part.answer) == ("How close was it?", "About 20 more people")
    assert part.words[0] == "About 20 more people ranking it first would have funded it."
    assert "counted everything again: then it won." in part.words[1]
    assert "rounded up to tens" in part.words[1]


def test_a_margin_that_was_not_found_is_called_not_found() -> None:
    found = with_analysis(ProjectAnalysis("c", 15_000, None, Fraction(70_000)))
    close, price = closeness(found, "c")
    assert close.answer == "Not found"
    assert "We tried up to 200 more people ranking it first." in close.words[0]
    assert (price.question, price.answer) == ("What price would have won?", "£150")
    assert "in one run of the count" in price.words[0]
    assert "without the money left over at the end" in price.words[1]


def test_a_price_that_is_not_shown_leaves_the_margin_alone() -> None:
    (part,) = closeness(with_analysis(ProjectAnalysis("c", None, 10, Fraction(70_000))), "c")
    assert part.answer == "About 10 more people"


def test_no_price_low_enough_is_no_price_of_nothing() -> None:
    _close, price = closeness(with_analysis(ProjectAnalysis("c", 0, None, Fraction(70_000))), "c")
    assert price.answer == "No price"
    assert "£" not in " ".join(price.words)


@pytest.mark.parametrize(
    ("highest", "grain", "answer"),
    [(60_000, None, "£600"), (60_000, 20_000, "Less than £200 more"), (80_000, 20_000, "£800"), (75_000, None, "£750")],
)
def test_a_winner_learns_how_much_dearer_it_could_have_been(highest: int, grain: int | None, answer: str) -> None:
    found = with_analysis(ProjectAnalysis("a", highest, None, Fraction(70_000)), grain=grain)
    (part,) = closeness(found, "a")
    assert (part.question, part.answer) == ("How much could it have cost?", answer)


def test_a_price_above_the_money_behind_it_says_that_it_would_have_won_later() -> None:
    """£600 stood behind the bike shed in step 1: of a price that this could pay there is nothing to explain."""
    later = "It would have won later, when the count looked at further choices."
    for highest, is_later in ((80_000, True), (60_000, False)):
        (part,) = closeness(with_analysis(ProjectAnalysis("a", highest, None, Fraction(70_000)), grain=20_000), "a")
        assert (later in part.words[0]) is is_later


def test_one_that_the_rest_of_the_pot_paid_for_learns_what_voting_money_would_have_paid() -> None:
    found = made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40}, analysed=True)
    assert found.counted is not None
    filled = next(each.id for each in found.counted.projects if each.state is ProjectState.FILLED)
    for part in closeness(found, filled):
        assert part.question == "What price would have won with voting money?"


def test_further_people_of_a_group_are_called_by_it() -> None:
    halves = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
    found = made_result({**COSTS, "c": 95_000}, {"ac/young": 20, "b/old": 60, "c/old": 20}, groups=halves)
    found = replace(found, analysis=Analysis("old", (ProjectAnalysis("c", None, 30, None),)))
    assert "About 30 more people of “Grown-ups” ranking it first" in words_of(closeness(found, "c"))


def test_without_an_analysis_or_with_few_supporters_nothing_is_said() -> None:
    assert closeness(made_result(COSTS, BALLOTS), "c") == ()
    few = made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 4}, analysed=True)
    assert few.counted is not None
    assert few.counted.outcome_of("b").supporters is None  # type: ignore[union-attr] # b is in the pot
    assert closeness(few, "b") == ()
    greedy = made_result(COSTS, BALLOTS, CountMethod("points-greedy", "none"), analysed=True)
    assert [closeness(greedy, project) for project in COSTS] == [(), (), ()]


@settings(max_examples=30)
@given(pots())
def test_nothing_is_ever_said_of_fewer_people(made: tuple[dict[str, int], dict[str, int]]) -> None:
    found = made_result(*made, analysed=True)
    for project in made[0]:
        words = words_of(closeness(found, project)).lower()
        assert "fewer" not in words
        assert "needed" not in words

"""What makes a review whole, who must sign it, and when its authors need their days again."""

from dataclasses import replace

import pytest

from pbvote.domain.plain_words import long_sentences
from pbvote.domain.proposal import MOST_PENCE
from pbvote.domain.review import (
    AREAS,
    COUNCIL,
    FRONT_LINE,
    YOUTH,
    ReviewWords,
    faults_of_draft,
    faults_of_review,
    is_youth_pot,
    needed_areas,
    review_mark,
    says_another_thing,
)

WHOLE = ReviewWords("feasible", 100_000, "", "", "It can be done.")


@pytest.mark.parametrize(
    "words",
    [
        WHOLE,
        replace(WHOLE, verdict="if-changed", change="Half of it."),
        replace(WHOLE, verdict="not-feasible", cost=None),
        replace(WHOLE, cost=MOST_PENCE),
    ],
)
def test_a_whole_review_has_no_fault(words: ReviewWords) -> None:
    assert faults_of_review(words) == {}


def test_an_empty_review_can_be_kept_and_not_signed() -> None:
    assert faults_of_draft(ReviewWords()) == {}
    assert set(faults_of_review(ReviewWords())) == {"verdict", "reason"}


@pytest.mark.parametrize("cost", [-1, 0, MOST_PENCE + 1])
def test_a_cost_is_an_amount(cost: int) -> None:
    assert set(faults_of_draft(replace(WHOLE, cost=cost))) == {"cost"}


@pytest.mark.parametrize(
    ("front_line", "youth", "areas"),
    [
        (False, False, (COUNCIL,)),
        (True, False, (COUNCIL, FRONT_LINE)),
        (False, True, (COUNCIL, YOUTH)),
        (True, True, AREAS),
    ],
)
def test_the_council_always_signs_and_others_where_there_is_anybody(
    areas: tuple[str, ...], *, front_line: bool, youth: bool
) -> None:
    assert needed_areas(front_line=front_line, youth=youth) == areas


@pytest.mark.parametrize(("to_age", "young"), [(19, True), (25, True), (26, False), (None, False)])
def test_a_pot_is_for_the_young_by_the_age_at_which_it_ends(to_age: int | None, *, young: bool) -> None:
    assert is_youth_pot(to_age) is young


@pytest.mark.parametrize(
    ("after", "another"),
    [
        (replace(WHOLE, reason="Put better."), False),
        (replace(WHOLE, worth="Neighbours meet."), False),
        (replace(WHOLE, cost=100_001), True),
        (replace(WHOLE, change="Half of it."), True),
        (replace(WHOLE, verdict="not-feasible"), True),
    ],
)
def test_only_another_finding_figure_or_change_is_another_thing(after: ReviewWords, *, another: bool) -> None:
    assert says_another_thing(WHOLE, after) is another


def test_the_mark_changes_with_everything_that_is_kept() -> None:
    kept = (
        (WHOLE, "reviewer-1", "draft", 1),
        (replace(WHOLE, reason="It can."), "reviewer-1", "draft", 1),
        (WHOLE, "reviewer-2", "draft", 1),
        (WHOLE, "reviewer-1", "signed", 1),
        (WHOLE, "reviewer-1", "draft", 2),
    )
    assert len({review_mark(*each) for each in kept}) == len(kept)


LONG = "word " * 25 + "end."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 0),
        ("Short. Shorter.", 0),
        ("word " * 24 + "end.", 0),
        (LONG, 1),
        (f"Short. {LONG} Short! {LONG}", 2),
        (f"“{LONG}” He said so.", 1),
        ("word " * 20 + "\n" + "word " * 20, 0),
        ("word " * 20 + "at 5.30 " + "word " * 20, 1),
    ],
)
def test_long_sentences_are_found_and_no_others(text: str, found: int) -> None:
    assert len(long_sentences(text)) == found

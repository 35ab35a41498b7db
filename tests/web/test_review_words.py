"""Reviews in plain words."""

from dataclasses import replace

import pytest

from pbvote.domain.review import AREAS, Verdict
from pbvote.storage.queries.reviews import ReviewsView, ReviewView
from pbvote.web.review_words import cost_beside, review_cards, verdict_words, who_words

VIEW = ReviewView("council", "feasible", 400_000, 330_000, "", "", "It can be done.\n\nIn May.", 2, None)


@pytest.mark.parametrize(
    ("authors", "reviewer", "words"),
    [
        (330_000, 400_000, "That is £700 more than the authors’ figure."),
        (330_000, 300_050, "That is £299.50 less than the authors’ figure."),
        (330_000, 330_000, "Both figures are the same."),
        (330_000, None, "No other figure was given."),
        (0, 400_000, "The authors gave no figure."),
    ],
)
def test_both_figures_are_compared_in_words(authors: int, reviewer: int | None, words: str) -> None:
    assert cost_beside(authors, reviewer) == words


def test_every_area_and_every_finding_has_words() -> None:
    assert len({who_words(each) for each in AREAS} - set(AREAS)) == len(AREAS)
    assert len({verdict_words(each) for each in Verdict} - set(Verdict)) == len(Verdict)


def test_nothing_stays_nothing() -> None:
    assert review_cards(None) is None


@pytest.mark.parametrize(("present", "earlier"), [(2, False), (3, True)])
def test_a_review_of_an_earlier_version_says_so(present: int, *, earlier: bool) -> None:
    found = review_cards(ReviewsView((VIEW,), present, "", answered=False))
    assert found is not None
    assert bool(found.cards[0].earlier) is earlier
    assert [block.lines for block in found.cards[0].reason] == [("It can be done.",), ("In May.",)]


def test_what_is_empty_is_left_out() -> None:
    found = review_cards(ReviewsView((replace(VIEW, cost=None),), 2, "", answered=True))
    assert found is not None
    assert (found.cards[0].cost, found.cards[0].change, found.answer) == ("", (), ())

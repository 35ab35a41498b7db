"""A review is saved, and signed once it is whole; two windows and a changed idea never pass unseen."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.review import ReviewWords
from pbvote.domain.review_errors import (
    IdeaChangedError,
    NotYourReviewError,
    ReviewSavedElsewhereError,
    ReviewSignedError,
    StaysOutError,
)
from pbvote.services.assign_review import take_review
from pbvote.services.declare_interest import declare_interest
from pbvote.services.write_review import save_review, sign_review
from pbvote.storage.tables import AnswerRow, ProposalRow, ReviewRow, SecurityEventRow, TrailRow
from tests.factories import World
from tests.ideas import saved, submit
from tests.review_world import FEASIBLE, sign, staff_seat_of, told, written


def kept(world: World, idea: int = 1, area: str = "council") -> ReviewRow:
    with world.office.database.read() as db:
        return db.scalars(select(ReviewRow).filter_by(proposal_id=idea, area=area)).one()


def test_a_review_that_is_not_whole_is_kept(review: World) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    save_review(review.office, seat, 1, written(review, 1, ReviewWords(reason="Not yet sure.")))
    row = kept(review)
    assert (row.state, row.reason, row.verdict, row.cost, row.version) == ("draft", "Not yet sure.", "", None, 1)
    assert told(review, 1) == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (replace(FEASIBLE, reason=""), "reason"),
        (replace(FEASIBLE, verdict=""), "verdict"),
        (replace(FEASIBLE, verdict="never"), "verdict"),
        (replace(FEASIBLE, cost=None), "cost"),
        (replace(FEASIBLE, cost=0), "cost"),
        (replace(FEASIBLE, cost=10**15), "cost"),
        (replace(FEASIBLE, verdict="if-changed"), "change"),
        (replace(FEASIBLE, reason="a" * 3001), "reason"),
        (replace(FEASIBLE, worth="turned \u202e around"), "worth"),
        (replace(FEASIBLE, change="nul \x00"), "change"),
    ],
)
def test_a_review_that_is_not_whole_is_not_signed(review: World, words: ReviewWords, fault: str) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    with pytest.raises(AnswersRefusedError) as refused:
        sign_review(review.office, seat, 1, written(review, 1, words))
    assert list(refused.value.faults) == [fault]


@pytest.mark.parametrize("words", [replace(FEASIBLE, verdict="never"), replace(FEASIBLE, reason="\ud800")])
def test_what_no_database_takes_is_not_even_saved(review: World, words: ReviewWords) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    with pytest.raises(AnswersRefusedError):
        save_review(review.office, seat, 1, written(review, 1, words))


def test_a_not_feasible_idea_needs_no_cost(review: World) -> None:
    sign(review, "reviewer-1", 1, ReviewWords("not-feasible", None, "", "", "The land is not ours."))
    assert kept(review).state == "signed"


def test_the_authors_are_told_once_everybody_has_signed(review: World) -> None:
    assert not sign(review, "reviewer-1", 3)
    assert told(review, 0) == []
    assert sign(review, "reviewer-2", 3)
    assert told(review, 0) == ["review-ready"]
    with review.office.database.read() as db:
        answer = db.get_one(AnswerRow, 3)
        assert (answer.until - answer.told_at).days == 7
        assert [row.kind for row in db.scalars(select(TrailRow).filter_by(proposal_id=3))] == ["submitted", "reviewed"]


def test_who_did_not_take_it_does_not_write_it(review: World) -> None:
    take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)
    for role in ("reviewer-2", "reviewer-3"):
        with pytest.raises(NotYourReviewError):
            sign_review(review.office, staff_seat_of(review, role), 1, written(review, 1))


def test_two_windows_do_not_overwrite_each_other(review: World) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    early = written(review, 1, ReviewWords(reason="From the first window."))
    save_review(review.office, seat, 1, written(review, 1, ReviewWords(reason="From the second window.")))
    with pytest.raises(ReviewSavedElsewhereError):
        sign_review(review.office, seat, 1, replace(early, words=FEASIBLE))
    assert kept(review).reason == "From the second window."


def test_nobody_signs_a_review_of_words_they_did_not_see(review: World) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    early = written(review, 1)
    change_idea(review)
    with pytest.raises(IdeaChangedError) as changed:
        sign_review(review.office, seat, 1, early)
    assert changed.value.version == 2
    sign_review(review.office, seat, 1, written(review, 1))
    assert kept(review).version == 2


def change_idea(world: World) -> None:
    """Let member 1 change idea 1, and staff show it again."""
    saved(world, 1, 1, title="A smaller garden")
    submit(world, 1, 1)
    with world.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "open"
        uow.commit()


def test_a_signed_review_is_signed_anew_and_never_saved_half(review: World) -> None:
    seat = staff_seat_of(review, "reviewer-1")
    sign(review, "reviewer-1", 1)
    with pytest.raises(ReviewSignedError):
        save_review(review.office, seat, 1, written(review, 1, ReviewWords(reason="Hm.")))
    sign_review(review.office, seat, 1, written(review, 1, replace(FEASIBLE, reason="Put better.")))
    assert kept(review).reason == "Put better."


@pytest.mark.parametrize(
    ("words", "anew"),
    [
        (replace(FEASIBLE, reason="Put better."), False),
        (replace(FEASIBLE, cost=500_000), True),
        (ReviewWords("not-feasible", 400_000, "", "People meet there.", "The land was sold."), True),
    ],
)
def test_the_authors_days_begin_anew_when_the_review_says_another_thing(
    review: World, words: ReviewWords, *, anew: bool
) -> None:
    for role in ("reviewer-1", "reviewer-2"):
        sign(review, role, 1)
    with review.office.database.write() as uow:
        answer = uow.db.get_one(AnswerRow, 1)
        answer.answered_at, answer.text = answer.told_at, "We thank you."
        uow.commit()
    sign_review(review.office, staff_seat_of(review, "reviewer-1"), 1, written(review, 1, words))
    with review.office.database.read() as db:
        answer = db.get_one(AnswerRow, 1)
        assert (answer.answered_at is None, answer.text) == (anew, "We thank you.")
    assert told(review, 1) == ["review-ready"] * (1 + anew)


@pytest.mark.parametrize("signed", [False, True])
def test_whoever_has_an_interest_is_out_with_all_they_wrote(review: World, *, signed: bool) -> None:
    """Also after the idea was given to them, and even after they signed: it goes back to the queue."""
    seat = staff_seat_of(review, "reviewer-1")
    take_review(review.office, seat, 1)
    (sign_review if signed else save_review)(review.office, seat, 1, written(review, 1))
    for _ in range(2):
        declare_interest(review.office, seat, 1)
    for act in (save_review, sign_review):
        with pytest.raises(StaysOutError):
            act(review.office, seat, 1, written(review, 1))
    with pytest.raises(StaysOutError):
        take_review(review.office, seat, 1)
    with review.office.database.read() as db:
        assert db.get(ReviewRow, (1, "council")) is None
    sign(review, "reviewer-3", 1)
    assert kept(review).role == "reviewer-3"


def test_the_interest_of_one_leaves_the_other_areas_alone(review: World) -> None:
    sign(review, "reviewer-2", 1)
    declare_interest(review.office, staff_seat_of(review, "reviewer-1"), 1)
    assert kept(review, area="front-line").state == "signed"


def test_the_private_log_says_who_signed_and_who_stays_out(review: World) -> None:
    sign(review, "reviewer-1", 1)
    declare_interest(review.office, staff_seat_of(review, "reviewer-3"), 1)
    with review.office.database.read() as db:
        lines = [(row.kind, row.role, row.detail) for row in db.scalars(select(SecurityEventRow))]
    assert lines[-2:] == [
        ("review.signed", "reviewer-1", '{"idea": "1"}'),
        ("review.interest", "reviewer-3", '{"idea": "1"}'),
    ]

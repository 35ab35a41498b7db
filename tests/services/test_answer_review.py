"""The authors read first and answer within their days; nobody else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.review_errors import AnswerRefusedError, AnswerTooLateError, NoReviewToAnswerError
from pbvote.services.answer_review import answer_review
from pbvote.services.judge_answer import judge_answer
from pbvote.services.remind_answers import remind_answers
from pbvote.services.review_gaps import what_is_missing
from pbvote.services.tick import tick
from pbvote.storage.queries.reviews import own_reviews, public_reviews
from pbvote.storage.tables import AnswerRow, PhasesRow, TrailRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS, seat_of
from tests.review_world import sign, staff_seat_of, told


@pytest.fixture
def ready(review: World) -> World:
    """The review of idea 1 is whole."""
    for role in ("reviewer-1", "reviewer-2"):
        sign(review, role, 1)
    return review


def answer(world: World) -> AnswerRow:
    with world.office.database.read() as db:
        return db.scalars(select(AnswerRow)).one()


def pass_days(world: World, days: int) -> None:
    """Let so many days pass since the review began."""
    world.move(BEGINS[Phase.REVIEW] + timedelta(days=days))


def test_an_answer_can_be_put_better_until_the_last_moment(ready: World) -> None:
    for text in ("We can do with less.", "We can do with half of it."):
        answer_review(ready.office, seat_of(ready, 1), 1, text)
    assert answer(ready).text == "We can do with half of it."
    with ready.office.database.read() as db:
        kinds = [row.kind for row in db.scalars(select(TrailRow).filter_by(proposal_id=1))]
    assert kinds == ["submitted", "reviewed", "answered"]


def test_an_empty_answer_says_that_it_was_read(ready: World) -> None:
    answer_review(ready.office, seat_of(ready, 1), 1, "")
    assert (answer(ready).text, answer(ready).answered_at is None) == ("", False)


@pytest.mark.parametrize("number", [0, 3, 5])
def test_only_an_author_answers(ready: World, number: int) -> None:
    with pytest.raises(NoReviewToAnswerError):
        answer_review(ready.office, seat_of(ready, number), 1, "Mine.")


@pytest.mark.parametrize("idea", [2, 99])
def test_there_is_nothing_to_answer_before_the_review(ready: World, idea: int) -> None:
    with pytest.raises(NoReviewToAnswerError):
        answer_review(ready.office, seat_of(ready, 3), idea, "Hello?")


@pytest.mark.parametrize("text", ["a" * 3001, "turned \u202e", "\x00"])
def test_an_answer_is_text(ready: World, text: str) -> None:
    with pytest.raises(AnswerRefusedError):
        answer_review(ready.office, seat_of(ready, 1), 1, text)


def test_after_the_last_day_it_is_too_late(ready: World) -> None:
    pass_days(ready, 8)
    with pytest.raises(AnswerTooLateError):
        answer_review(ready.office, seat_of(ready, 1), 1, "Late.")


def test_after_the_review_there_is_no_answer(ready: World) -> None:
    with ready.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = Phase.LIST.value
        uow.commit()
    with pytest.raises(NotInPhaseError):
        answer_review(ready.office, seat_of(ready, 1), 1, "Late.")


@pytest.mark.parametrize(("days", "kinds"), [(4, []), (6, ["answer-soon"]), (8, [])])
def test_who_has_two_days_left_is_told_once(ready: World, days: int, kinds: list[str]) -> None:
    pass_days(ready, days)
    for _ in range(2):
        remind_answers(ready.office)
    assert told(ready, 1) == ["review-ready", *kinds]


def test_who_has_answered_is_left_alone(ready: World) -> None:
    answer_review(ready.office, seat_of(ready, 1), 1, "Done.")
    pass_days(ready, 6)
    tick(ready.office)
    assert told(ready, 1) == ["review-ready"]


def test_the_tick_finds_what_became_whole_by_itself(review: World) -> None:
    """The only front-line reviewer leaves: then the council's review is the whole review."""
    sign(review, "reviewer-1", 1)
    remind_answers(review.office)
    assert told(review, 1) == []
    review.agree_on_staff("end a role", role="reviewer-2")
    for _ in range(2):
        remind_answers(review.office)
    assert told(review, 1) == ["review-ready"]


@pytest.fixture
def young(review: World) -> World:
    """The review of idea 3, of a 14-year-old, is whole."""
    for role in ("reviewer-1", "reviewer-2"):
        sign(review, role, 3)
    return review


def test_what_the_young_answer_is_read_by_staff_first(young: World) -> None:
    answer_review(young.office, seat_of(young, 0), 3, "Please come to our street.")
    assert answer(young).state == "waiting"
    with young.office.database.read() as db:
        assert "One answer of authors waits to be read by staff." in what_is_missing(db, ROUND, answer(young).told_at)
    judge_answer(young.office, staff_seat_of(young, "officer-1"), 3, "", show=True)
    assert answer(young).state == "shown"
    answer_review(young.office, seat_of(young, 0), 3, "Or to mine.")
    assert answer(young).state == "waiting", "other words are read again"


def test_an_answer_without_words_is_nothing_to_read(young: World) -> None:
    answer_review(young.office, seat_of(young, 0), 3, "")
    assert answer(young).state == "shown"


def test_a_hidden_answer_is_told_with_the_reason(young: World) -> None:
    answer_review(young.office, seat_of(young, 0), 3, "Call me at home.")
    judge_answer(young.office, staff_seat_of(young, "officer-1"), 3, "It says how to reach you.", show=False)
    assert (answer(young).state, answer(young).judged_reason) == ("hidden", "It says how to reach you.")
    assert told(young, 0) == ["review-ready", "answer-hidden"]
    with young.office.database.read() as db:
        assert public_reviews(db, 3) is None
        own = own_reviews(db, young.members[0], 3)
    assert own is not None
    assert (own.found.answer, own.found.answer_reason) == ("Call me at home.", "It says how to reach you.")


def test_nothing_is_hidden_without_a_reason(young: World) -> None:
    answer_review(young.office, seat_of(young, 0), 3, "Please.")
    with pytest.raises(AnswerRefusedError):
        judge_answer(young.office, staff_seat_of(young, "officer-1"), 3, "", show=False)


def test_reviewers_judge_no_answer(young: World) -> None:
    answer_review(young.office, seat_of(young, 0), 3, "Please.")
    with pytest.raises(UnknownOfficerError):
        judge_answer(young.office, staff_seat_of(young, "reviewer-1"), 3, "", show=True)


def test_there_is_no_answer_to_judge_before_one(young: World) -> None:
    with pytest.raises(NoReviewToAnswerError):
        judge_answer(young.office, staff_seat_of(young, "officer-1"), 3, "", show=True)

"""All reviews become public together, and only when nothing is missing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.review import ReviewWords
from pbvote.domain.review_errors import NotToReviewError, ReviewsNotReadyError
from pbvote.services.answer_review import answer_review
from pbvote.services.publish_reviews import publish_reviews, review_document
from pbvote.services.review_gaps import what_is_missing
from pbvote.services.text_hash import text_hash, texts_root
from pbvote.storage.tables import AnswerRow, PanelRow, PhasesRow, ProposalRow, ReviewRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS, seat_of
from tests.log_entries import entries
from tests.review_world import FEASIBLE, sign, sign_all, told


def missing(world: World) -> tuple[str, ...]:
    with world.office.database.read() as db:
        return what_is_missing(db, ROUND, world.office.clock.now(db))


def pass_days(world: World) -> None:
    """Let the authors' seven days pass."""
    world.move(BEGINS[Phase.REVIEW] + timedelta(days=8))


@pytest.fixture
def signed(review: World) -> World:
    """Everything is signed, and the authors' days are over; member 1 answered in words."""
    sign_all(review)
    answer_review(review.office, seat_of(review, 1), 1, "We can do with less.")
    pass_days(review)
    return review


def test_what_is_missing_is_said_in_numbers(review: World) -> None:
    assert missing(review) == (
        "3 ideas have no signed review of the council.",
        "3 ideas have no signed review of a front-line worker.",
    )
    sign(review, "reviewer-1", 1)
    sign(review, "reviewer-2", 1)
    assert missing(review)[-1] == "The authors of one idea can still answer."
    answer_review(review.office, seat_of(review, 1), 1, "")
    assert missing(review) == (
        "2 ideas have no signed review of the council.",
        "2 ideas have no signed review of a front-line worker.",
    )


def test_nothing_is_published_while_anything_is_missing(review: World) -> None:
    with pytest.raises(ReviewsNotReadyError, match="3 ideas have no signed review of the council"):
        publish_reviews(review.office, "officer-1", ROUND)
    sign_all(review)
    with pytest.raises(ReviewsNotReadyError, match="authors of 3 ideas can still answer"):
        publish_reviews(review.office, "officer-1", ROUND)
    with review.office.database.read() as db:
        assert db.get_one(PhasesRow, ROUND).phase == "review"
        assert {row.state for row in db.scalars(select(ReviewRow))} == {"signed"}


def test_authors_whom_nobody_has_told_yet_hold_it_up(signed: World) -> None:
    """A review becomes whole by itself when the last who had to sign need not any more; the tick tells them then."""
    with signed.office.database.write() as uow:
        uow.db.delete(uow.db.get_one(AnswerRow, 2))
        uow.commit()
    assert "The authors of one idea can still answer." in missing(signed)


def test_a_change_that_nobody_has_read_holds_it_up(signed: World) -> None:
    with signed.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "waiting"
        uow.commit()
    assert missing(signed) == ("One idea was changed and waits to be read by staff.",)


def test_the_panel_is_waited_for_where_there_is_one(signed: World) -> None:
    with signed.office.database.write() as uow:
        now = signed.office.clock.now(uow.db)
        uow.db.add(PanelRow(round_id=ROUND, member_key=signed.members[2], since=now))
        uow.commit()
    assert missing(signed) == ("One idea has no signed review of the youth panel.",)


def test_an_idea_that_left_the_review_holds_up_nothing(review: World) -> None:
    sign(review, "reviewer-1", 1)
    with review.office.database.write() as uow:
        for idea, stage in ((1, "hidden"), (2, "withdrawn"), (3, "merged")):
            uow.db.get_one(ProposalRow, idea).stage = stage
        uow.commit()
    assert missing(review) == ()
    publish_reviews(review.office, "officer-1", ROUND)
    assert entries(review, "reviews.published")[0]["reviews"] == 0


def test_everything_becomes_public_at_once(signed: World) -> None:
    publish_reviews(signed.office, "officer-1", ROUND)
    with signed.office.database.read() as db:
        phases = db.get_one(PhasesRow, ROUND)
        reviews, answers = list(db.scalars(select(ReviewRow))), list(db.scalars(select(AnswerRow)))
    assert phases.phase == "list"
    assert phases.published_at is not None
    assert {row.state for row in reviews} == {"published"}
    assert [told(signed, number)[-1] for number in (0, 1, 3)] == ["reviews-published"] * 3
    (entry,) = entries(signed, "reviews.published")
    assert (entry["ideas"], entry["reviews"], entry["roles"]) == (3, 6, ["officer-1"])
    assert entry["verdicts"] == [{"count": 6, "verdict": "feasible"}]
    hashes = [row.hash for row in reviews] + [row.hash for row in answers if row.text]
    assert entry["texts"] == texts_root(hashes)
    assert len(hashes) == 7
    assert entries(signed)[-1]["kind"] == "phase.moved"


def test_each_hash_is_that_of_what_was_said(signed: World) -> None:
    publish_reviews(signed.office, "officer-1", ROUND)
    with signed.office.database.read() as db:
        row, said = db.get_one(ReviewRow, (1, "council")), db.get_one(AnswerRow, 1)
    assert row.hash == text_hash(row.salt or b"", review_document(row, ROUND, 1))
    assert said.hash == text_hash(said.salt or b"", {"answer": said.text, "number": 1, "round": ROUND})


def test_the_log_holds_no_word_and_no_person(signed: World) -> None:
    publish_reviews(signed.office, "officer-1", ROUND)
    line = str(entries(signed, "reviews.published"))
    for word in ("garden", "council owns", "reviewer", "Ines", *signed.members):
        assert word not in line


def test_the_findings_are_counted(review: World) -> None:
    for idea, words in enumerate((FEASIBLE, replace(FEASIBLE, verdict="if-changed", change="Half of it."), NO), 1):
        for role in ("reviewer-1", "reviewer-2"):
            sign(review, role, idea, words)
    pass_days(review)
    publish_reviews(review.office, "officer-1", ROUND)
    assert entries(review, "reviews.published")[0]["verdicts"] == [
        {"count": 2, "verdict": "feasible"},
        {"count": 2, "verdict": "if-changed"},
        {"count": 2, "verdict": "not-feasible"},
    ]


NO = ReviewWords("not-feasible", None, "", "", "The land is not ours.")


@pytest.mark.parametrize("role", ["reviewer-1", "officer-9"])
def test_only_an_officer_publishes(signed: World, role: str) -> None:
    with pytest.raises(UnknownOfficerError):
        publish_reviews(signed.office, role, ROUND)


def test_it_is_done_once_and_nothing_is_signed_after_it(signed: World) -> None:
    publish_reviews(signed.office, "officer-1", ROUND)
    with pytest.raises(NotInPhaseError):
        publish_reviews(signed.office, "officer-2", ROUND)
    with pytest.raises((NotInPhaseError, NotToReviewError)):
        sign(signed, "reviewer-1", 1)
    assert len(entries(signed, "reviews.published")) == 1

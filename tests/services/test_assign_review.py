"""Who reviews what: taken, given, given back; two of one area never have the same idea."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.review_errors import (
    NotToReviewError,
    NotYourAreaError,
    NotYourReviewError,
    ReviewSignedError,
    ReviewTakenError,
    StaysOutError,
)
from pbvote.domain.staff import NotYourTaskError
from pbvote.services.assign_review import give_back_review, give_review, take_review
from pbvote.services.declare_interest import declare_interest
from pbvote.services.write_review import save_review
from pbvote.storage.tables import AssignmentRow, MemberRow, PhasesRow, ProposalRow, ReviewRow
from tests.factories import ROUND, World
from tests.review_world import sign, staff_seat_of, written


def given(world: World) -> dict[tuple[int, str], str]:
    with world.office.database.read() as db:
        return {(row.proposal_id, row.area): row.role for row in db.scalars(select(AssignmentRow))}


def test_each_area_has_its_own_reviewer(review: World) -> None:
    for role in ("reviewer-1", "reviewer-2", "reviewer-1"):
        take_review(review.office, staff_seat_of(review, role), 1)
    assert given(review) == {(1, "council"): "reviewer-1", (1, "front-line"): "reviewer-2"}


def test_two_of_one_area_never_have_the_same_idea(review: World) -> None:
    take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)
    with pytest.raises(ReviewTakenError):
        take_review(review.office, staff_seat_of(review, "reviewer-3"), 1)


@pytest.mark.parametrize("role", ["officer-1", "officer-2"])
def test_only_reviewers_take(review: World, role: str) -> None:
    with pytest.raises(NotYourTaskError):
        take_review(review.office, staff_seat_of(review, role), 1)


@pytest.mark.parametrize("idea", [4, 99])
def test_an_idea_without_supporters_is_not_reviewed(review: World, idea: int) -> None:
    with pytest.raises(NotToReviewError):
        take_review(review.office, staff_seat_of(review, "reviewer-1"), idea)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OPEN])
def test_an_idea_that_is_not_open_is_not_reviewed(review: World, stage: Stage) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = stage.value
        uow.commit()
    with pytest.raises(NotToReviewError):
        take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.REVIEW])
def test_nothing_is_reviewed_outside_the_review(review: World, phase: Phase) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase.value
        uow.commit()
    with pytest.raises(NotInPhaseError):
        take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)


def test_an_officer_gives_and_what_another_began_is_gone(review: World) -> None:
    first, officer = staff_seat_of(review, "reviewer-1"), staff_seat_of(review, "officer-1")
    take_review(review.office, first, 1)
    save_review(review.office, first, 1, written(review, 1))
    give_review(review.office, officer, 1, "reviewer-3")
    assert given(review) == {(1, "council"): "reviewer-3"}
    with review.office.database.read() as db:
        assert db.get(ReviewRow, (1, "council")) is None
    with pytest.raises(NotYourReviewError):
        save_review(review.office, first, 1, written(review, 1))


def test_giving_somebody_what_they_have_loses_nothing(review: World) -> None:
    first, officer = staff_seat_of(review, "reviewer-1"), staff_seat_of(review, "officer-1")
    take_review(review.office, first, 1)
    save_review(review.office, first, 1, written(review, 1))
    give_review(review.office, officer, 1, "reviewer-1")
    with review.office.database.read() as db:
        assert db.get_one(ReviewRow, (1, "council")).role == "reviewer-1"


@pytest.mark.parametrize("role", ["officer-2", "reviewer-9", "clerk-1", "", "reviewer-\x00"])
def test_an_idea_is_given_to_reviewers_alone(review: World, role: str) -> None:
    with pytest.raises((NotYourAreaError, UnknownOfficerError)):
        give_review(review.office, staff_seat_of(review, "officer-1"), 1, role)


def test_a_reviewer_gives_nothing_to_another(review: World) -> None:
    with pytest.raises(UnknownOfficerError):
        give_review(review.office, staff_seat_of(review, "reviewer-1"), 1, "reviewer-3")


def test_an_idea_that_is_given_back_waits_for_anybody(review: World) -> None:
    first = staff_seat_of(review, "reviewer-1")
    take_review(review.office, first, 1)
    give_back_review(review.office, first, 1)
    with pytest.raises(NotYourReviewError):
        give_back_review(review.office, first, 1)
    take_review(review.office, staff_seat_of(review, "reviewer-3"), 1)
    assert given(review) == {(1, "council"): "reviewer-3"}


GIVING: dict[str, Callable[[World], None]] = {
    "given back": lambda world: give_back_review(world.office, staff_seat_of(world, "reviewer-1"), 1),
    "given away": lambda world: give_review(world.office, staff_seat_of(world, "officer-1"), 1, "reviewer-3"),
}


@pytest.mark.parametrize("giving", GIVING.values(), ids=GIVING)
def test_a_signed_review_stays_with_who_signed_it(review: World, giving: Callable[[World], None]) -> None:
    sign(review, "reviewer-1", 1)
    with pytest.raises(ReviewSignedError):
        giving(review)


def test_who_bears_the_name_of_an_author_stays_out(review: World) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(MemberRow, review.members[1]).name = "Inés  SOL"
        uow.commit()
    with pytest.raises(StaysOutError):
        take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)
    with pytest.raises(StaysOutError):
        give_review(review.office, staff_seat_of(review, "officer-1"), 1, "reviewer-1")
    take_review(review.office, staff_seat_of(review, "reviewer-1"), 2)


def test_nobody_is_given_an_idea_in_which_they_have_an_interest(review: World) -> None:
    declare_interest(review.office, staff_seat_of(review, "reviewer-3"), 1)
    with pytest.raises(StaysOutError):
        give_review(review.office, staff_seat_of(review, "officer-1"), 1, "reviewer-3")


def test_when_a_role_ends_its_unsigned_work_waits_again(review: World) -> None:
    first = staff_seat_of(review, "reviewer-1")
    sign(review, "reviewer-1", 2)
    take_review(review.office, first, 1)
    save_review(review.office, first, 1, written(review, 1))
    review.agree_on_staff("end a role", role="reviewer-1")
    assert given(review) == {(2, "council"): "reviewer-1"}
    take_review(review.office, staff_seat_of(review, "reviewer-3"), 1)

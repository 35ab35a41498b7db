"""What the panel signed is read by staff before everybody can read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.review_errors import AnswerRefusedError, NotToReviewError
from pbvote.services.read_panel_review import read_panel_review
from pbvote.services.review_gaps import what_is_missing
from pbvote.storage.tables import NoticeRow, PanelVoteRow, ReviewRow
from tests.factories import ROUND, World
from tests.outcome_world import panel_world, sign_ours
from tests.review_world import staff_seat_of

UNREAD = "One review of the youth panel waits to be read by staff."


@pytest.fixture
def panel(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round with a panel that has signed its review of idea 3."""
    world = panel_world(tmp_path / "data", sqlite_url)
    sign_ours(world)
    yield world
    world.office.database.close()


def missing(world: World) -> tuple[str, ...]:
    with world.office.database.read() as db:
        return what_is_missing(db, ROUND, world.office.clock.now(db))


def row(world: World) -> ReviewRow:
    with world.office.database.read() as db:
        return db.scalars(select(ReviewRow).filter_by(proposal_id=3, area="youth")).one()


def test_a_signed_review_of_the_panel_waits_to_be_read(panel: World) -> None:
    assert UNREAD in missing(panel)
    read_panel_review(panel.office, staff_seat_of(panel, "officer-1"), 3, "", passes=True)
    assert UNREAD not in missing(panel)
    assert (row(panel).state, row(panel).role) == ("signed", "officer-1")


def test_it_goes_back_with_a_reason_and_needs_a_new_vote(panel: World) -> None:
    read_panel_review(panel.office, staff_seat_of(panel, "officer-1"), 3, "It names a child.", passes=False)
    assert (row(panel).state, row(panel).role, row(panel).reason != "") == ("draft", None, True)
    assert "One idea has no signed review of the youth panel." in missing(panel)
    with panel.office.database.read() as db:
        assert db.scalars(select(PanelVoteRow).filter_by(matter="review")).first() is None
        told = set(db.scalars(select(NoticeRow.member_key).filter_by(kind="panel-review-back")))
    assert told == {panel.members[number] for number in (0, 2, 4, 6)}
    sign_ours(panel)
    assert UNREAD in missing(panel), "other words are read again"


def test_nothing_goes_back_without_a_reason(panel: World) -> None:
    with pytest.raises(AnswerRefusedError):
        read_panel_review(panel.office, staff_seat_of(panel, "officer-1"), 3, "", passes=False)


@pytest.mark.parametrize("idea", [1, 4, 99])
def test_there_is_nothing_to_read_before_the_panel_has_signed(panel: World, idea: int) -> None:
    with pytest.raises(NotToReviewError):
        read_panel_review(panel.office, staff_seat_of(panel, "officer-1"), idea, "", passes=True)


def test_reviewers_do_not_judge_the_panel(panel: World) -> None:
    with pytest.raises(UnknownOfficerError):
        read_panel_review(panel.office, staff_seat_of(panel, "reviewer-1"), 3, "", passes=True)

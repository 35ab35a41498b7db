"""Two reviewers of one area at the same moment, where a database lets two write at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.domain.review_errors import ReviewTakenError
from pbvote.services.assign_review import take_review
from pbvote.services.publish_reviews import publish_reviews
from pbvote.storage.queries.review_queue import rounds_in_review
from pbvote.storage.tables import AnswerRow, AssignmentRow, PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS
from tests.review_world import review_world, sign_all, staff_seat_of


@pytest.fixture
def served(tmp_path: Path, postgres_url: str) -> Iterator[World]:
    """The world of tests/review_world.py on PostgreSQL."""
    world = review_world(tmp_path / "data", postgres_url)
    yield world
    world.office.database.close()


def test_of_two_who_take_an_idea_at_once_one_has_it_and_the_rest_goes_its_way(served: World) -> None:
    together = Barrier(2)

    def take(role: str) -> str:
        together.wait(timeout=10)
        try:
            take_review(served.office, staff_seat_of(served, role), 1)
        except ReviewTakenError:
            return ""
        return role

    with ThreadPoolExecutor(2) as pool:
        won = [role for role in pool.map(take, ("reviewer-1", "reviewer-3")) if role]
    assert len(won) == 1
    with served.office.database.write() as uow:
        assert [row.role for row in uow.db.scalars(select(AssignmentRow))] == won
        uow.db.delete(uow.db.scalars(select(AssignmentRow)).one())
        uow.commit()
    sign_all(served)
    with served.office.database.write() as uow:
        for answer in uow.db.scalars(select(AnswerRow)):
            answer.answered_at = BEGINS[Phase.REVIEW]
        uow.commit()
    publish_reviews(served.office, "officer-1", ROUND)
    with served.office.database.read() as db:
        assert db.get_one(PhasesRow, ROUND).phase == "list"
        assert rounds_in_review(db) == ()

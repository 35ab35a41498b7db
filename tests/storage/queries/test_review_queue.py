"""What waits for a reviewer: the right ideas in the right order, in as many queries for many as for few."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, insert
from sqlalchemy.engine import Connection

from pbvote.services.assign_review import take_review
from pbvote.services.declare_interest import declare_interest
from pbvote.services.review_gaps import what_is_missing
from pbvote.storage.queries.review_overview import Wanted, review_overview
from pbvote.storage.queries.review_progress import ReviewSetting, ideas_in_review, review_setting
from pbvote.storage.queries.review_queue import PAGE, Reviewer, ReviewQueue, review_queue, reviewer, rounds_in_review
from pbvote.storage.tables import AuthorRow, MemberRow, PhasesRow, ProposalRow, SupportRow
from tests.factories import ROUND, World
from tests.idea_world import REVIEW_AT
from tests.review_world import review_world, sign, staff_seat_of


@pytest.fixture
def review(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """The world of tests/review_world.py."""
    world = review_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def add_ideas(world: World, count: int) -> None:
    """Put so many more open ideas into the round, each of member 1 and with two members behind it."""
    keys = world.members
    with world.office.database.write() as uow:
        numbers = range(101, 101 + count)
        same = {"round_id": ROUND, "stage": "open", "pot_id": "everybody", "author_key": keys[1], "version": 1}
        rows = [
            {**same, "id": number, "number": number, "title": f"Idea {number}", "made_at": REVIEW_AT, "cost": 100_000,
             "submitted_at": REVIEW_AT}
            for number in numbers
        ]  # fmt: skip
        uow.db.execute(insert(ProposalRow), rows)
        uow.db.execute(
            insert(AuthorRow), [{"proposal_id": each, "member_key": keys[1], "since": REVIEW_AT} for each in numbers]
        )
        supports = [
            {"proposal_id": each, "member_key": keys[member], "since": REVIEW_AT.date()}
            for each in numbers
            for member in (3, 5)
        ]
        uow.db.execute(insert(SupportRow), supports)
        uow.commit()


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    run: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        run.append(statement)

    event.listen(world.office.database.reader, "before_cursor_execute", note)
    yield run
    event.remove(world.office.database.reader, "before_cursor_execute", note)


def queue_of(world: World, role: str = "reviewer-1", page: int = 1) -> ReviewQueue:
    with world.office.database.read() as db:
        person = reviewer(db, role, staff_seat_of(world, role).name)
        assert person is not None
        (setting,) = rounds_in_review(db)
        return review_queue(db, person, setting, page)


def numbers(ideas: tuple[object, ...]) -> list[int]:
    return [getattr(each, "number", 0) for each in ideas]


def test_mine_come_first_and_the_rest_by_age(review: World) -> None:
    take_review(review.office, staff_seat_of(review, "reviewer-1"), 2)
    take_review(review.office, staff_seat_of(review, "reviewer-3"), 3)
    found = queue_of(review)
    assert (numbers(found.mine), numbers(found.waiting), found.waits) == ([2], [1], 1)


def test_each_area_has_its_own_queue(review: World) -> None:
    take_review(review.office, staff_seat_of(review, "reviewer-1"), 1)
    assert numbers(queue_of(review, "reviewer-2").waiting) == [1, 2, 3]
    assert numbers(queue_of(review, "reviewer-3").waiting) == [2, 3]


def test_what_is_signed_waits_for_nobody(review: World) -> None:
    sign(review, "reviewer-1", 1)
    assert numbers(queue_of(review).signed) == [1]
    assert numbers(queue_of(review, "reviewer-3").waiting) == [2, 3]


def test_an_interest_takes_an_idea_out_of_the_queue(review: World) -> None:
    declare_interest(review.office, staff_seat_of(review, "reviewer-1"), 1)
    found = queue_of(review)
    assert (numbers(found.waiting), numbers(found.out)) == ([2, 3], [1])


def test_an_idea_of_the_same_name_stands_nowhere(review: World) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(MemberRow, review.members[1]).name = "INES Sol"
        uow.commit()
    found = queue_of(review)
    assert (numbers(found.waiting), numbers(found.out)) == ([2, 3], [])


@pytest.mark.parametrize("stage", ["waiting", "hidden", "withdrawn", "merged", "draft"])
def test_an_idea_that_is_not_open_is_not_in_the_queue(review: World, stage: str) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = stage
        uow.commit()
    assert numbers(queue_of(review).waiting) == [2, 3]


def test_a_long_queue_comes_in_pages(review: World) -> None:
    add_ideas(review, 60)
    assert [numbers(queue_of(review, page=page).waiting)[0] for page in (1, 2, 3)] == [1, 123, 148]
    last = queue_of(review, page=99)
    assert (last.page, last.pages, last.waits, len(queue_of(review).waiting)) == (3, 3, 63, PAGE)


def test_many_ideas_cost_no_more_queries_than_few(review: World) -> None:
    few = queries_of(review)
    add_ideas(review, 60)
    assert queries_of(review) == few
    assert max(few) < 20


def queries_of(world: World) -> list[int]:
    """How many statements the queue, the overview and the list of what is missing run."""
    found = []
    with world.office.database.read() as db:
        setting = review_setting(db, ROUND)
        assert setting is not None
        for look in (_queue, _overview, _missing):
            with counted(world) as run:
                look(world, setting)
            found.append(len(run))
    return found


def _queue(world: World, setting: ReviewSetting) -> None:
    with world.office.database.read() as db:
        review_queue(db, Reviewer("reviewer-1", "Ines Sol", "council"), setting)


def _overview(world: World, setting: ReviewSetting) -> None:
    with world.office.database.read() as db:
        review_overview(db, setting, ideas_in_review(db, setting), Wanted("all", 1, REVIEW_AT))


def _missing(world: World, _setting: ReviewSetting) -> None:
    with world.office.database.read() as db:
        what_is_missing(db, ROUND, REVIEW_AT)


def test_a_round_that_is_not_in_review_has_no_queue(review: World) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = "list"
        uow.commit()
    with review.office.database.read() as db:
        assert rounds_in_review(db) == ()

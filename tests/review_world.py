"""A world whose round reviews its ideas: two for everybody, one of a 14-year-old for the young, one without supporters.

Reviewers 1 and 3 review for the council, reviewer 2 from the front line. Idea 1 is of member 1, idea 2 of member 3,
idea 3 of member 0, idea 4 of member 5; the first three have the members behind them that the round asks for.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, Stage
from pbvote.domain.review import ReviewWords
from pbvote.services.assign_review import take_review
from pbvote.services.staff_session import StaffSeat
from pbvote.services.support_idea import support_idea
from pbvote.services.write_review import WrittenReview, mark_of_row, sign_review
from pbvote.storage.tables import NoticeRow, PhasesRow, ProposalRow, ReviewRow, StaffRow
from tests.factories import ROUND, World, kept_or_built
from tests.idea_world import BEGINS, idea_world, seat_of
from tests.ideas import WHOLE, sent_by

REVIEWERS = (("council", "Ines Sol"), ("front-line", "Omar Khan"), ("council", "Ola Berg"))
TITLES = ("A garden for everybody", "Lamps on the brook path", "Bike repair shed", "A boat for all")

FEASIBLE = ReviewWords(
    "feasible", 400_000, "", "People meet there.", "The council owns the land. It can be done in May."
)


def review_world(data: Path, database_url: str) -> World:
    """The world described above, a day into its review; nothing is taken yet."""
    return kept_or_built("review", _build, data, database_url)


def _build(data: Path, database_url: str) -> World:
    world = idea_world(data, database_url)
    for number, title in zip((1, 3, 0, 5), TITLES, strict=True):
        pot = "youth" if number == 0 else "everybody"
        items = (CostItem("All of it", 1, 330_000),)
        sent_by(world, number, replace(WHOLE, title=title, pot_id=pot, items=items))
    with world.office.database.write() as uow:
        uow.db.execute(update(ProposalRow).values(stage=Stage.OPEN.value))
        uow.commit()
    for idea in (1, 2, 3):
        for number in (5, 7):
            support_idea(world.office, seat_of(world, number), ROUND, idea)
    for area, name in REVIEWERS:
        world.agree_on_staff("appoint", kind="reviewer", name=name, area=area)
    move_to_review(world)
    return world


def move_to_review(world: World) -> None:
    """Let the review begin."""
    world.move(BEGINS[Phase.REVIEW])
    with world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = Phase.REVIEW.value
        uow.commit()


def staff_seat_of(world: World, role: str) -> StaffSeat:
    """Somebody of the staff as signed in."""
    with world.office.database.read() as db:
        row = db.get_one(StaffRow, role)
    return StaffSeat(role, row.kind, row.name, b"", datetime(2030, 1, 1, tzinfo=UTC), is_fresh=True)


def mark_of(world: World, idea: int, area: str = "council") -> str:
    """The mark that a form opened now would carry."""
    with world.office.database.read() as db:
        return mark_of_row(db.get(ReviewRow, (idea, area)))


def written(world: World, idea: int, words: ReviewWords = FEASIBLE, area: str = "council") -> WrittenReview:
    """A review as a form opened now would send it."""
    with world.office.database.read() as db:
        version = db.get_one(ProposalRow, idea).version
    return WrittenReview(words, version, mark_of(world, idea, area))


def sign(world: World, role: str, idea: int, words: ReviewWords = FEASIBLE) -> bool:
    """Let a reviewer take an idea and sign its review."""
    seat, area = staff_seat_of(world, role), "front-line" if role == "reviewer-2" else "council"
    take_review(world.office, seat, idea)
    return sign_review(world.office, seat, idea, written(world, idea, words, area))


def sign_all(world: World) -> None:
    """Let reviewers 1 and 2 sign all that is reviewed."""
    for idea in (1, 2, 3):
        for role in ("reviewer-1", "reviewer-2"):
            sign(world, role, idea)


def told(world: World, number: int) -> list[str]:
    """The kinds of what a member was told about reviews, oldest first."""
    kinds = select(NoticeRow.kind).where(NoticeRow.member_key == world.members[number]).order_by(NoticeRow.id)
    with world.office.database.read() as db:
        return [each for each in db.scalars(kinds) if each != "idea-supported-enough"]

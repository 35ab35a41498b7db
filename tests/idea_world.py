"""A world whose round asks its members for ideas: nobody votes yet, and there is no project."""

from datetime import timedelta
from pathlib import Path

from pbvote.domain.phase import Phase
from pbvote.services.draft_project import remove_project
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.services.member_seat import MemberSeat
from pbvote.services.plan_round import plan_round
from pbvote.storage.tables import PhasesRow
from tests.factories import OPENS, PLAN, ROUND, World, kept_or_built, member, new_world

QUESTIONS_AT, IDEAS_AT = OPENS - timedelta(days=60), OPENS - timedelta(days=50)
REVIEW_AT, LIST_AT = OPENS - timedelta(days=30), OPENS - timedelta(days=14)
BEGINS = {
    Phase.WAITING: QUESTIONS_AT - timedelta(days=5),
    Phase.QUESTIONS: QUESTIONS_AT,
    Phase.IDEAS: IDEAS_AT,
    Phase.REVIEW: REVIEW_AT,
    Phase.LIST: LIST_AT,
}


def idea_world(
    data: Path, database_url: str, members: int = 8, phase: Phase = Phase.IDEAS, *, moderation: str = "after"
) -> World:
    """A world an hour into a phase of its round, with members on its roll: even numbers are 14 years old."""
    wanted = ("ideas", members, phase, moderation)
    return kept_or_built(
        wanted, lambda folder, url: _build(folder, url, members, phase, moderation), data, database_url
    )


def _build(data: Path, database_url: str, members: int, phase: Phase, moderation: str) -> World:
    world = new_world(data, database_url)
    world.move(BEGINS[phase] + timedelta(hours=1))
    plan_round(world.office, PLAN)
    for pot in PLAN.pots:
        for project in pot.projects:
            remove_project(world.office, PotOfDraft("officer-1", ROUND, pot.id), project.id)
    with world.office.database.write() as uow:
        uow.db.add(
            PhasesRow(
                round_id=ROUND,
                phase=phase.value,
                questions_at=QUESTIONS_AT,
                ideas_at=IDEAS_AT,
                review_at=REVIEW_AT,
                list_at=LIST_AT,
                support=2,
                answer_days=7,
                moderation=moderation,
                approved=True,
            )
        )
        uow.commit()
    world.members = enrol_members(world.office, ROUND, [member(number) for number in range(members)])
    return world


def seat_of(world: World, number: int) -> MemberSeat:
    """Member `number` as signed in to take part."""
    young = number % 2 == 0
    return MemberSeat(world.members[number], young, young, round_id=ROUND)

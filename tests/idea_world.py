"""A world whose round asks its members for ideas: nobody votes yet, and there is no project."""

from datetime import timedelta
from pathlib import Path

from pbvote.domain.phase import Phase, PhaseDates
from pbvote.services.draft_project import remove_project
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.services.member_seat import MemberSeat
from pbvote.services.plan_round import plan_round
from pbvote.services.publish_reviews import publish_reviews
from pbvote.services.set_phases import PhaseSettings, set_phases
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

    def build(folder: Path, url: str) -> World:
        return _build(new_world(folder, url), members, phase, moderation)

    return kept_or_built(f"ideas-{members}-{phase}-{moderation}", build, data, database_url)


def _build(world: World, members: int, phase: Phase, moderation: str) -> World:
    """Set up, approve by two officers, and let the dates come: nothing is put into the tables by hand."""
    world.move(BEGINS[Phase.WAITING])
    plan_round(world.office, PLAN)
    for pot in PLAN.pots:
        for project in pot.projects:
            remove_project(world.office, PotOfDraft("officer-1", ROUND, pot.id), project.id)
    dates = PhaseDates(QUESTIONS_AT, IDEAS_AT, REVIEW_AT, LIST_AT)
    set_phases(world.office, "officer-1", ROUND, PhaseSettings(dates, 2, 7, moderation))
    world.agree("approve the phases")
    world.members = enrol_members(world.office, ROUND, [member(number) for number in range(members)])
    if phase is not Phase.WAITING:
        world.at(BEGINS[Phase.REVIEW if phase is Phase.LIST else phase])
    world.move(BEGINS[phase] + timedelta(hours=1))
    if phase is Phase.LIST:
        publish_reviews(world.office, "officer-1", ROUND)
    return world


def seat_of(world: World, number: int) -> MemberSeat:
    """Member `number` as signed in to take part."""
    young = number % 2 == 0
    return MemberSeat(world.members[number], young, young, round_id=ROUND)

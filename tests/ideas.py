"""Ideas for tests: a whole one, and the acts with which a member writes and sends it."""

from typing import Any

from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, IdeaWords, Stage, mark_of
from pbvote.services.own_idea import own_row, words_of
from pbvote.services.save_idea import save_idea
from pbvote.services.start_idea import start_idea
from pbvote.services.submit_idea import Submitted, submit_idea
from pbvote.storage.tables import NoticeRow, PhasesRow, ProposalRow, TrailRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of

WHOLE = IdeaWords(
    title="Lamps on the brook path",
    what="Put six lamps on the path.\n\nThey go off at midnight.",
    why="It is dark there after school.",
    helps="Everybody who walks home.",
    pot_id="youth",
    theme="Safe streets",
    ward="Millgate",
    place="The path from the library to the bridge",
    items=(CostItem("Lamp", 6, 45_000, 1_200), CostItem("Digging", 1, 60_050)),
    help_needed="Somebody who knows about electricity.",
)
"""Costs £3,300.50, and £72 a year."""


def saved(world: World, number: int, proposal_id: int, **fields: Any) -> None:  # noqa: ANN401 - fields of an idea
    """Let member `number` save fields on a page that was opened just now."""
    save_idea(world.office, seat_of(world, number), proposal_id, mark_now(world, number, proposal_id, *fields), fields)


def mark_now(world: World, number: int, proposal_id: int, *fields: str) -> str:
    """The mark that a page opened now would carry."""
    return mark_of(words_now(world, number, proposal_id), fields)


def words_now(world: World, number: int, proposal_id: int) -> IdeaWords:
    """What an idea says to member `number`."""
    with world.office.database.read() as db:
        return words_of(db, own_row(db, world.members[number], proposal_id))


def draft_by(world: World, number: int, words: IdeaWords = WHOLE) -> int:
    """A draft of member `number` that says all this; its id."""
    proposal_id = start_idea(world.office, seat_of(world, number), ROUND)
    saved(world, number, proposal_id, **{name: getattr(words, name) for name in IdeaWords.__dataclass_fields__})
    return proposal_id


def sent_by(world: World, number: int, words: IdeaWords = WHOLE) -> int:
    """An idea that member `number` sent; its id."""
    proposal_id = draft_by(world, number, words)
    submit(world, number, proposal_id)
    return proposal_id


def submit(world: World, number: int, proposal_id: int) -> Submitted:
    """Let member `number` send an idea as they see it now."""
    return submit_idea(world.office, seat_of(world, number), proposal_id, row_of(world, proposal_id).draft_number)


def row_of(world: World, proposal_id: int) -> ProposalRow:
    """The row of an idea as it is stored."""
    with world.office.database.read() as db:
        return db.scalars(select(ProposalRow).where(ProposalRow.id == proposal_id)).one()


def set_phase(world: World, phase: Phase) -> None:
    """Let the round be in another phase, as if its date had come."""
    with world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase
        uow.commit()


def told(world: World, number: int) -> list[str]:
    """The kinds of notices that member `number` got."""
    with world.office.database.read() as db:
        kinds = select(NoticeRow.kind).where(NoticeRow.member_key == world.members[number]).order_by(NoticeRow.id)
        return list(db.scalars(kinds))


def trail(world: World, proposal_id: int) -> list[str]:
    """The kinds of steps on the trail of an idea."""
    with world.office.database.read() as db:
        steps = select(TrailRow.kind).where(TrailRow.proposal_id == proposal_id).order_by(TrailRow.id)
        return list(db.scalars(steps))


def judge(world: World, proposal_id: int, stage: Stage, reason: str = "") -> None:
    """Let somebody of the staff have read an idea."""
    with world.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, proposal_id)
        row.stage, row.judged_by, row.judged_reason = stage, "officer-1", reason
        uow.commit()

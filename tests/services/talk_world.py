"""A world with an idea of member 1 that is open, of whom members 3, 5 and 7 are neighbours; even ones are young."""

import json

from sqlalchemy import select

from pbvote.domain.proposal import CostItem, IdeaWords, Stage
from pbvote.storage.search import index_idea
from pbvote.storage.tables import AuthorRow, NoticeRow, ProposalRow, ProposalVersionRow
from tests.factories import ROUND, World

SHED = IdeaWords(
    title="A shed to mend bikes", what="Tools and a stand.", why="Bikes rust.", helps="Who rides.", pot_id="everybody",
    theme="Safe streets", ward="Millgate", place="By the library", items=(CostItem("Shed", 1, 90_000),),
)  # fmt: skip


def add_idea(
    world: World, number: int = 1, *, author: int = 1, stage: Stage = Stage.OPEN, words: IdeaWords = SHED
) -> int:
    """Put an idea into the world; its id."""
    with world.office.database.write() as uow:
        now, key = world.office.clock.now(uow.db), world.members[author]
        row = ProposalRow(
            round_id=ROUND, number=number, author_key=key, young=author % 2 == 0, stage=stage, version=1,
            title=words.title, theme=words.theme, ward=words.ward, cost=words.cost, pot_id=words.pot_id,
            question_id=words.question_id, made_at=now, submitted_at=now,
        )  # fmt: skip
        uow.db.add(row)
        uow.db.flush()
        uow.db.add(AuthorRow(proposal_id=row.id, member_key=key, since=now))
        version = ProposalVersionRow(proposal_id=row.id, number=1, words=words.to_json(), made_by=key, made_at=now)
        uow.db.add(version)
        uow.db.flush()
        index_idea(uow.db, row.id, words)
        uow.commit()
        return row.id


def notices(world: World, number: int) -> list[tuple[str, dict[str, str | int]]]:
    """What a member was told, oldest first."""
    told = select(NoticeRow).where(NoticeRow.member_key == world.members[number]).order_by(NoticeRow.id)
    with world.office.database.read() as db:
        return [(row.kind, json.loads(row.details)) for row in db.scalars(told)]

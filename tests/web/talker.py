"""A member at the site of a round that collects ideas, signed in without its pages, and what they say there."""

from pbvote.domain.talk import Said
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.member_session import begin_member_session
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.web.visitor import Visitor

IDEAS = f"/rounds/{ROUND}/ideas"
IDEA = f"{IDEAS}/1"


class Talker(Visitor):
    """One browser of member `number`; even ones are 14 years old."""

    def __init__(self, world: World, number: int) -> None:
        super().__init__(world)
        with world.office.database.write() as uow:
            token = begin_member_session(uow.db, world.members[number], round_id=ROUND)
            uow.commit()
        self.client.cookies.set("__Host-pbvote-member", token, domain="testserver.local", path="/")


def say(world: World, number: int, text: str = "Good.", kind: Said = Said.COMMENT, parent: int | None = None) -> int:
    """Let a member say something about idea 1; its id."""
    return comment_idea(world.office, seat_of(world, number), ROUND, 1, Saying(text, kind, parent)).id

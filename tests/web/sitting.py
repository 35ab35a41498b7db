"""Somebody who sits at a browser already signed in: the sign-ins themselves are tested elsewhere."""

from pbvote.services.member_session import begin_member_session
from tests.factories import ROUND, World
from tests.web.visitor import Visitor

MEMBER_COOKIE = "__Host-pbvote-member"


def seated(world: World, number: int) -> Visitor:
    """A browser in which member `number` takes part."""
    visitor = Visitor(world)
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number], round_id=ROUND)
        uow.commit()
    visitor.client.cookies.set(MEMBER_COOKIE, token, domain="testserver.local", path="/")
    return visitor

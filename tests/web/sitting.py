"""Somebody who sits at a browser already signed in: the sign-ins themselves are tested elsewhere."""

from datetime import timedelta
from hashlib import sha256

from pbvote.services.member_session import begin_member_session
from pbvote.storage.clock import true_now
from pbvote.storage.tables import StaffSessionRow
from tests.factories import ROUND, World
from tests.web.visitor import Visitor

MEMBER_COOKIE, STAFF_COOKIE = "__Host-pbvote-member", "__Host-pbvote-staff"


def seated(world: World, number: int) -> Visitor:
    """A browser in which member `number` takes part."""
    visitor = Visitor(world)
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number], round_id=ROUND)
        uow.commit()
    visitor.client.cookies.set(MEMBER_COOKIE, token, domain="testserver.local", path="/")
    return visitor


def at_desk(world: World, role: str) -> Visitor:
    """A browser in which somebody of the staff works, their second factor fresh."""
    visitor, token = Visitor(world), f"desk of {role}"
    with world.office.database.write() as uow:
        now = true_now(uow.db)
        later = now + timedelta(hours=1)
        session = StaffSessionRow(
            id_hash=sha256(token.encode()).digest(), role=role, device="", began_at=now, seen_at=now, ends_at=later,
            fresh_until=later,
        )  # fmt: skip
        uow.db.add(session)
        uow.commit()
    visitor.client.cookies.set(STAFF_COOKIE, token, domain="testserver.local", path="/")
    return visitor

"""Telling many members each their own costs no more statements than telling a few."""

from pathlib import Path

import pytest
from sqlalchemy import event, select

from pbvote.services.notice_words import UnknownNoticeError
from pbvote.services.tell import Told, tell, tell_each
from pbvote.storage.tables import AccountRow, NoticeRow, OutboxRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, idea_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Eight members; those with odd numbers are grown up, and 1, 3 and 5 gave an address."""
    made = idea_world(tmp_path, f"sqlite:///{tmp_path / 'pbvote.db'}")
    with made.office.database.write() as uow:
        for number in (1, 3, 5):
            key, email = made.members[number], f"member-{number}@example.org"
            uow.db.add(AccountRow(member_key=key, email=email, joined_at=IDEAS_AT))
        uow.commit()
    return made


def outcome(number: int) -> dict[str, str | int]:
    """What somebody is told about the idea of this number."""
    return {"round": ROUND, "number": number, "title": f"Idea {number}", "outcome": "not-chosen", "reason": "Dear."}


def told_of(world: World, ideas: int) -> int:
    """How many statements it takes to tell a member in turn about each of some ideas."""
    told: list[Told] = [([world.members[number % 8], None], outcome(number)) for number in range(ideas)]
    seen: list[str] = []
    with world.office.database.write() as uow:
        engine = uow.db.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *each: seen.append(str(each[2])))
        tell_each(uow.db, IDEAS_AT, "outcome", told)
        uow.commit()
    return len(seen)


def test_each_is_told_about_their_own_idea_and_who_has_an_address_gets_just_that_one_sent(world: World) -> None:
    told_of(world, 16)
    with world.office.database.read() as db:
        notices = {row.id: row for row in db.scalars(select(NoticeRow).where(NoticeRow.kind == "outcome"))}
        sent = list(db.scalars(select(OutboxRow).where(OutboxRow.notice_id.in_(notices))))
    assert len(notices) == 16
    for row in notices.values():
        number = int(row.details.split('"number": ')[1].split(",")[0])
        assert row.member_key == world.members[number % 8]
    assert len(sent) == 6
    for message in sent:
        assert message.notice_id is not None
        assert notices[message.notice_id].member_key == message.member_key
        assert message.address == f"member-{world.members.index(message.member_key or '')}@example.org"
        assert (message.subject, message.text, message.state) == ("", "", "waiting")


def test_many_take_no_more_statements_than_a_few(world: World) -> None:
    assert told_of(world, 160) == told_of(world, 8)


def test_a_kind_without_words_and_nobody_to_tell_leave_nothing(world: World) -> None:
    with world.office.database.write() as uow:
        before = len(uow.db.scalars(select(NoticeRow.id)).all())
        with pytest.raises(UnknownNoticeError):
            tell(uow.db, IDEAS_AT, world.members, "gossip")
        tell(uow.db, IDEAS_AT, [None], "outcome", **outcome(1))
        tell_each(uow.db, IDEAS_AT, "outcome", [])
        assert len(uow.db.scalars(select(NoticeRow.id)).all()) == before

"""What a member takes along: everything about them, nothing of anybody else, no secret and no ranking."""

import json
from typing import Any

from sqlalchemy import LargeBinary

from pbvote.services.account import choose_shown
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.export_member import PLAIN, export_member
from pbvote.services.member_session import begin_member_session
from pbvote.services.support_idea import support_idea
from pbvote.storage.tables import AuthorRow, OutboxRow, ProposalRow, ProposalVersionRow, Table
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import draft_by, sent_by

TOLD_WITH_IDEAS = {ProposalRow.__tablename__, ProposalVersionRow.__tablename__, AuthorRow.__tablename__}


def naming_a_member() -> set[str]:
    """Every table with a column that holds a member's key."""
    found = set()
    for table in Table.metadata.tables.values():
        points = {key.target_fullname for column in table.columns for key in column.foreign_keys}
        if "member.key" in points or "member_key" in table.columns:
            found.add(table.name)
    return found | {"member", "interest"}


def exported(world: World, number: int) -> dict[str, Any]:
    parts: dict[str, Any] = json.loads(export_member(world.office, seat_of(world, number)).to_json())
    return parts


def test_every_table_that_names_a_member_is_told() -> None:
    assert naming_a_member() == {table.__tablename__ for table, _, _ in PLAIN.values()} | TOLD_WITH_IDEAS


def test_no_scrambled_value_and_no_salt_is_told() -> None:
    """A birthday has 366 values: its hash would give it away to who holds the key, and nobody else can use it."""
    for table, _, columns in PLAIN.values():
        for name in columns:
            column = table.__table__.columns[name]
            assert not isinstance(column.type, LargeBinary), f"{table.__tablename__}.{name}"
            assert name not in {"hash", "salt", "sealed", "csrf", "password"}


def test_it_holds_what_they_gave_and_did(ideas: World) -> None:
    choose_shown(ideas.office, seat_of(ideas, 1), "name")
    sent_by(ideas, 1)
    draft_by(ideas, 1)
    sent_by(ideas, 3)
    comment_idea(ideas.office, seat_of(ideas, 1), ROUND, 2, Saying("I would use these lamps."))
    support_idea(ideas.office, seat_of(ideas, 1), ROUND, 2)
    found = exported(ideas, 1)
    assert found["member"][0]["name"] == "Member 1"
    assert found["account"][0]["shown_as"] == "name"
    assert found["account"][0]["has_password"] is False
    assert [each["stage"] for each in found["ideas"]] == ["open", "draft"]
    assert found["ideas"][0]["versions"][0]["words"]["title"] == "Lamps on the brook path"
    assert found["comments"][0]["text"] == "I would use these lamps."
    assert len(found["supports"]) == 1
    assert found["roll"][0]["round_id"] == ROUND


def test_it_holds_nothing_of_anybody_else(ideas: World) -> None:
    sent_by(ideas, 1)
    comment_idea(ideas.office, seat_of(ideas, 3), ROUND, 1, Saying("What would they cost to run?"))
    support_idea(ideas.office, seat_of(ideas, 5), ROUND, 1)
    text = export_member(ideas.office, seat_of(ideas, 1)).to_json()
    assert "What would they cost" not in text
    assert not any(f"Member {number}" in text for number in range(8) if number != 1)
    assert not any(key in text for key in ideas.members)


def test_it_holds_no_message_text_and_so_no_secret_of_a_link(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        now = ideas.office.clock.now(uow.db)
        row = OutboxRow(
            member_key=ideas.members[1], channel="email", address="a@example.org", subject="Your link",
            text="https://here/members/link/SECRET", made_at=now, next_at=now,
        )  # fmt: skip
        uow.db.add(row)
        token = begin_member_session(uow.db, ideas.members[1], device="A phone")
        uow.commit()
    text = export_member(ideas.office, seat_of(ideas, 1)).to_json()
    assert "a@example.org" in text
    assert "A phone" in text
    assert "SECRET" not in text
    assert token not in text


def test_of_a_vote_it_says_that_there_was_one_and_never_which(world: World) -> None:
    receipt = world.cast(0, "bike", "games")
    text = export_member(world.office, seat_of(world, 0)).to_json()
    assert json.loads(text)["marks"] == [
        {"round_id": ROUND, "pot_id": "everybody", "marked": False},
        {"round_id": ROUND, "pot_id": "youth", "marked": True},
    ]
    for secret in ("bike", "games", receipt.check_code):
        assert secret not in text

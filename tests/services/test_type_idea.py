"""Typing a paper form in for a member: theirs, told to them, once; and never for oneself."""

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.idea_errors import IdeaIncompleteError, NotOnRollError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Stage
from pbvote.services.type_idea import type_idea
from pbvote.storage.tables import ProposalRow, RollRow, SecurityEventRow, StaffRow
from tests.factories import ROUND, World
from tests.ideas import WHOLE, set_phase, told, words_now


@pytest.fixture
def desk(ideas: World) -> World:
    """The same with a helper and a clerk at the desk."""
    with ideas.office.database.write() as uow:
        for kind in ("helper", "clerk"):
            now = ideas.office.clock.now(uow.db)
            uow.db.add(StaffRow(role=f"{kind}-1", kind=kind, name=kind.title(), appointed_at=now))
        uow.commit()
    return ideas


@pytest.mark.parametrize("role", ["helper-1", "clerk-1"])
def test_it_works(desk: World, role: str) -> None:
    sent = type_idea(desk.office, role, ROUND, desk.members[2], WHOLE)
    with desk.office.database.read() as db:
        row = db.scalars(select(ProposalRow)).one()
    assert (sent.number, sent.waiting) == (1, True)
    assert (row.author_key, row.typed_by, row.young, row.stage) == (desk.members[2], role, True, Stage.WAITING)
    assert told(desk, 2) == ["idea-typed"]
    assert words_now(desk, 2, row.id) == WHOLE


def test_the_same_form_typed_twice_is_one_idea(desk: World) -> None:
    first = type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE)
    assert first == type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE)
    assert type_idea(desk.office, "helper-1", ROUND, desk.members[3], WHOLE).number == 2
    assert told(desk, 1) == ["idea-typed"]


def test_staff_cannot_send_one_as_themselves(desk: World) -> None:
    for key in ("helper-1", "officer-1", "", "nobody"):
        with pytest.raises(NotOnRollError):
            type_idea(desk.office, "helper-1", ROUND, key, WHOLE)


def test_only_helpers_and_clerks_type(desk: World) -> None:
    for role in ("officer-1", "reviewer-1", desk.members[1]):
        with pytest.raises(UnknownOfficerError):
            type_idea(desk.office, role, ROUND, desk.members[1], WHOLE)


def test_the_form_must_be_whole_and_can_stand(desk: World) -> None:
    with pytest.raises(IdeaIncompleteError):
        type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE.with_part(why=""))
    with pytest.raises(AnswersRefusedError):
        type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE.with_part(what="x" * 3001))
    with desk.office.database.read() as db:
        assert db.scalars(select(ProposalRow)).first() is None
    assert told(desk, 1) == []


def test_not_for_who_left_the_roll_and_not_when_ideas_have_closed(desk: World) -> None:
    with desk.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, desk.members[1])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError):
        type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE)
    set_phase(desk, Phase.REVIEW)
    with pytest.raises(NotInPhaseError):
        type_idea(desk.office, "helper-1", ROUND, desk.members[3], WHOLE)


def test_the_security_log_names_the_typist_and_neither_member_nor_idea(desk: World) -> None:
    type_idea(desk.office, "helper-1", ROUND, desk.members[1], WHOLE)
    with desk.office.database.read() as db:
        line = db.scalars(select(SecurityEventRow).where(SecurityEventRow.kind == "idea.typed")).one()
    assert line.role == "helper-1"
    assert desk.members[1] not in line.detail
    assert "Lamps" not in line.detail

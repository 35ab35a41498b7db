"""One support a member, taken back at will; the authors are told once that it is enough."""

import pytest
from sqlalchemy import select

from pbvote.domain.idea_errors import NotOnRollError, UnknownIdeaError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.talk import OwnSupportError
from pbvote.services.support_idea import support_idea, supports_of, take_support_back
from pbvote.storage.tables import PhasesRow, ProposalRow, RollRow, SupportRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import add_idea, notices


def supports(world: World) -> int:
    with world.office.database.read() as db:
        return supports_of(db, 1)


def test_support_counts_once_and_can_be_taken_back(talk: World) -> None:
    for _ in range(2):
        support_idea(talk.office, seat_of(talk, 3), ROUND, 1)
    assert supports(talk) == 1
    for _ in range(2):
        take_support_back(talk.office, seat_of(talk, 3), ROUND, 1)
    assert supports(talk) == 0


def test_the_author_is_told_once_that_it_is_enough(talk: World) -> None:
    support_idea(talk.office, seat_of(talk, 2), ROUND, 1)
    assert notices(talk, 1) == []
    support_idea(talk.office, seat_of(talk, 3), ROUND, 1)
    take_support_back(talk.office, seat_of(talk, 3), ROUND, 1)
    for number in (3, 5, 4):
        support_idea(talk.office, seat_of(talk, number), ROUND, 1)
    assert notices(talk, 1) == [
        ("idea-supported-enough", {"round": ROUND, "number": 1, "title": "A shed to mend bikes"})
    ]
    add_idea(talk, 2)
    for number in (3, 5):
        support_idea(talk.office, seat_of(talk, number), ROUND, 2)
    assert len(notices(talk, 1)) == 2


def test_a_support_is_kept_by_the_day(talk: World) -> None:
    support_idea(talk.office, seat_of(talk, 3), ROUND, 1)
    with talk.office.database.read() as db:
        row = db.scalars(select(SupportRow)).one()
    assert type(row.since).__name__ == "date"


def test_nobody_supports_their_own_idea(talk: World) -> None:
    with pytest.raises(OwnSupportError):
        support_idea(talk.office, seat_of(talk, 1), ROUND, 1)


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_an_idea_that_is_not_there_cannot_be_supported(talk: World, number: int) -> None:
    with pytest.raises(UnknownIdeaError):
        support_idea(talk.office, seat_of(talk, 3), ROUND, number)


@pytest.mark.parametrize("stage", [each for each in Stage if each is not Stage.OPEN])
def test_only_an_open_idea_is_supported(talk: World, stage: Stage) -> None:
    with talk.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = stage
        uow.commit()
    with pytest.raises(UnknownIdeaError):
        support_idea(talk.office, seat_of(talk, 3), ROUND, 1)


@pytest.mark.parametrize("phase", [Phase.WAITING, Phase.QUESTIONS, Phase.REVIEW, Phase.LIST])
def test_support_belongs_to_the_time_of_ideas(talk: World, phase: Phase) -> None:
    support_idea(talk.office, seat_of(talk, 3), ROUND, 1)
    with talk.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase
        uow.commit()
    for act in (support_idea, take_support_back):
        with pytest.raises(NotInPhaseError):
            act(talk.office, seat_of(talk, 3), ROUND, 1)


def test_who_is_not_on_the_roll_does_not_support(talk: World) -> None:
    with talk.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, talk.members[3])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError):
        support_idea(talk.office, seat_of(talk, 3), ROUND, 1)

"""Whether an act of the time before the freeze can be done now."""

import pytest

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.services.phases import dates_of, phases_row, require
from pbvote.storage.tables import PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, LIST_AT, QUESTIONS_AT, REVIEW_AT, idea_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A round that collects ideas; these tests only ask."""
    data = tmp_path_factory.mktemp("phases")
    return idea_world(data, f"sqlite:///{data / 'db.sqlite'}", members=1)


def test_what_belongs_to_the_present_phase_can_be_done(world: World) -> None:
    with world.office.database.read() as db:
        assert require(db, ROUND, Phase.QUESTIONS, Phase.IDEAS).support == 2


def test_what_belongs_to_another_phase_cannot(world: World) -> None:
    with world.office.database.read() as db, pytest.raises(NotInPhaseError, match="while ideas are reviewed"):
        require(db, ROUND, Phase.REVIEW)


def test_a_round_without_phases_is_in_none(world: World) -> None:
    with world.office.database.read() as db, pytest.raises(UnknownRoundError):
        phases_row(db, "another-round")


def test_phases_that_nobody_approved_are_none(world: World) -> None:
    with world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).approved = False
        uow.db.flush()
        with pytest.raises(UnknownRoundError):
            phases_row(uow.db, ROUND, lock=True)


def test_the_dates_are_those_of_the_row(world: World) -> None:
    with world.office.database.read() as db:
        dates = dates_of(phases_row(db, ROUND))
    assert (dates.questions, dates.ideas, dates.review, dates.list) == (QUESTIONS_AT, IDEAS_AT, REVIEW_AT, LIST_AT)

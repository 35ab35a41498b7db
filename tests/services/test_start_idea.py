"""Starting an idea, and whose it is."""

import pytest

from pbvote.domain.errors import UnknownRoundError
from pbvote.domain.idea_errors import NotOnRollError, TooManyIdeasError, UnknownIdeaError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Stage
from pbvote.services.member_seat import MemberSeat
from pbvote.services.own_idea import own_row
from pbvote.services.start_idea import start_idea
from pbvote.storage.queries.own_ideas import own_idea, own_ideas
from pbvote.storage.tables import RollRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import WHOLE, draft_by, row_of, saved, set_phase, words_now


def test_it_works(ideas: World) -> None:
    proposal_id = start_idea(ideas.office, seat_of(ideas, 1), ROUND)
    row = row_of(ideas, proposal_id)
    assert (row.stage, row.author_key, row.number, row.young) == (Stage.DRAFT, ideas.members[1], None, False)


def test_pressed_twice_it_is_one_idea(ideas: World) -> None:
    first = start_idea(ideas.office, seat_of(ideas, 1), ROUND)
    assert first == start_idea(ideas.office, seat_of(ideas, 1), ROUND)


def test_a_draft_in_which_something_is_written_is_not_begun_again(ideas: World) -> None:
    first = start_idea(ideas.office, seat_of(ideas, 1), ROUND)
    saved(ideas, 1, first, title="Lamps")
    assert first != start_idea(ideas.office, seat_of(ideas, 1), ROUND)


def test_the_idea_of_somebody_under_18_is_a_young_one(ideas: World) -> None:
    assert row_of(ideas, start_idea(ideas.office, seat_of(ideas, 2), ROUND)).young


def test_a_draft_is_there_for_its_author_alone(ideas: World) -> None:
    """For others it is as if it were not there, whatever they write into the address."""
    proposal_id = draft_by(ideas, 1)
    with ideas.office.database.read() as db:
        assert own_idea(db, ideas.members[1], proposal_id).words == WHOLE
        assert own_ideas(db, ideas.members[2]) == ()
        for number in (proposal_id, 0, -1, 999, 2**31, 2**63, 10**40):
            with pytest.raises(UnknownIdeaError):
                own_idea(db, ideas.members[2], number)
            with pytest.raises(UnknownIdeaError):
                own_row(db, ideas.members[2], number)


def test_nobody_floods_a_round(ideas: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbvote.services.start_idea.MOST_IDEAS", 2)
    for number in range(2):
        saved(ideas, 1, start_idea(ideas.office, seat_of(ideas, 1), ROUND), title=f"Idea {number}")
    with pytest.raises(TooManyIdeasError):
        start_idea(ideas.office, seat_of(ideas, 1), ROUND)


def test_a_member_who_is_not_on_the_roll_cannot(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, ideas.members[1])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError, match="not on the list"):
        start_idea(ideas.office, seat_of(ideas, 1), ROUND)
    with pytest.raises(NotOnRollError):
        start_idea(ideas.office, MemberSeat("nobody", young=False), ROUND)


def test_a_round_that_is_not_there_takes_no_idea(ideas: World) -> None:
    with pytest.raises(UnknownRoundError):
        start_idea(ideas.office, seat_of(ideas, 1), "autumn")


def test_only_while_ideas_are_collected(ideas: World) -> None:
    for phase in set(Phase) - {Phase.IDEAS}:
        set_phase(ideas, phase)
        with pytest.raises(NotInPhaseError):
            start_idea(ideas.office, seat_of(ideas, 1), ROUND)


def test_what_was_written_is_there_again(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    assert words_now(ideas, 1, proposal_id) == WHOLE

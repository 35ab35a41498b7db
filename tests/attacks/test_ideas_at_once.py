"""Many who write ideas at one moment, on both databases: a number each, nothing twice, nothing lost."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pbvote.domain.idea_errors import DraftMovedError, InvitationUselessError
from pbvote.services.co_authors import invite_author, join_idea
from pbvote.services.save_idea import save_idea
from pbvote.services.start_idea import start_idea
from pbvote.services.submit_idea import Submitted, submit_idea
from pbvote.services.type_idea import type_idea
from pbvote.storage.tables import StaffRow
from tests.attacks.at_once import at_once
from tests.factories import ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.ideas import WHOLE, draft_by, mark_now, row_of, submit, trail, words_now


@pytest.fixture
def ideas(tmp_path: Path, database_url: str) -> Iterator[World]:
    """A round that collects ideas."""
    world = idea_world(tmp_path / "data", database_url)
    yield world
    world.office.database.close()


def test_many_at_once_are_kept_apart(ideas: World) -> None:
    """One world for three facts: to build one on PostgreSQL takes longer than all of them."""
    check_that_of_everything_that_is_pressed_often_there_is_one(ideas)
    check_that_of_authors_who_save_one_part_one_is_first_and_the_others_are_told(ideas)
    check_that_each_idea_gets_a_number_of_its_own(ideas)


def check_that_of_everything_that_is_pressed_often_there_is_one(ideas: World) -> None:
    """A new draft, the sending of it, a paper form, and a link that lets one person in."""
    begun = at_once([partial(start_idea, ideas.office, seat_of(ideas, 1), ROUND)] * 4)
    assert len(set(begun)) == 1
    proposal_id = draft_by(ideas, 1)
    send = partial(submit_idea, ideas.office, seat_of(ideas, 1), proposal_id, row_of(ideas, proposal_id).draft_number)
    assert at_once([send] * 4) == [Submitted(1, 1, waiting=False)] * 4
    assert trail(ideas, proposal_id) == ["submitted"]
    with ideas.office.database.write() as uow:
        now = ideas.office.clock.now(uow.db)
        uow.db.add(StaffRow(role="helper-1", kind="helper", name="Priya", appointed_at=now))
        uow.commit()
    typed = at_once([partial(type_idea, ideas.office, "helper-1", ROUND, ideas.members[6], WHOLE)] * 4)
    assert typed == [Submitted(2, 1, waiting=True)] * 4
    token = invite_author(ideas.office, seat_of(ideas, 1), proposal_id)
    joined = at_once([partial(join_idea, ideas.office, seat_of(ideas, number), token) for number in (3, 5, 7)])
    assert joined.count(proposal_id) == 1
    assert sum(isinstance(each, InvitationUselessError) for each in joined) == 2


def check_that_of_authors_who_save_one_part_one_is_first_and_the_others_are_told(ideas: World) -> None:
    """The others get what is saved now."""
    proposal_id = draft_by(ideas, 1)
    seen = mark_now(ideas, 1, proposal_id, "title")
    titles = ["One", "Two", "Three", "Four"]
    found = at_once(
        [partial(save_idea, ideas.office, seat_of(ideas, 1), proposal_id, seen, {"title": each}) for each in titles]
    )
    moved = [each for each in found if isinstance(each, DraftMovedError)]
    assert (found.count(None), len(moved)) == (1, 3)
    assert {each.present.title for each in moved} == {words_now(ideas, 1, proposal_id).title}


def check_that_each_idea_gets_a_number_of_its_own(ideas: World) -> None:
    """Two have numbers already."""
    drafts = [(number, draft_by(ideas, number)) for number in (1, 2, 3, 4, 5)]
    sent = at_once([partial(submit, ideas, number, proposal_id) for number, proposal_id in drafts])
    assert sorted(each.number for each in sent if isinstance(each, Submitted)) == [3, 4, 5, 6, 7]

"""Writing together: a link that works once, for members, for a week; and an idea with a child is a young one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.idea_errors import (
    IdeaClosedError,
    InvitationUselessError,
    LastAuthorError,
    NotOnRollError,
    TooManyAuthorsError,
    UnknownIdeaError,
)
from pbvote.domain.proposal import MOST_AUTHORS, Stage
from pbvote.services.co_authors import invite_author, join_idea, leave_idea, look_at_invitation, stop_invitations
from pbvote.services.support_idea import support_idea
from pbvote.services.withdraw_idea import withdraw_idea
from pbvote.storage.tables import AuthorInviteRow, RollRow, SupportRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import WHOLE, draft_by, judge, row_of, saved, sent_by, told, words_now


def link(world: World, proposal_id: int, by: int = 1) -> str:
    return invite_author(world.office, seat_of(world, by), proposal_id)


def join(world: World, number: int, token: str) -> int:
    return join_idea(world.office, seat_of(world, number), token)


def test_it_works(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    token = link(ideas, proposal_id)
    found = look_at_invitation(ideas.office, seat_of(ideas, 3), token)
    assert (found.proposal_id, found.round_id, found.title, found.is_author) == (proposal_id, ROUND, WHOLE.title, False)
    assert join(ideas, 3, token) == proposal_id
    saved(ideas, 3, proposal_id, title="Ours")
    assert words_now(ideas, 1, proposal_id).title == "Ours"
    assert told(ideas, 1) == ["co-author-joined"]
    assert told(ideas, 3) == []


def test_a_link_works_once(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    token = link(ideas, proposal_id)
    join(ideas, 3, token)
    assert join(ideas, 3, token) == proposal_id, "a second press of the same person is no mistake"
    with pytest.raises(InvitationUselessError):
        join(ideas, 5, token)
    assert told(ideas, 1) == ["co-author-joined"]


def test_a_link_works_for_a_week(ideas: World) -> None:
    token = link(ideas, draft_by(ideas, 1))
    with ideas.office.database.read() as db:
        made = ideas.office.clock.now(db)
    ideas.move(made + timedelta(days=7, seconds=1))
    with pytest.raises(InvitationUselessError):
        join(ideas, 3, token)


def test_links_can_be_stopped(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    token = link(ideas, proposal_id)
    stop_invitations(ideas.office, seat_of(ideas, 1), proposal_id)
    with pytest.raises(InvitationUselessError):
        join(ideas, 3, token)


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\x00", "🙂"])
def test_a_guessed_link_leads_nowhere(ideas: World, token: str) -> None:
    with pytest.raises(InvitationUselessError):
        look_at_invitation(ideas.office, seat_of(ideas, 3), token)


def test_the_database_knows_no_link(ideas: World) -> None:
    token = link(ideas, draft_by(ideas, 1))
    with ideas.office.database.read() as db:
        (row,) = db.scalars(select(AuthorInviteRow))
    assert token.encode() not in row.token_hash


def test_only_authors_make_links(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(UnknownIdeaError):
        link(ideas, proposal_id, by=3)
    with pytest.raises(UnknownIdeaError):
        stop_invitations(ideas.office, seat_of(ideas, 3), proposal_id)


def test_the_link_of_somebody_who_left_lets_nobody_in(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    join(ideas, 3, link(ideas, proposal_id))
    token = link(ideas, proposal_id, by=3)
    leave_idea(ideas.office, seat_of(ideas, 3), proposal_id)
    with pytest.raises(InvitationUselessError):
        join(ideas, 5, token)


def test_whoever_supported_the_idea_counts_as_its_author_alone(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    for number in (3, 5):
        support_idea(ideas.office, seat_of(ideas, number), ROUND, row_of(ideas, proposal_id).number or 0)
    join(ideas, 3, link(ideas, proposal_id))
    with ideas.office.database.read() as db:
        supporters = db.scalars(select(SupportRow.member_key).where(SupportRow.proposal_id == proposal_id)).all()
    assert supporters == [ideas.members[5]]


def test_only_members_of_the_round_join(ideas: World) -> None:
    token = link(ideas, draft_by(ideas, 1))
    with ideas.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, ideas.members[3])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError):
        look_at_invitation(ideas.office, seat_of(ideas, 3), token)
    with pytest.raises(NotOnRollError):
        join(ideas, 3, token)


def test_an_idea_that_is_over_takes_no_author(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    token = link(ideas, proposal_id)
    withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, "no-reason")
    with pytest.raises(InvitationUselessError):
        join(ideas, 3, token)
    with pytest.raises(IdeaClosedError):
        link(ideas, proposal_id)


def test_an_idea_has_at_most_so_many_authors(ideas: World) -> None:
    proposal_id = draft_by(ideas, 0)
    tokens = [link(ideas, proposal_id, by=0) for _ in range(MOST_AUTHORS)]
    with pytest.raises(TooManyAuthorsError):
        link(ideas, proposal_id, by=0)
    for number in range(1, MOST_AUTHORS):
        join(ideas, number, tokens[number])
    with pytest.raises(TooManyAuthorsError, match=str(MOST_AUTHORS)):
        link(ideas, proposal_id, by=0)


def test_with_a_young_author_the_idea_is_a_young_one_and_stays_so(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    join(ideas, 2, link(ideas, proposal_id))
    leave_idea(ideas.office, seat_of(ideas, 2), proposal_id)
    assert row_of(ideas, proposal_id).young


def test_what_nobody_of_the_trust_has_read_is_shown_no_more_once_a_child_writes_it(ideas: World) -> None:
    unread, read = sent_by(ideas, 1), sent_by(ideas, 1, WHOLE.with_part(title="Read"))
    judge(ideas, read, Stage.OPEN)
    for proposal_id in (unread, read):
        join(ideas, 2, link(ideas, proposal_id))
    assert row_of(ideas, unread).stage == Stage.WAITING
    assert row_of(ideas, read).stage == Stage.OPEN


def test_who_left_cannot_open_it_any_more_and_the_next_is_the_first(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    join(ideas, 3, link(ideas, proposal_id))
    leave_idea(ideas.office, seat_of(ideas, 1), proposal_id)
    assert row_of(ideas, proposal_id).author_key == ideas.members[3]
    with pytest.raises(UnknownIdeaError):
        words_now(ideas, 1, proposal_id)


def test_the_last_author_does_not_leave_an_idea_behind(ideas: World) -> None:
    with pytest.raises(LastAuthorError):
        leave_idea(ideas.office, seat_of(ideas, 1), draft_by(ideas, 1))

"""Taking an idea back, and throwing a draft away."""

import pytest
from sqlalchemy import func, select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import IdeaClosedError, NotFirstAuthorError, UnknownIdeaError
from pbvote.domain.proposal import Outcome, Stage
from pbvote.services.co_authors import invite_author, join_idea
from pbvote.services.withdraw_idea import REASONS, throw_away, withdraw_idea
from pbvote.storage.search import find_ideas
from pbvote.storage.tables import AuthorInviteRow, AuthorRow, ProposalRow, TrailRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import draft_by, judge, row_of, sent_by, told, trail


def test_it_works(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    for _ in range(2):
        withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, "changed-my-mind")
    row = row_of(ideas, proposal_id)
    assert (row.stage, row.outcome, row.draft) == (Stage.WITHDRAWN, Outcome.WITHDRAWN, "")
    assert trail(ideas, proposal_id) == ["submitted", "withdrawn"]
    with ideas.office.database.read() as db:
        assert find_ideas(db, ROUND, "lamps", 5) == []


def test_the_trail_says_why_and_not_who(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, "done-already")
    with ideas.office.database.read() as db:
        details = db.scalars(select(TrailRow.details).where(TrailRow.kind == "withdrawn")).one()
    assert details == '{"reason": "done-already"}'


def test_co_authors_are_told_and_cannot_do_it_themselves(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    join_idea(ideas.office, seat_of(ideas, 3), invite_author(ideas.office, seat_of(ideas, 1), proposal_id))
    with pytest.raises(NotFirstAuthorError):
        withdraw_idea(ideas.office, seat_of(ideas, 3), proposal_id, REASONS[0])
    withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, REASONS[0])
    assert told(ideas, 3) == ["idea-withdrawn"]


def test_others_cannot(ideas: World) -> None:
    sent, draft = sent_by(ideas, 1), draft_by(ideas, 1)
    with pytest.raises(UnknownIdeaError):
        withdraw_idea(ideas.office, seat_of(ideas, 3), sent, REASONS[0])
    with pytest.raises(UnknownIdeaError):
        throw_away(ideas.office, seat_of(ideas, 3), draft)


def test_a_reason_is_one_of_the_list(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    for reason in ("", "because", "<b>"):
        with pytest.raises(AnswersRefusedError):
            withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, reason)
    assert row_of(ideas, proposal_id).stage == Stage.OPEN


def test_what_is_decided_or_on_the_ballot_stays(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    judge(ideas, proposal_id, Stage.DECIDED)
    with pytest.raises(IdeaClosedError):
        withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, REASONS[0])
    judge(ideas, proposal_id, Stage.OPEN)
    with ideas.office.database.write() as uow:
        uow.db.get_one(ProposalRow, proposal_id).project_id = "lamps"
        uow.commit()
    with pytest.raises(IdeaClosedError):
        withdraw_idea(ideas.office, seat_of(ideas, 1), proposal_id, REASONS[0])


def test_of_a_draft_that_is_thrown_away_nothing_stays(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    invite_author(ideas.office, seat_of(ideas, 1), proposal_id)
    throw_away(ideas.office, seat_of(ideas, 1), proposal_id)
    with ideas.office.database.read() as db:
        for table in (ProposalRow, AuthorRow, AuthorInviteRow):
            assert db.scalar(select(func.count()).select_from(table)) == 0


def test_what_was_sent_is_withdrawn_and_never_thrown_away(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    with pytest.raises(IdeaClosedError):
        throw_away(ideas.office, seat_of(ideas, 1), proposal_id)
    with pytest.raises(IdeaClosedError):
        withdraw_idea(ideas.office, seat_of(ideas, 1), draft_by(ideas, 1), REASONS[0])

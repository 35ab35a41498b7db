"""A writer asks for a second look once for each hiding, and somebody else of the staff answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.proposal import Stage
from pbvote.domain.talk import ObjectedBeforeError, SameJudgeError, Subject, TextGoneError, TextMovedError, TextState
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.moderate import Decision, moderate
from pbvote.services.object_to import Answer, answer_objection, object_to
from pbvote.storage.tables import CommentRow, ObjectionRow, ProposalRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, seat_of
from tests.services.talk_world import notices


def hide(world: World, subject: Subject, version: int = 0) -> None:
    moderate(
        world.office, "officer-1", Decision(subject, 1, TextState.SHOWN, shown=False, reason="Rude.", version=version)
    )


def objected(world: World, subject: Subject = Subject.COMMENT, number: int = 3, text: str = "It is not.") -> None:
    object_to(world.office, seat_of(world, number), subject, 1, text)


def answered(world: World, role: str = "officer-2", reason: str = "You are right.", *, upheld: bool = True) -> None:
    answer_objection(world.office, role, Answer(1, upheld, reason))


@pytest.fixture
def hidden(talk: World) -> World:
    """Comment 1, of member 3, was hidden by officer 1."""
    comment_idea(talk.office, seat_of(talk, 3), ROUND, 1, Saying("Good."))
    hide(talk, Subject.COMMENT)
    return talk


def test_an_objection_that_is_upheld_shows_the_text_again(hidden: World) -> None:
    objected(hidden)
    answered(hidden)
    with hidden.office.database.read() as db:
        assert db.get_one(CommentRow, 1).state == TextState.SHOWN
    kinds = [kind for kind, _ in notices(hidden, 3)]
    assert kinds == ["comment-hidden", "comment-shown", "objection-answered"]
    assert notices(hidden, 3)[-1][1]["reason"] == "You are right."


def test_an_objection_that_is_not_upheld_leaves_it_hidden_for_good(hidden: World) -> None:
    objected(hidden)
    answered(hidden, reason="It names a child.", upheld=False)
    with hidden.office.database.read() as db:
        assert db.get_one(CommentRow, 1).state == TextState.HIDDEN
    with pytest.raises(ObjectedBeforeError):
        objected(hidden)


def test_whoever_hid_it_does_not_answer(hidden: World) -> None:
    objected(hidden)
    with pytest.raises(SameJudgeError):
        answered(hidden, "officer-1")
    for role in ("helper-1", "reviewer-1", ""):
        with pytest.raises(UnknownOfficerError):
            answered(hidden, role)
    with pytest.raises(AnswersRefusedError):
        answered(hidden, reason="")


def test_an_objection_is_answered_once(hidden: World) -> None:
    objected(hidden)
    answered(hidden, upheld=False)
    with pytest.raises(TextMovedError):
        answered(hidden, "officer-3")
    with pytest.raises(TextGoneError):
        answer_objection(hidden.office, "officer-2", Answer(10**30, upheld=True, reason="Yes."))


def test_only_the_writer_objects_and_only_to_what_is_hidden(hidden: World) -> None:
    for number in (1, 5):
        with pytest.raises(TextGoneError):
            objected(hidden, number=number)
    with pytest.raises(TextGoneError):
        objected(hidden, Subject.PROPOSAL, 1)
    for text in ("", "a\u202eb", "x" * 601):
        with pytest.raises(AnswersRefusedError):
            objected(hidden, text=text)


def test_authors_object_once_to_each_hiding_of_their_idea(talk: World) -> None:
    hide(talk, Subject.PROPOSAL, 1)
    objected(talk, Subject.PROPOSAL, 1)
    answered(talk, upheld=False)
    talk.move(IDEAS_AT + timedelta(days=1))
    moderate(talk.office, "officer-2", Decision(Subject.PROPOSAL, 1, TextState.HIDDEN, shown=True, version=1))
    hide(talk, Subject.PROPOSAL, 1)
    objected(talk, Subject.PROPOSAL, 1)
    with talk.office.database.read() as db:
        assert len(db.scalars(select(ObjectionRow)).all()) == 2


def test_an_idea_that_was_sent_again_meanwhile_is_not_shown_by_an_old_objection(talk: World) -> None:
    hide(talk, Subject.PROPOSAL, 1)
    objected(talk, Subject.PROPOSAL, 1)
    with talk.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = Stage.WAITING
        uow.commit()
    with pytest.raises(TextMovedError):
        answered(talk)

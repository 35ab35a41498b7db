"""Comments, replies, questions and answers: who may say what, who reads it first, and who is told."""

from datetime import timedelta

import pytest

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Stage
from pbvote.domain.talk import (
    LONGEST_COMMENT,
    MOST_AN_HOUR,
    NotAuthorError,
    Said,
    TextGoneError,
    TextState,
    TooMuchSaidError,
)
from pbvote.services.comment_idea import Saying, Spoken, comment_idea, remove_comment
from pbvote.storage.tables import CommentRow, PhasesRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, seat_of
from tests.services.talk_world import add_idea, notices


def say(  # noqa: PLR0913 - what these tests vary
    world: World,
    number: int,
    text: str = "Good.",
    kind: Said = Said.COMMENT,
    parent: int | None = None,
    *,
    idea: int = 1,
) -> Spoken:
    return comment_idea(world.office, seat_of(world, number), ROUND, idea, Saying(text, kind, parent))


def comment(world: World, number: int) -> CommentRow:
    with world.office.database.read() as db:
        return db.get_one(CommentRow, number)


def test_adults_are_shown_at_once_where_the_round_says_so_and_the_young_never(talk: World) -> None:
    assert say(talk, 3) == Spoken(1, waiting=False)
    assert say(talk, 2) == Spoken(2, waiting=True)
    with talk.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).moderation = "before"
        uow.commit()
    assert say(talk, 5) == Spoken(3, waiting=True)


def test_a_reply_to_a_reply_stands_under_the_first_text(talk: World) -> None:
    first = say(talk, 3)
    reply = say(talk, 5, "Yes.", parent=first.id)
    third = say(talk, 3, "Thanks.", parent=reply.id)
    assert comment(talk, third.id).parent_id == first.id
    assert [kind for kind, _ in notices(talk, 3)] == ["new-reply"]
    assert notices(talk, 5) == []


def test_a_question_is_told_to_the_authors_and_its_answer_to_who_asked(talk: World) -> None:
    asked = say(talk, 3, "Who opens it?", Said.QUESTION)
    assert [kind for kind, _ in notices(talk, 1)] == ["question-to-author"]
    say(talk, 1, "The library.", Said.ANSWER, asked.id)
    assert notices(talk, 3) == [("new-reply", {"round": ROUND, "number": 1, "title": "A shed to mend bikes"})]


def test_what_waits_is_told_to_nobody(talk: World) -> None:
    say(talk, 2, "Who opens it?", Said.QUESTION)
    assert notices(talk, 1) == []


def test_only_authors_answer_and_a_question_of_theirs_is_a_comment(talk: World) -> None:
    asked = say(talk, 3, "Who opens it?", Said.QUESTION)
    with pytest.raises(NotAuthorError):
        say(talk, 5, "Me.", Said.ANSWER, asked.id)
    assert comment(talk, say(talk, 1, "Who helps?", Said.QUESTION).id).kind == Said.COMMENT


def test_texts_stand_only_where_they_belong(talk: World) -> None:
    """No reply under a question, no answer under a comment, none to another idea, to nothing, or to what is hidden."""
    first, asked = say(talk, 3), say(talk, 3, "Who?", Said.QUESTION)
    unread = say(talk, 2, "Hm.")
    add_idea(talk, 2)
    for number, kind, parent, idea in (
        (5, Said.COMMENT, asked.id, 1), (1, Said.ANSWER, first.id, 1), (1, Said.ANSWER, None, 1),
        (5, Said.QUESTION, first.id, 1), (5, Said.COMMENT, first.id, 2), (5, Said.COMMENT, 999, 1),
        (5, Said.COMMENT, unread.id, 1),
    ):  # fmt: skip
        with pytest.raises(TextGoneError):
            say(talk, number, "X.", kind, parent, idea=idea)


def test_the_same_sent_twice_is_said_once(talk: World) -> None:
    assert say(talk, 3) == say(talk, 3)
    talk.move(IDEAS_AT + timedelta(hours=3))
    assert say(talk, 3).id == 2


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_COMMENT + 1), "a\u202eb", "a\x00b", "a\ud800b"])
def test_what_cannot_stand_is_refused_at_its_field(talk: World, text: str) -> None:
    with pytest.raises(AnswersRefusedError) as refused:
        say(talk, 3, text)
    assert list(refused.value.faults) == ["text"]


def test_nobody_floods_the_readers(talk: World) -> None:
    for number in range(MOST_AN_HOUR):
        say(talk, 3, f"Text {number}.")
    with pytest.raises(TooMuchSaidError):
        say(talk, 3, "One more.")
    assert say(talk, 5).id == MOST_AN_HOUR + 1


@pytest.mark.parametrize(
    ("phase", "kind", "may"),
    [
        (Phase.QUESTIONS, Said.COMMENT, False), (Phase.REVIEW, Said.COMMENT, True), (Phase.REVIEW, Said.QUESTION, True),
        (Phase.LIST, Said.COMMENT, False), (Phase.LIST, Said.QUESTION, False), (Phase.LIST, Said.ANSWER, True),
    ],
)  # fmt: skip
def test_what_is_said_in_which_phase(talk: World, phase: Phase, kind: Said, may: bool) -> None:  # noqa: FBT001 - a table
    asked = say(talk, 3, "Who?", Said.QUESTION)
    with talk.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase
        uow.commit()
    speaker, parent = (1, asked.id) if kind is Said.ANSWER else (5, None)
    if may:
        assert say(talk, speaker, "Hm.", kind, parent).id == 2
        return
    with pytest.raises(NotInPhaseError):
        say(talk, speaker, "Hm.", kind, parent)


def test_a_writer_takes_their_own_text_away_and_nobody_elses(talk: World) -> None:
    first = say(talk, 3)
    say(talk, 5, "Yes.", parent=first.id)
    for number, other in ((5, first.id), (3, 2), (3, 99)):
        with pytest.raises(TextGoneError):
            remove_comment(talk.office, seat_of(talk, number), other)
    remove_comment(talk.office, seat_of(talk, 3), first.id)
    assert (comment(talk, 1).state, comment(talk, 1).text) == (TextState.REMOVED, "")
    assert comment(talk, 2).state == TextState.SHOWN


def test_nothing_is_said_about_an_idea_that_nobody_can_read(talk: World) -> None:
    add_idea(talk, 2, stage=Stage.HIDDEN)
    with pytest.raises(UnknownIdeaError):
        say(talk, 3, idea=2)

"""Questions of members from the putting to the choice: who may do what, and what the log keeps of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.errors import NotEligibleError, UnknownOfficerError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.services.choose_questions import (
    NoQuestionError,
    QuestionsWaitError,
    answer_question,
    choose_questions,
    question_document,
)
from pbvote.services.judge_question import hide_question, show_question
from pbvote.services.put_question import (
    QuestionAt,
    QuestionRefusedError,
    QuestionsChosenError,
    UnknownQuestionError,
    put_question,
    take_back_question,
)
from pbvote.services.support_question import support_question
from pbvote.services.text_hash import text_hash, texts_root
from pbvote.storage.queries.questions import staff_questions
from pbvote.storage.tables import NoticeRow, QuestionRow, RollRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, REVIEW_AT, idea_world, seat_of
from tests.log_entries import entries

ONE, TWO = QuestionAt(ROUND, 1), QuestionAt(ROUND, 2)


@pytest.fixture
def asking(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A round with a question of member 1 that is shown and one of member 2, who is 14, that waits."""
    world = idea_world(tmp_path / "data", sqlite_url, members=4, phase=Phase.QUESTIONS)
    put_question(world.office, seat_of(world, 1), ROUND, "Where is it dark?")
    put_question(world.office, seat_of(world, 2), ROUND, "Where can we sit?")
    yield world
    world.office.database.close()


def rows(world: World) -> list[QuestionRow]:
    with world.office.database.read() as db:
        return list(db.scalars(select(QuestionRow).order_by(QuestionRow.id)))


def answer_all(world: World) -> None:
    show_question(world.office, "officer-3", TWO)
    answer_question(world.office, "officer-1", ONE, chosen=False, why="The council lights it already.")
    answer_question(world.office, "officer-1", TWO, chosen=True, why="Many asked.")


def test_the_choice_is_one_entry_of_numbers_over_hashes_that_can_be_shown(asking: World) -> None:
    answer_all(asking)
    choose_questions(asking.office, "officer-2", ROUND)
    (entry,) = entries(asking, "questions.chosen")
    kept = rows(asking)
    hashes = [text_hash(row.salt or b"", question_document(row)) for row in kept]
    assert hashes == [row.hash for row in kept]
    assert (entry["texts"], entry["chosen"], entry["offered"]) == (texts_root(hashes), 1, 2)
    assert [row.state for row in kept] == ["not-chosen", "chosen"]


def test_the_same_question_sent_twice_is_one(asking: World) -> None:
    assert put_question(asking.office, seat_of(asking, 1), ROUND, " where is it dark? ") == 1
    assert len(rows(asking)) == 2


def test_supporting_twice_counts_once_and_can_be_taken_back(asking: World) -> None:
    for wanted, number in ((True, 1), (True, 1), (False, 0), (False, 0)):
        support_question(asking.office, seat_of(asking, 3), ONE, wanted=wanted)
        with asking.office.database.read() as db:
            assert staff_questions(db, ROUND)[0].supports == number


def test_what_is_taken_back_goes_with_its_supports(asking: World) -> None:
    support_question(asking.office, seat_of(asking, 3), ONE, wanted=True)
    take_back_question(asking.office, seat_of(asking, 1), ONE)
    assert [row.id for row in rows(asking)] == [2]


def test_nobody_takes_back_what_is_not_theirs(asking: World) -> None:
    with pytest.raises(UnknownQuestionError):
        take_back_question(asking.office, seat_of(asking, 3), ONE)


def test_who_left_the_roll_asks_and_supports_nothing(asking: World) -> None:
    with asking.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, asking.members[3])).removed = True
        uow.commit()
    with pytest.raises(NotEligibleError):
        put_question(asking.office, seat_of(asking, 3), ROUND, "May I?")
    with pytest.raises(NotEligibleError):
        support_question(asking.office, seat_of(asking, 3), ONE, wanted=True)


def test_a_question_is_hidden_with_a_reason_that_its_author_reads(asking: World) -> None:
    with pytest.raises(QuestionRefusedError):
        hide_question(asking.office, "officer-1", ONE, " ")
    hide_question(asking.office, "officer-1", ONE, "It names a person.")
    hide_question(asking.office, "officer-1", ONE, "It names a person.")
    with asking.office.database.read() as db:
        told = list(db.scalars(select(NoticeRow).filter_by(kind="question-hidden")))
    assert [row.member_key for row in told] == [asking.members[1]]
    with pytest.raises(UnknownQuestionError):
        answer_question(asking.office, "officer-1", ONE, chosen=True, why="Yes.")


def test_nothing_is_published_while_one_is_unread_or_unanswered(asking: World) -> None:
    with pytest.raises(QuestionsWaitError) as refused:
        choose_questions(asking.office, "officer-1", ROUND)
    assert (refused.value.unread, refused.value.unanswered) == (1, 1)
    assert entries(asking, "questions.chosen") == []


def test_without_a_question_there_is_nothing_to_choose(asking: World) -> None:
    for at in (ONE, TWO):
        hide_question(asking.office, "officer-1", at, "No.")
    with pytest.raises(NoQuestionError):
        choose_questions(asking.office, "officer-1", ROUND)


@pytest.mark.parametrize("role", ["clerk-1", "helper-1", "officer-9"])
def test_only_an_officer_publishes(asking: World, role: str) -> None:
    answer_all(asking)
    with pytest.raises(UnknownOfficerError):
        choose_questions(asking.office, role, ROUND)


def test_a_choice_is_made_once_and_ends_the_asking(asking: World) -> None:
    answer_all(asking)
    choose_questions(asking.office, "officer-1", ROUND)
    with pytest.raises(QuestionsChosenError):
        choose_questions(asking.office, "officer-1", ROUND)
    with pytest.raises(QuestionsChosenError):
        put_question(asking.office, seat_of(asking, 3), ROUND, "One more?")
    with pytest.raises(QuestionsChosenError):
        support_question(asking.office, seat_of(asking, 3), TWO, wanted=True)
    with pytest.raises(QuestionsChosenError):
        take_back_question(asking.office, seat_of(asking, 1), ONE)


def test_it_can_be_made_when_ideas_are_open_and_not_later(asking: World) -> None:
    answer_all(asking)
    asking.at(IDEAS_AT)
    with pytest.raises(NotInPhaseError):
        put_question(asking.office, seat_of(asking, 1), ROUND, "Too late?")
    asking.at(REVIEW_AT)
    with pytest.raises(NotInPhaseError):
        choose_questions(asking.office, "officer-1", ROUND)

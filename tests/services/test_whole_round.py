"""A round from the first question to the published result, by the acts of members, reviewers and officers alone."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from pbvote.domain.outcome import OutcomeWords
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, Outcome
from pbvote.domain.talk import Subject, TextState
from pbvote.services.answer_review import answer_review
from pbvote.services.choose_questions import answer_question, choose_questions
from pbvote.services.decide_outcome import decide_outcome, decide_too_few
from pbvote.services.judge_answer import judge_answer
from pbvote.services.judge_question import show_question
from pbvote.services.moderate import Decision, moderate
from pbvote.services.print_codes import Printing
from pbvote.services.publish_reviews import publish_reviews
from pbvote.services.put_question import QuestionAt, put_question
from pbvote.services.support_idea import support_idea
from pbvote.services.support_question import support_question
from pbvote.storage.tables import CodeRow, NoticeRow
from tests.factories import CLOSES, OPENS, ROUND, World
from tests.idea_world import IDEAS_AT, LIST_AT, REVIEW_AT, idea_world, seat_of
from tests.ideas import WHOLE, sent_by
from tests.log_entries import entries
from tests.review_world import REVIEWERS, sign, staff_seat_of
from tests.services.verified import verified

TITLES = {1: "Lamps on the brook path", 0: "A shed to mend bikes", 5: "A statue of a newt"}


def ask(world: World) -> int:
    """Members ask two questions, and an officer chooses one; its number."""
    first = put_question(world.office, seat_of(world, 1), ROUND, "Where do you not like to walk?")
    second = put_question(world.office, seat_of(world, 2), ROUND, "Where can we sit when it rains?")
    show_question(world.office, "officer-3", QuestionAt(ROUND, second))
    support_question(world.office, seat_of(world, 3), QuestionAt(ROUND, second), wanted=True)
    for number, chosen in ((first, False), (second, True)):
        answer_question(world.office, "officer-1", QuestionAt(ROUND, number), chosen=chosen, why="Many asked for it.")
    choose_questions(world.office, "officer-1", ROUND)
    return second


def propose(world: World, question: int) -> None:
    """Three ideas: one for each pot with enough support, and one that nobody wants."""
    for number, title in TITLES.items():
        pot, items = "youth" if number == 0 else "everybody", (CostItem("All of it", 1, 200_000),)
        sent_by(world, number, replace(WHOLE, title=title, pot_id=pot, items=items, question_id=question))
    moderate(world.office, "officer-3", Decision(Subject.PROPOSAL, 2, TextState.WAITING, shown=True, version=1))
    for idea in (1, 2):
        for number in (3, 7):
            support_idea(world.office, seat_of(world, number), ROUND, idea)


def review(world: World) -> None:
    """Both ideas with support are reviewed in both areas, and their authors answer."""
    for idea in (1, 2):
        for role in ("reviewer-1", "reviewer-2"):
            sign(world, role, idea)
    for number, idea in ((1, 1), (0, 2)):
        answer_review(world.office, seat_of(world, number), idea, "Thank you.")
    judge_answer(world.office, staff_seat_of(world, "officer-1"), 2, "", show=True)  # of a young author: read first
    publish_reviews(world.office, "officer-2", ROUND)


def decide(world: World) -> None:
    """Two ideas go on the ballot."""
    for idea, title in ((1, TITLES[1]), (2, TITLES[0])):
        words = OutcomeWords(Outcome.ON_BALLOT, "It can be done.", title, "A good thing.", 250_000)
        decide_outcome(world.office, "officer-1", ROUND, idea, words)
    decide_too_few(world.office, "officer-1", ROUND, "Fewer than two members supported it.")
    world.agree("put the list on the ballot")


def vote(world: World) -> None:
    """Fix everything, print codes again, vote, count and publish."""
    for act in ("approve the schedule", "freeze", "seal the roll"):
        world.agree(act)
    world.agree("print codes")
    world.at(OPENS)
    projects = {each["pot"]: each["projects"][0]["id"] for each in entries(world) if each["kind"] == "projects.frozen"}
    for number in range(0, 8, 2):
        world.cast(number, projects["youth"])
    world.at(CLOSES + timedelta(seconds=121))
    world.publish()


def test_from_a_question_to_the_result_everything_verifies_on_both_databases(tmp_path: Path, database_url: str) -> None:
    """The bundle of the round verifies, old codes died, and the authors know what became of their ideas."""
    world = idea_world(tmp_path / "data", database_url, phase=Phase.QUESTIONS)
    assert isinstance(world.agree("print codes"), Printing)
    question = ask(world)
    for area, name in REVIEWERS:
        world.agree_on_staff("appoint", kind="reviewer", name=name, area=area)
    world.at(IDEAS_AT)
    propose(world, question)
    world.at(REVIEW_AT)
    review(world)
    world.at(LIST_AT)
    decide(world)
    vote(world)
    verified(world, tmp_path / "bundles")
    said = [each for each in entries(world) if each.get("round") == ROUND]
    assert [each["kind"] for each in said[:11]] == [
        "phases.approved", "phase.moved", "codes.printed", "questions.chosen", "phase.moved", "ideas.submitted",
        "phase.moved", "reviews.published", "phase.moved", "outcomes.decided", "round.created",
    ]  # fmt: skip
    numbers = {each["kind"]: each for each in said}
    assert (numbers["questions.chosen"]["chosen"], numbers["questions.chosen"]["offered"]) == (1, 2)
    assert (numbers["ideas.submitted"]["ideas"], numbers["reviews.published"]["reviews"]) == (3, 4)
    assert_what_is_kept(world)
    world.office.database.close()


def assert_what_is_kept(world: World) -> None:
    """Old codes died with the second printing, and every author was told."""
    with world.office.database.read() as db:
        codes = Counter(row.state for row in db.scalars(select(CodeRow)))
        told = Counter(row.kind for row in db.scalars(select(NoticeRow)))
    assert codes == {"live": 8, "replaced": 8}
    assert (told["question-chosen"], told["question-not-chosen"], told["outcome"]) == (1, 1, 3)


def test_no_word_of_a_member_and_no_name_stands_in_the_log(tmp_path: Path, sqlite_url: str) -> None:
    world = idea_world(tmp_path / "data", sqlite_url, phase=Phase.QUESTIONS)
    question = ask(world)
    world.at(IDEAS_AT)
    propose(world, question)
    world.at(REVIEW_AT)
    text = repr(entries(world))
    for word in (*TITLES.values(), "rains", "Many asked", "Member 1", *world.members):
        assert word not in text
    world.office.database.close()

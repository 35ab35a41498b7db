"""The questions of a round on pages: putting one, supporting others, and what everybody reads afterwards."""

from pathlib import Path

import pytest

from pbvote.domain.phase import Phase
from pbvote.services.choose_questions import answer_question, choose_questions
from pbvote.services.put_question import QuestionAt, put_question
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, idea_world, seat_of
from tests.web.member import MemberVisitor
from tests.web.visitor import Visitor

HERE = f"/rounds/{ROUND}/questions"
FRIDAY = "Where can we sit when it rains?"
STRANGE = (
    "<script>alert(1)</script> & <b>bold</b>?",
    "Was ist mit 🚲🚲🚲?",
    "مساء الجمعة؟",
)


@pytest.fixture
def member(asking: World) -> MemberVisitor:
    """Member 1, grown up."""
    return MemberVisitor(asking, 1)


def put(member: MemberVisitor, text: str, status: int = 200) -> str:
    member.get(HERE)
    return member.press(HERE, status, question=text).words


def test_it_works(member: MemberVisitor, asking: World) -> None:
    assert FRIDAY in put(member, FRIDAY)
    other = MemberVisitor(asking, 3)
    other.get(HERE)
    assert "You support this." in other.press(f"{HERE}/1/support").words
    assert "You support this." not in other.press(f"{HERE}/1/support").words


def test_everybody_can_read_and_nobody_learns_who_asked(member: MemberVisitor, asking: World) -> None:
    put(member, FRIDAY)
    page = Visitor(asking).get(HERE)
    assert FRIDAY in page.words
    assert "Member 1" not in page.text
    assert asking.members[1] not in page.text


def test_what_the_young_write_is_read_first(asking: World) -> None:
    assert "Somebody of the trust reads it first." in put(MemberVisitor(asking, 2), FRIDAY)
    assert FRIDAY not in Visitor(asking).get(HERE).text


@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts_stay_texts(member: MemberVisitor, text: str) -> None:
    assert text in put(member, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write your question."),
        ("   ", "Write your question."),
        ("why " * 60, "Use 200 or fewer"),
        ("a novel " * 12_000, "Use 200 or fewer"),
        ("Why\u202e not?", "Your question"),
        ("Why\u0000not?", "Your question"),
    ],
)
def test_what_cannot_stand_comes_back_as_it_was_typed(member: MemberVisitor, text: str, says: str) -> None:
    words = put(member, text, 422)
    assert says in words
    typed = member.page.form(HERE)["question"][0]
    assert typed.strip() == text.replace("\u0000", "").strip() or text.startswith("Why")


def test_a_fourth_question_is_not_offered_and_not_taken(member: MemberVisitor, asking: World) -> None:
    for number in range(3):
        put(member, f"Question {number}?")
    member.get(HERE)
    assert "that is the most" in member.page.words
    member.post(HERE, {"csrf": member.token, "question": "A fourth?"}, 422)
    assert "Take one back" in member.page.words
    assert asking


def test_one_is_taken_back_by_its_author_alone(member: MemberVisitor, asking: World) -> None:
    put(member, FRIDAY)
    other = MemberVisitor(asking, 3)
    other.post(f"{HERE}/1/back", {"csrf": other.token}, 404)
    member.get(HERE)
    assert FRIDAY not in member.press(f"{HERE}/1/back").words


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_a_question_that_is_not_there_is_not_supported(member: MemberVisitor, number: str) -> None:
    member.post(f"{HERE}/{number}/support", {"csrf": member.token, "support": "yes"}, 404)


def test_nobody_supports_what_staff_have_not_read(asking: World) -> None:
    put(MemberVisitor(asking, 2), FRIDAY)
    other = MemberVisitor(asking, 3)
    other.post(f"{HERE}/1/support", {"csrf": other.token, "support": "yes"}, 404)


def test_after_the_phase_nothing_is_put_or_supported(member: MemberVisitor, asking: World) -> None:
    put(member, FRIDAY)
    asking.at(IDEAS_AT)
    page = member.get(HERE)
    assert "The trust has not chosen yet." in page.words
    member.post(HERE, {"csrf": member.token, "question": "Too late?"}, 409)


def test_afterwards_everybody_reads_which_and_why(member: MemberVisitor, asking: World) -> None:
    put(member, FRIDAY)
    put_question(asking.office, seat_of(asking, 3), ROUND, "Why not Mondays?")
    for number, chosen in ((1, True), (2, False)):
        answer_question(asking.office, "officer-1", QuestionAt(ROUND, number), chosen=chosen, why=f"Because {number}.")
    assert "Because" not in Visitor(asking).get(HERE).text
    choose_questions(asking.office, "officer-1", ROUND)
    words = Visitor(asking).get(HERE).words
    assert words.index("Chosen questions") < words.index(FRIDAY) < words.index("Not chosen this time")
    assert "Why: Because 1." in words
    assert "Why: Because 2." in words
    member.post(HERE, {"csrf": member.token, "question": "One more?"}, 409)


def test_many_questions_come_in_pages(asking: World) -> None:
    for number in (1, 3, 5):
        for turn in range(3):
            put_question(asking.office, seat_of(asking, number), ROUND, f"Question {number} {turn}?")
    visitor = Visitor(asking)
    for page in ("1", "2", "0", "-1", "99999", "x", "9" * 40):
        visitor.get(f"{HERE}?page={page}")
    assert "9 questions so far" in visitor.get(HERE).words


def test_a_round_that_asks_no_questions_has_no_page(asking: World) -> None:
    for path in ("/rounds/nowhere/questions", "/rounds/%00/questions"):
        Visitor(asking).get(path, 404)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(asking: World) -> None:
    links = Visitor(asking).get(HERE).links()
    assert any(each.startswith("/members/sign-in?return=") for each in links)


@pytest.mark.parametrize("path", ["/", f"/rounds/{ROUND}"])
def test_the_public_pages_lead_there(asking: World, path: str) -> None:
    page = Visitor(asking).get(path)
    assert HERE in page.links()
    assert "£30,000" in page.words or "£20,000" in page.words


def test_before_the_first_date_the_page_says_when(tmp_path: Path) -> None:
    world = idea_world(tmp_path / "early", f"sqlite:///{tmp_path / 'early.db'}", members=1, phase=Phase.WAITING)
    assert "You can put questions from" in Visitor(world).get(HERE).words
    assert "It begins with you." in Visitor(world).get("/").heading
    world.office.database.close()

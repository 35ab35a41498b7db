"""Reports and objections: what a member can ask the staff to look at, and what they learn."""

from sqlalchemy import select

from pbvote.domain.talk import Subject, TextState
from pbvote.services.moderate import Decision, moderate
from pbvote.services.object_to import Answer, answer_objection
from pbvote.storage.tables import QuestionRow, ReportRow
from tests.factories import ROUND, World
from tests.web.talker import IDEA, Talker, say
from tests.web.visitor import Visitor


def hide(world: World, number: int) -> None:
    moderate(world.office, "officer-1", Decision(Subject.COMMENT, number, TextState.SHOWN, shown=False, reason="Rude."))


def test_a_member_reports_a_text_and_is_thanked(talking: World) -> None:
    number = say(talking, 3, "A rude text.")
    member = Talker(talking, 5)
    assert f"/my/report/comment/{number}" in member.get(IDEA).links()
    assert "A rude text." in member.get(f"/my/report/comment/{number}").words
    page = member.press(f"/my/report/comment/{number}", reason="It is rude.")
    assert page.heading == "Thank you for telling us"
    with talking.office.database.read() as db:
        assert db.scalars(select(ReportRow.reason)).all() == ["It is rude."]
    assert "A rude text." in Visitor(talking).get(IDEA).words


def test_an_idea_is_reported_too_and_a_report_says_why(talking: World) -> None:
    member = Talker(talking, 5)
    member.get("/my/report/proposal/1")
    page = member.press("/my/report/proposal/1", 422, reason="")
    assert "Write the reason" in page.words
    assert member.press("/my/report/proposal/1", reason="A lie.").heading == "Thank you for telling us"


PRIVATE = (
    "report/comment/1", "report/comment/99", "report/x/1", "second-look/comment/2", "second-look/proposal/1",
    "second-look/question/9", "second-look/x/1",
)  # fmt: skip


def test_what_one_may_not_see_is_not_there(talking: World) -> None:
    say(talking, 2, "Not read yet.")
    say(talking, 3, "Mine.")
    member = Talker(talking, 5)
    for address in PRIVATE:
        member.get(f"/my/{address}", 404)


def test_a_writer_asks_for_a_second_look_and_reads_the_answer(talking: World) -> None:
    number = say(talking, 3, "A text.")
    hide(talking, number)
    here = f"/my/second-look/comment/{number}"
    member = Talker(talking, 3)
    assert "We hid it. The reason: Rude." in member.get(here).words
    assert "Write the reason" in member.press(here, 422, text="").words
    page = member.press(here, text="It is not.")
    assert "Somebody else of the trust looks at it." in page.words
    assert page.text.count("<textarea") == 0
    answer_objection(talking.office, "officer-2", Answer(1, upheld=True, reason="You are right."))
    page = member.get(here)
    assert "It is shown again. Their answer: You are right." in page.words
    assert "A text." in Visitor(talking).get(IDEA).words


def test_questions_of_the_round_are_reported_and_objected_to_as_well(talking: World) -> None:
    with talking.office.database.write() as uow:
        now, writer = talking.office.clock.now(uow.db), talking.members[3]
        uow.db.add(QuestionRow(round_id=ROUND, member_key=writer, text="What about rain?", state="shown", made_at=now))
        uow.db.add(
            QuestionRow(round_id=ROUND, member_key=writer, text="A rude one?", state="hidden", why="Rude.", made_at=now)
        )
        uow.commit()
    member = Talker(talking, 5)
    member.get("/my/report/question/1")
    assert f"/rounds/{ROUND}/questions" in member.page.links()
    assert member.press("/my/report/question/1", reason="Asked before.").heading == "Thank you for telling us"
    writer_visits = Talker(talking, 3)
    assert "We hid it. The reason: Rude." in writer_visits.get("/my/second-look/question/2").words
    writer_visits.press("/my/second-look/question/2", text="It is not.")
    answer_objection(talking.office, "officer-2", Answer(1, upheld=True, reason="You are right."))
    assert "A rude one?" in Talker(talking, 5).get("/my/report/question/2").words

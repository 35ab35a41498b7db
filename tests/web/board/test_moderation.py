"""The desk of those who read texts: first in first out, the young marked, every hiding with a reason."""

import pytest

from pbvote.domain.proposal import Stage
from pbvote.domain.talk import Said, Subject
from pbvote.services.object_to import object_to
from pbvote.services.report_text import Report, report_text
from pbvote.storage.tables import CommentRow, ProposalRow, ProposalVersionRow, QuestionRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import SHED, add_idea
from tests.web.staff import StaffVisitor
from tests.web.talker import IDEA, say
from tests.web.test_ideas import counted
from tests.web.visitor import Visitor

HERE = "/board/moderation"


def test_texts_are_read_one_by_one_in_the_order_in_which_they_came(talking: World) -> None:
    """Shown, or hidden with a reason that stands in their place; then the next one."""
    say(talking, 2, "The first text.")
    say(talking, 4, "The second text.", Said.QUESTION)
    clerk = StaffVisitor(talking, "clerk-1")
    words = clerk.get(HERE).words
    assert "Texts that nobody has read (2)" in words
    assert words.index("The first text.") < words.index("The second text.")
    assert words.count("Young writer") == 2
    page = clerk.get(f"{HERE}/comment/1")
    assert "The first text." in page.words
    assert "Member 2" not in page.text
    page = clerk.press(f"{HERE}/comment/1", decision="show")
    assert page.path == f"{HERE}/comment/2"
    page = clerk.press(f"{HERE}/comment/2", 422, decision="hide", reason="")
    assert "Write the reason in a sentence or two." in page.words
    assert clerk.press(f"{HERE}/comment/2", decision="hide", reason="It names a child.").path == HERE
    assert "Everything is read." in clerk.page.words
    shown = Visitor(talking).get(IDEA).words
    assert "The first text." in shown
    assert "A comment was hidden: It names a child." in shown


def test_an_idea_is_read_with_all_its_words(talking: World) -> None:
    number = add_idea(talking, 2, author=2, stage=Stage.WAITING, words=SHED.with_part(help_needed="A carpenter."))
    officer = StaffVisitor(talking, "officer-1")
    page = officer.get(f"{HERE}/proposal/{number}")
    for words in ("A shed to mend bikes", "Tools and a stand.", "A carpenter.", "Young writer", "Shed: £900"):
        assert words in page.words
    officer.press(f"{HERE}/proposal/{number}", decision="show")
    assert Visitor(talking).get(f"/rounds/{ROUND}/ideas/2").heading == "A shed to mend bikes"


def test_a_version_that_nobody_read_is_not_shown_by_an_old_page(talking: World) -> None:
    number = add_idea(talking, 2, stage=Stage.WAITING)
    officer = StaffVisitor(talking, "officer-1")
    officer.get(f"{HERE}/proposal/{number}")
    with talking.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, number)
        row.version = 2
        uow.db.add(ProposalVersionRow(proposal_id=number, number=2, words=SHED.to_json(), made_at=row.made_at))
        uow.commit()
    page = officer.press(f"{HERE}/proposal/{number}", decision="show")
    assert "Somebody changed this text or decided about it meanwhile." in page.words
    Visitor(talking).get(f"/rounds/{ROUND}/ideas/2", 404)


def test_a_version_that_is_no_number_decides_nothing(talking: World) -> None:
    number = say(talking, 2)
    officer = StaffVisitor(talking, "officer-1")
    for version in ("²", "٣", "9" * 5000, "-1", ""):
        officer.get(f"{HERE}/comment/{number}")
        officer.press(f"{HERE}/comment/{number}", decision="show", version=version)
        assert "Texts that nobody has read (1)" in officer.page.words


def test_a_reported_text_stands_once_with_every_reason(talking: World) -> None:
    number = say(talking, 3, "A strange text.")
    for member, why in ((5, "Rude."), (7, "A lie.")):
        report_text(talking.office, seat_of(talking, member), Report(Subject.COMMENT, number, why))
    officer = StaffVisitor(talking, "officer-1")
    assert "Texts that somebody reported (1)" in officer.get(HERE).words
    page = officer.get(f"{HERE}/comment/{number}")
    assert "Rude." in page.words
    assert "A lie." in page.words
    assert talking.members[5] not in page.text
    assert officer.press(f"{HERE}/comment/{number}", decision="show").path == HERE
    assert "Nothing is reported." in officer.page.words


def test_an_objection_is_answered_by_somebody_else(talking: World) -> None:
    number = say(talking, 3, "A text.")
    officer = StaffVisitor(talking, "officer-1")
    officer.get(f"{HERE}/comment/{number}")
    officer.press(f"{HERE}/comment/{number}", decision="hide", reason="Rude.")
    object_to(talking.office, seat_of(talking, 3), Subject.COMMENT, number, "It is not.")
    page = officer.get(f"{HERE}/objections/1")
    assert "You hid this text yourself." in page.words
    assert f"{HERE}/objections/1" not in [each for each in page.text.split('"') if each.startswith(HERE)]
    other = StaffVisitor(talking, "officer-2")
    assert "Writers who ask for a second look (1)" in other.get(HERE).words
    page = other.get(f"{HERE}/objections/1")
    for words in ("A text.", "Rude.", "It is not."):
        assert words in page.words
    assert "Choose one of the two." in other.press(f"{HERE}/objections/1", 422, decision="", reason="x").words
    assert "Write the reason" in other.press(f"{HERE}/objections/1", 422, decision="show").words
    assert other.press(f"{HERE}/objections/1", decision="show", reason="You are right.").path == HERE
    assert "A text." in Visitor(talking).get(IDEA).words
    other.get(f"{HERE}/objections/1", 404)


@pytest.mark.parametrize("address", ["", "/comment/1", "/objections/1"])
def test_others_of_the_staff_do_not_read_them(talking: World, address: str) -> None:
    say(talking, 2)
    StaffVisitor(talking, "helper-1").get(HERE + address, 403)


@pytest.mark.parametrize("address", ["/comment/99", "/comment/99999999999999999999", "/x/1", "/objections/1"])
def test_what_is_not_there(talking: World, address: str) -> None:
    StaffVisitor(talking, "officer-1").get(HERE + address, 404)


def test_waiting_questions_lead_to_their_page_and_the_queries_are_as_many_for_fifty(talking: World) -> None:
    officer = StaffVisitor(talking, "officer-1")
    say(talking, 2)
    with counted(talking) as one:
        officer.get(HERE)
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        uow.db.add(QuestionRow(round_id=ROUND, member_key=talking.members[2], text="What about rain?", made_at=now))
        for number in range(60):
            uow.db.add(CommentRow(proposal_id=1, member_key=talking.members[2], text=f"Text {number}.", made_at=now))
        uow.commit()
    with counted(talking) as many:
        page = officer.get(HERE)
    assert len(one) == len(many)
    assert page.text.count("Read and decide</a>") == 20
    assert f"/board/rounds/{ROUND}/questions" in page.links()

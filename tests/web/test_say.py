"""Writing about an idea: nothing typed is ever lost, and everybody sees what they may."""

import pytest

from pbvote.domain.phase import Phase
from pbvote.domain.talk import Said, TextState
from pbvote.storage.tables import CommentRow, MemberSessionRow, PhasesRow
from tests.factories import ROUND, World
from tests.web.talker import IDEA, Talker, say
from tests.web.test_ideas import set_phase
from tests.web.visitor import Visitor


def test_a_comment_stands_on_the_page(talking: World) -> None:
    member = Talker(talking, 3)
    member.get(IDEA)
    page = member.press(f"{IDEA}/comment", text="I would come every week.\r\n\r\n- And my dog")
    assert "I would come every week." in page.words
    assert "<li>And my dog</li>" in page.text
    assert "I would come every week." in Visitor(talking).get(IDEA).words


def test_what_the_young_write_is_read_first_and_they_are_told(talking: World) -> None:
    member = Talker(talking, 2)
    assert "Somebody of the trust reads it before others can." in member.get(IDEA).words
    page = member.press(f"{IDEA}/comment", text="Can we paint it?")
    assert "Only you can see this. Somebody of the trust reads it first. Can we paint it?" in page.words
    for other in (Visitor(talking), Talker(talking, 4)):
        assert "Can we paint it?" not in other.get(IDEA).text


def test_adults_are_told_too_where_staff_read_everything_first(talking: World) -> None:
    told = "Somebody of the trust reads it before others can."
    member = Talker(talking, 3)
    assert told not in member.get(IDEA).words
    with talking.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).moderation = "before"
        uow.commit()
    for address in (IDEA, f"{IDEA}/ask"):
        assert told in member.get(address).words
        assert "Your name is not shown." not in member.page.words


def test_a_reply_a_question_and_its_answer(talking: World) -> None:
    first = say(talking, 3)
    member = Talker(talking, 5)
    member.get(f"{IDEA}/reply/{first}")
    assert "Good." in member.page.words
    assert "Yes, very." in member.press(f"{IDEA}/reply/{first}", text="Yes, very.").words
    member.get(f"{IDEA}/ask")
    assert "Who opens it?" in member.press(f"{IDEA}/ask", text="Who opens it?").words
    author = Talker(talking, 1)
    assert author.get(f"{IDEA}/reply/3").heading == "Answer the question"
    page = author.press(f"{IDEA}/reply/3", text="The library.")
    assert "The library." in page.words
    assert "Author" in page.words


@pytest.mark.parametrize("text", ["", "x" * 1501, "a\u202eb", "a\x01b", "x" * 100_000])
def test_what_cannot_stand_is_shown_again_with_what_to_do(talking: World, text: str) -> None:
    """Also a pasted novel."""
    member = Talker(talking, 3)
    member.get(IDEA)
    page = member.press(f"{IDEA}/comment", 422, text=text)
    assert "There is a problem" in page.words
    if text.isprintable():
        assert text in page.text


def test_emoji_markup_and_long_words_are_only_text(talking: World) -> None:
    member = Talker(talking, 3)
    text = '🚲👩‍👧 <script>alert(1)</script> <b>x</b> [a](javascript:b) "quotes" שלום ' + "w" * 400
    member.get(IDEA)
    page = member.press(f"{IDEA}/comment", text=text)
    assert text in page.words
    assert "<script>alert" not in page.text
    assert "<b>x</b>" not in page.text


def test_the_same_sent_twice_stands_once(talking: World) -> None:
    member = Talker(talking, 3)
    form = member.get(IDEA).form(f"{IDEA}/comment")
    for _ in range(2):
        page = member.post(f"{IDEA}/comment", {**form, "text": "Only once."})
    assert page.words.count("Only once.") == 1


def test_a_session_that_ended_loses_no_word(talking: World) -> None:
    member = Talker(talking, 3)
    form = member.get(IDEA).form(f"{IDEA}/comment")
    with talking.office.database.write() as uow:
        for row in uow.db.query(MemberSessionRow):
            row.ends_at = row.seen_at
        uow.commit()
    page = member.post(f"{IDEA}/comment", {**form, "text": "My long text."}, 403)
    assert "My long text." in page.text


def test_pages_of_members_ask_for_the_sign_in(talking: World) -> None:
    say(talking, 3)
    for address in ("ask", "comment", "reply/1", "remove/1"):
        assert Visitor(talking).get(f"{IDEA}/{address}").path == "/members/sign-in"


def test_after_its_time_a_text_is_refused_and_still_there(talking: World) -> None:
    member = Talker(talking, 3)
    form = member.get(IDEA).form(f"{IDEA}/comment")
    set_phase(talking, Phase.LIST)
    page = member.post(f"{IDEA}/comment", {**form, "text": "Too late."}, 422)
    assert "That is not now." in page.words
    assert "Too late." in page.text


def test_a_hidden_text_leaves_a_line_and_its_writer_sees_it(talking: World) -> None:
    number = say(talking, 3, "A rude text.")
    with talking.office.database.write() as uow:
        row = uow.db.get_one(CommentRow, number)
        row.state, row.judged_reason = TextState.HIDDEN, "It names a child."
        uow.commit()
    page = Visitor(talking).get(IDEA)
    assert "A comment was hidden: It names a child." in page.words
    assert "A rude text." not in page.text
    page = Talker(talking, 3).get(IDEA)
    assert "Only you can see this. We hid it: It names a child." in page.words
    assert f"/my/second-look/comment/{number}" in page.links()
    Talker(talking, 5).get(f"{IDEA}/reply/{number}", 404)


def test_a_writer_takes_their_text_away(talking: World) -> None:
    first = say(talking, 3, "Mine.")
    say(talking, 5, "A reply.", Said.COMMENT, first)
    alone = say(talking, 3, "Alone.")
    member = Talker(talking, 3)
    for number in (first, alone):
        member.get(f"{IDEA}/remove/{number}")
        page = member.press(f"{IDEA}/remove/{number}")
    assert "Somebody took their text away." in page.words
    assert page.words.count("Somebody took") == 1
    assert "A reply." in page.words
    for words in ("Mine.", "Alone."):
        assert words not in page.text
    Talker(talking, 5).get(f"{IDEA}/remove/{alone}", 404)


def test_texts_of_another_idea_are_not_found_here(talking: World) -> None:
    number = say(talking, 3)
    for address in (f"/rounds/spring-2027/ideas/2/reply/{number}", f"{IDEA}/reply/99999999999999999999"):
        Talker(talking, 5).get(address, 404)

"""The parts of an idea, one a page: whatever is typed badly, a clear page, and what was typed still there."""

import pytest

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.storage.tables import MemberSessionRow, QuestionRow
from tests.factories import ROUND, World
from tests.ideas import WHOLE, draft_by, judge, saved, sent_by, set_phase, words_now
from tests.web.quick import quick_post
from tests.web.talker import Talker

ARABIC = "مقعد جديد"


@pytest.fixture
def author(talking: World) -> Talker:
    """Member 3, with draft 2."""
    assert draft_by(talking, 3) == 2
    return Talker(talking, 3)


def test_a_part_that_was_done_leads_back_to_the_list(author: Talker) -> None:
    author.get("/my/ideas/2/title")
    author.press("/my/ideas/2/title", title="Better lamps")
    assert author.page.path == "/my/ideas/2"
    assert author.page.heading == "Better lamps"
    assert "You can leave now and come back" in author.page.words


def test_changed_from_the_check_it_leads_back_there(author: Talker) -> None:
    author.get("/my/ideas/2/helps?from=check")
    author.press("/my/ideas/2/helps", helps="Us")
    assert author.page.path == "/my/ideas/2/check"


def test_saved_for_later_it_leads_to_the_list(author: Talker, talking: World) -> None:
    saved(talking, 3, 2, helps="")
    author.get("/my/ideas/2/helps")
    author.press("/my/ideas/2/helps", helps="Us", later="1")
    assert author.page.path == "/my/ideas/2"


def test_a_pasted_novel_stays_in_its_field_and_the_page_says_how_long_it_may_be(author: Talker) -> None:
    novel = "It was a dark and stormy night. " * 4000
    author.get("/my/ideas/2/what")
    page = author.press("/my/ideas/2/what", 422, what=novel)
    assert "This has 127,999 characters. Use 3,000 or fewer." in page.words
    assert page.text.count("It was a dark and stormy night.") == 4000


def test_emoji_and_right_to_left_writing_are_kept_as_they_are(author: Talker, talking: World) -> None:
    author.get("/my/ideas/2/title")
    author.press("/my/ideas/2/title", title=f"🛝 {ARABIC} 👩‍👩‍👧")
    assert words_now(talking, 3, 2).title == f"🛝 {ARABIC} 👩‍👩‍👧"
    assert ARABIC in author.page.heading


def test_a39_signs_that_turn_the_direction_are_refused_with_the_text_still_there(author: Talker) -> None:
    author.get("/my/ideas/2/title")
    page = author.press("/my/ideas/2/title", 422, title="Lamps \u202egnp.exe")
    assert "hidden signs that turn the direction" in page.words
    assert "\u202egnp.exe" in page.text


def test_a39_html_and_script_are_text(author: Talker) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)> [click](javascript:alert(1))"
    for part, names in (("title", ["title"]), ("what", ["what", "why"]), ("helps", ["helps"]), ("where", ["place"])):
        author.get(f"/my/ideas/2/{part}")
        author.press(f"/my/ideas/2/{part}", **{"ward": "", **dict.fromkeys(names, bad[:80])})
    for address in ("/my/ideas/2", "/my/ideas/2/check", "/my/ideas/2/what", "/my/ideas", "/my/ideas/2/authors"):
        text = author.client.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    author.get("/my/ideas/2/check")
    author.press("/my/ideas/2/check")
    for address in (f"/rounds/{ROUND}/ideas", f"/rounds/{ROUND}/ideas/2", f"/rounds/{ROUND}/ideas/2/versions"):
        assert "<script>alert" not in author.client.get(address).text


def test_a_nul_or_half_a_sign_is_refused(author: Talker) -> None:
    author.get("/my/ideas/2/helps")
    author.press("/my/ideas/2/helps", 422, helps="a\x00b")
    assert "signs that are not text" in author.page.words


BAD = (
    ("title", {"title": " "}, "Write a title."),
    ("title", {"title": "x" * 81}, "81 characters"),
    ("what", {"what": "", "why": ""}, "Write why it is needed."),
    ("helps", {"helps": ""}, "Write who it helps"),
    ("where", {"ward": "Nowhere", "place": "x"}, "Choose a ward"),
    ("where", {"ward": "", "place": ""}, "Write where it would be."),
    ("pot", {"pot_id": "nobodys"}, "Choose one of the pots."),
    ("kind", {"theme": "<b>"}, "Choose one of the kinds."),
    ("help", {"help_needed": "x" * 1001}, "1,001 characters"),
)


def test_what_cannot_stand_is_said_at_its_field(author: Talker, talking: World) -> None:
    author.get("/my/ideas/2/title")
    author.press("/my/ideas/2/title", 422, title="")
    for part, fields, words in BAD:
        assert words in quick_post(author, f"/my/ideas/2/{part}", fields)
    assert words_now(talking, 3, 2) == WHOLE


def test_a_question_is_asked_where_the_round_has_chosen_some(author: Talker, talking: World) -> None:
    assert "Which question it answers" not in author.get("/my/ideas/2").words
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        uow.db.add(QuestionRow(round_id=ROUND, text="What would make Fridays better?", state="chosen", made_at=now))
        uow.commit()
    assert "Which question it answers" in author.get("/my/ideas/2").words
    author.get("/my/ideas/2/question")
    author.press("/my/ideas/2/question", 422, question_id="77")
    author.press("/my/ideas/2/question", question_id="1")
    assert words_now(talking, 3, 2).question_id == 1


def test_two_authors_at_once_both_see_both_texts(author: Talker, talking: World) -> None:
    author.get("/my/ideas/2/what")
    saved(talking, 3, 2, what="What the other one wrote.")
    page = author.press("/my/ideas/2/what", 409, what="What I wrote for an hour.", why="Why")
    assert "Another author saved this while you were writing." in page.words
    assert "What the other one wrote." in page.words
    assert "What I wrote for an hour." in page.text
    assert words_now(talking, 3, 2).what == "What the other one wrote."
    page = author.press("/my/ideas/2/what", 409, what="What I wrote for an hour.", why="Why", both="1")
    assert "What the other one wrote.\n\nWhat I wrote for an hour." in page.text
    author.press("/my/ideas/2/what", what="Both of us wrote this.", why="Why")
    assert words_now(talking, 3, 2).what == "Both of us wrote this."


def test_two_authors_at_once_on_a_short_part(author: Talker, talking: World) -> None:
    for part, field, value in (("pot", "pot_id", "everybody"), ("title", "title", "Other")):
        saved(talking, 3, 2, pot_id="", title="First")
        author.get(f"/my/ideas/2/{part}")
        saved(talking, 3, 2, pot_id="youth", title="Theirs")
        page = author.press(f"/my/ideas/2/{part}", 409, **{field: value})
        assert "This is what is saved now" in page.words
        author.press(f"/my/ideas/2/{part}", **{field: value})
        assert getattr(words_now(talking, 3, 2), field) == value


def test_a_session_that_ends_in_mid_sentence_loses_nothing(author: Talker, talking: World) -> None:
    author.get("/my/ideas/2/what")
    with talking.office.database.write() as uow:
        uow.db.query(MemberSessionRow).delete()
        uow.commit()
    page = author.press("/my/ideas/2/what", 403, what="A sentence that was nearly")
    assert "A sentence that was nearly" in page.text
    assert words_now(talking, 3, 2) == WHOLE


def test_when_changes_are_over_the_page_says_so_with_the_text_still_there(talking: World) -> None:
    author = Talker(talking, 3)
    proposal_id = sent_by(talking, 3)
    author.get(f"/my/ideas/{proposal_id}/helps")
    set_phase(talking, Phase.LIST)
    page = author.press(f"/my/ideas/{proposal_id}/helps", 422, helps="My late words")
    assert "That is not now." in page.words
    assert "My late words" in page.text
    judge(talking, proposal_id, Stage.WITHDRAWN)
    page = author.press(f"/my/ideas/{proposal_id}/helps", 422, helps="My late words")
    assert "can no longer be changed" in page.words


def test_nobody_else_posts_into_a_draft(talking: World, author: Talker) -> None:
    other = Talker(talking, 5)
    draft_by(talking, 5)
    own = other.get("/my/ideas/3/title").form("/my/ideas/3/title")
    other.post("/my/ideas/2/title", {**own, "title": "Mine now"}, 404)
    assert words_now(talking, 3, 2) == WHOLE
    assert author.get("/my/ideas/2").heading == WHOLE.title

"""An author reads the review first, and answers it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.services.print_codes import Printing
from pbvote.services.publish_reviews import publish_reviews
from pbvote.storage.tables import AnswerRow
from tests.factories import ROUND, World
from tests.idea_world import BEGINS
from tests.review_world import sign, sign_all
from tests.web.member import MemberVisitor
from tests.web.visitor import Visitor

PAGE = "/my/ideas/1/review"


@pytest.fixture
def ready(reviewing: World) -> World:
    """Everybody who must has signed the review of idea 1, and members have codes."""
    for role in ("reviewer-1", "reviewer-2"):
        sign(reviewing, role, 1)
    printing = reviewing.agree("print codes")
    assert isinstance(printing, Printing)
    reviewing.codes = dict(printing.codes)
    return reviewing


def kept(world: World) -> AnswerRow:
    with world.office.database.read() as db:
        return db.scalars(select(AnswerRow)).one()


def test_the_page_of_an_author_says_that_it_waits_until_it_is_answered(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    assert PAGE in author.get("/my").links()
    assert PAGE not in MemberVisitor(ready, 3).get("/my").links(), "nobody else's"
    author.get(PAGE)
    author.press(PAGE, send="yes", answer="We can do with half.")
    assert PAGE not in author.get("/my").links()


def test_until_it_is_there_the_author_reads_that_somebody_looks(ready: World) -> None:
    assert "People who know the work look at it now." in MemberVisitor(ready, 3).get("/my/ideas/2").words
    assert "People who know the work look at it now." not in MemberVisitor(ready, 1).get("/my/ideas/1").words


def test_the_author_reads_it_and_nobody_else_does(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    page = author.get("/my/ideas/1")
    assert PAGE in page.links()
    page = author.get(PAGE)
    assert "Only the authors can read this now. You can answer it until" in page.words
    assert "The council owns the land. It can be done in May." in page.words
    assert "That is £700 more than the authors’ figure." in page.words
    assert "Ines Sol" not in page.text
    MemberVisitor(ready, 3).get(PAGE, 404)
    assert Visitor(ready).get(PAGE).path == "/members/sign-in"
    public = Visitor(ready).get(f"/rounds/{ROUND}/ideas/1")
    assert "owns the land" not in public.text


@pytest.mark.parametrize("path", ["/my/ideas/2/review", "/my/ideas/99999999999999999999/review"])
def test_there_is_no_page_before_the_review(ready: World, path: str) -> None:
    MemberVisitor(ready, 3).get(path, 404)


def test_an_answer_is_kept_and_can_be_put_better(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    author.get(PAGE)
    page = author.press(PAGE, send="yes", answer="We can do with <b>less</b>.")
    assert "We have your answer." in page.words
    assert "&lt;b&gt;less" in page.text
    author.press(PAGE, send="yes", answer="We can do with half.")
    assert kept(ready).text == "We can do with half."


def test_nothing_to_add_is_an_answer(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    author.get(PAGE)
    page = author.press(PAGE, nothing="yes", answer="not meant")
    assert "The authors have read this and add nothing." in page.words
    assert (kept(ready).text, kept(ready).answered_at is None) == ("", False)


FAULTS = (("", "Write your answer"), ("a" * 3001, "Use 3,000 or fewer."), ("turned \u202e", "hidden signs"))


def test_what_cannot_stand_stays_in_the_form(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    author.get(PAGE)
    for typed, message in FAULTS:
        page = author.press(PAGE, 422, send="yes", answer=typed)
        assert message in page.words
        assert typed in page.text
    assert kept(ready).answered_at is None


def test_after_the_last_day_there_is_no_form(ready: World) -> None:
    author = MemberVisitor(ready, 1)
    form = author.get(PAGE).form(PAGE)
    ready.move(BEGINS[Phase.REVIEW] + timedelta(days=8))
    author = MemberVisitor(ready, 1)
    assert "The time to answer is over." in author.get(PAGE).words
    assert "<textarea" not in author.page.text
    author.post(PAGE, {**form, "csrf": author.token, "answer": "Late.", "send": "yes"}, 409)
    assert kept(ready).text == ""


def test_once_published_everybody_reads_all_of_it(reviewing: World) -> None:
    sign_all(reviewing)
    with reviewing.office.database.write() as uow:
        uow.db.get_one(AnswerRow, 1).text = "We can do with less."
        uow.db.get_one(AnswerRow, 1).answered_at = BEGINS[Phase.REVIEW]
        uow.commit()
    reviewing.move(BEGINS[Phase.REVIEW] + timedelta(days=8))
    publish_reviews(reviewing.office, "officer-1", ROUND)
    page = Visitor(reviewing).get(f"/rounds/{ROUND}/ideas/1")
    assert "What the reviews say" in page.words
    for words in ("The council It can be done", "People who do this work", "We can do with less.", "£4,000"):
        assert words in page.words
    for name in ("Ines Sol", "Omar Khan", "reviewer-1", "Reviewer 1"):
        assert name not in page.text

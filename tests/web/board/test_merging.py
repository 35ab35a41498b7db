"""The staff ask authors to make one idea of two, and authors answer on a page of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.proposal import Stage
from pbvote.storage.tables import ProposalRow
from tests.factories import ROUND, World
from tests.review_world import review_world
from tests.web.sitting import at_desk, seated

AT = f"/board/rounds/{ROUND}/merging"
ASK = {"first": "1", "second": "2", "reason": "Both want light."}


@pytest.fixture
def review(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = review_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def asked(world: World) -> None:
    visitor = at_desk(world, "reviewer-1")
    visitor.get(f"{AT}?first=1")
    assert visitor.page.form(AT)["first"] == ["1"]
    page = visitor.press(AT, **ASK)
    assert "1. A garden for everybody becomes part of 2. Lamps on the brook path" in page.words
    assert "0 of 2 authors have said yes so far." in page.words


def test_both_authors_say_yes_and_the_first_leads_to_the_second(review: World) -> None:
    asked(review)
    for number in (1, 3):
        visitor = seated(review, number)
        assert "/my/merges/1" in visitor.get("/my").links()
        assert "A garden for everybody + Lamps on the brook path" in visitor.get("/my/merges").words
        assert "Both want light." in visitor.get("/my/merges/1").words
        page = visitor.press("/my/merges/1", agree="yes")
    assert "/my/merges/1" not in visitor.get("/my").links(), "nothing is asked any more"
    page = visitor.get("/my/merges/1")
    assert "Every author said yes. The two ideas are one now." in page.words
    page = visitor.get(f"/rounds/{ROUND}/ideas/1")
    assert f"/rounds/{ROUND}/ideas/2" in page.links()
    assert "This idea is now part of another one." in page.words
    assert visitor.get(f"/rounds/{ROUND}/ideas/2").status == 200


def test_a_no_says_nothing_about_who(review: World) -> None:
    asked(review)
    visitor = seated(review, 3)
    visitor.get("/my/merges/1")
    assert "Both ideas go on alone." in visitor.press("/my/merges/1", agree="no").words
    other = seated(review, 1)
    assert "Nobody asks you this now." in other.get("/my/merges").words
    assert "Both ideas go on alone." in other.get("/my/merges/1").words
    assert "Not every author wanted it" in at_desk(review, "officer-1").get(AT).words


def test_a_title_that_nobody_has_read_is_shown_to_its_authors_alone(review: World) -> None:
    """The authors of idea 2 change it while both are asked."""
    asked(review)
    with review.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, 2)
        row.stage, row.title = Stage.WAITING, "Lamps for Zoe"
        uow.commit()
    for path in ("/my/merges", "/my/merges/1", "/my"):
        assert "Zoe" not in seated(review, 1).get(path).text
    assert "Lamps for Zoe" in seated(review, 3).get("/my/merges").words
    assert "Lamps for Zoe" in at_desk(review, "officer-1").get(AT).words


def test_an_author_must_choose(review: World) -> None:
    asked(review)
    visitor = seated(review, 1)
    token = visitor.get("/my/merges/1").form("/my/merges/1")["csrf"]
    assert "Choose yes or no." in visitor.post("/my/merges/1", {"csrf": token}, 422).words


def test_nobody_else_sees_an_offer(review: World) -> None:
    asked(review)
    seated(review, 5).get("/my/merges/1", 404)
    author = seated(review, 1)
    for path in ("9", "99999999999"):
        author.get(f"/my/merges/{path}", 404)


def test_what_cannot_be_asked_is_said_and_stays_typed(review: World) -> None:
    visitor = at_desk(review, "officer-1")
    for typed, words in (
        ({"first": "x"}, "There is no idea of one of these numbers."),
        ({"second": "99"}, "There is no idea of one of these numbers."),
        ({"second": "1"}, "These are one idea already."),
        ({"second": "3"}, "different pots"),
        ({"reason": ""}, "Write the reason in plain words."),
    ):
        visitor.get(AT)
        page = visitor.press(AT, 422, **{**ASK, **typed})
        assert words in page.words
        assert page.form(AT)["first"] == [{**ASK, **typed}["first"]]


def test_the_staff_ask_no_longer(review: World) -> None:
    asked(review)
    visitor = at_desk(review, "officer-1")
    visitor.get(AT)
    assert "Not asked any more" in visitor.press(f"{AT}/1/drop").words
    assert visitor.get(f"{AT}/1/drop").path == AT

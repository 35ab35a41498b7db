"""Texts that only the trust can write."""

import pytest

from pbvote.services.security_log import security_lines
from tests.factories import World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

HERE = "/board/texts"


def test_what_the_staff_write_stands_on_the_public_pages(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    assert visitor.get(HERE).heading == "Texts that only you can write"
    typed = {"accessibility-known": "Maps.\r\n\r\n- One\r\n- Two", "accessibility-tested": "By us.",
             "accessibility-answer": "Ana, in three days.", "privacy-contact": "The clerk."}  # fmt: skip
    visitor.press(HERE, **typed)
    assert "The public pages show these texts now." in visitor.page.words
    assert "Ana, in three days." in visitor.page.text
    page = Visitor(staffed).get("/accessibility")
    assert "This statement is not finished" not in page.words
    assert "<li>Two</li>" in page.text


def test_a39_what_they_write_is_text_and_never_a_page_of_its_own(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    visitor.get(HERE)
    visitor.press(HERE, **{"privacy-contact": "<script>alert(1)</script> [link](javascript:x)"})
    page = Visitor(staffed).get("/privacy")
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script> [link](javascript:x)" in page.words


def test_signs_that_turn_the_writing_are_refused_at_their_field(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    visitor.get(HERE)
    visitor.press(HERE, 422, **{"privacy-contact": "a\u202eb", "accessibility-known": "Maps."})
    assert "hidden signs" in visitor.page.words
    assert "Maps." in visitor.page.text
    assert "Maps." not in Visitor(staffed).get("/accessibility").words


@pytest.mark.parametrize("role", ["helper-1"])
def test_others_do_not_write_them(staffed: World, role: str) -> None:
    StaffVisitor(staffed, role).get(HERE, 403)


def test_the_security_log_says_who_wrote_and_not_what(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    visitor.get(HERE)
    visitor.press(HERE, **{"privacy-contact": "The clerk."})
    with staffed.office.database.read() as db:
        (line,) = [each for each in security_lines(db, None, 50) if each.kind == "texts.written"]
    assert (line.role, line.detail) == ("clerk-1", "{}")

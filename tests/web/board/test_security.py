"""The private security log on its page."""

import pytest

from pbvote.services.security_log import note_security
from tests.factories import World
from tests.web.staff import StaffVisitor


def test_it_works(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    page = visitor.get("/board/security")
    assert "Signed in Officer 1" in page.words
    assert "network: 127.0.0.0/24" in page.words


@pytest.mark.parametrize("role", ["clerk-1", "helper-1"])
def test_it_is_for_officers_only(staffed: World, role: str) -> None:
    StaffVisitor(staffed, role).get("/board/security", 403)


def test_a57_what_a_stranger_typed_stays_inside_its_line(staffed: World) -> None:
    """New lines, escape sequences, markup and turned writing in a browser's name are shown as what they are."""
    visitor = StaffVisitor(staffed, "officer-1")
    with staffed.office.database.write() as uow:
        told = "x\n2027-01-01 sign-in officer-1\r\x1b[31m<script>alert(1)</script>\u202eabc\x7f"
        note_security(uow.db, staffed.office.clock.now(uow.db), "sign-in.refused", None, network=told, device=told)
        uow.commit()
    page = visitor.get("/board/security")
    assert "A device we do not know" in page.words
    assert r"x\n2027-01-01 sign-in officer-1\r\x1b[31m<script>alert(1)</script>\u202eabc\x7f" in page.words
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text


def test_it_is_paged(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    with staffed.office.database.write() as uow:
        for number in range(150):
            note_security(uow.db, staffed.office.clock.now(uow.db), "act.prepared", "officer-2", number=str(number))
        uow.commit()
    page = visitor.get("/board/security")
    assert "number: 149" in page.words
    assert "number: 20;" not in page.words
    older = next(link for link in page.links() if "before=" in link)
    page = visitor.get(older)
    assert "number: 20" in page.words
    assert "number: 149" not in page.words


@pytest.mark.parametrize("asked", ["x", "-1", "1e3", "9" * 40, "²"])
def test_a_page_that_is_no_number_is_the_first(staffed: World, asked: str) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    assert "Signed in" in visitor.get(f"/board/security?before={asked}").words

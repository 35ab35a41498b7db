"""Signing in to the board: password and second factor together, one answer to everything that is wrong."""

import pytest

from pbvote.storage.tables import StaffSessionRow
from tests.factories import World
from tests.web.staff import StaffVisitor


@pytest.mark.parametrize("role", ["officer-1", "clerk-1", "helper-1"])
def test_it_works(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, role)
    assert visitor.page.path == "/board"
    assert "Sign out (" in visitor.page.text


def test_the_cookie_of_the_staff_never_comes_along_from_another_site(staffed: World) -> None:
    """ASVS 5.0, 3.3.2: SameSite=Strict, Secure, HttpOnly, and the prefix that forbids a domain."""
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    visitor.get("/board/sign-in")
    given = visitor.page.headers["set-cookie"]
    assert given.startswith("__Host-pbvote-staff=guest-")
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= set(given.lower().split("; "))


@pytest.mark.parametrize(
    "typed",
    [
        {"login": "nobody"},
        {"login": ""},
        {"login": "officer-2"},
        {"login": "officer-1\x00"},
        {"login": "öfficer-1"},
        {"password": "wrong wrong wrong"},
        {"password": ""},
        {"password": "x" * 5000},
        {"code": "000000"},
        {"code": ""},
        {"code": "abcde-fghij"},
    ],
)
def test_a41_whatever_is_wrong_the_answer_is_the_same(staffed: World, typed: dict[str, str]) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    card = staffed.staff["officer-1"]
    visitor.get("/board/sign-in")
    fields = {"login": card.login, "password": card.password, "code": visitor.digits(), **typed}
    page = visitor.press("/board/sign-in", 403, **fields)
    assert page.heading == "Sign in to the board"
    assert "do not go together. Check all three and try again." in page.words
    assert "set-cookie" not in page.headers


def test_after_the_sign_in_comes_the_page_that_was_asked_for(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    assert visitor.get("/board?x=1").path == "/board/sign-in"
    card = staffed.staff["officer-1"]
    visitor.press("/board/sign-in", login=card.login, password=card.password, code=visitor.digits())
    assert visitor.page.path == "/board"


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/board",
        "//evil.example",
        "/board/../vote",
        "/boards",
        "/\\evil.example",
        "javascript:1",
        "/board\n",
    ],
)
def test_nobody_is_sent_elsewhere_after_the_sign_in(staffed: World, asked: str) -> None:
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    answer = visitor.client.get("/board/sign-in", params={"return": asked})
    assert 'name="return" value="/board"' in answer.text


def test_a37_a_cookie_is_worth_nothing_after_sign_out(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    stolen = visitor.client.cookies["__Host-pbvote-staff"]
    visitor.press("/board/sign-out")
    visitor.client.cookies.set("__Host-pbvote-staff", stolen, domain="testserver.local")
    assert visitor.get("/board").path == "/board/sign-in"
    with staffed.office.database.read() as db:
        assert db.query(StaffSessionRow).count() == 0


def test_a37_signing_in_gives_a_new_session(staffed: World) -> None:
    """A cookie that somebody planted before the sign-in is not the session afterwards (ASVS 5.0, 7.2.4)."""
    visitor = StaffVisitor(staffed, "officer-1", signed_in=False)
    visitor.get("/board/sign-in")
    planted = visitor.client.cookies["__Host-pbvote-staff"]
    visitor.sign_in_as_staff()
    assert visitor.client.cookies["__Host-pbvote-staff"] != planted


def test_a_form_that_comes_after_the_session_ended_is_told_so(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    hidden = visitor.page.form("/board/sign-out")
    with staffed.office.database.write() as uow:
        uow.db.query(StaffSessionRow).delete()
        uow.commit()
    visitor.post("/board/sign-out", {**hidden})
    assert visitor.page.path == "/board/signed-out"

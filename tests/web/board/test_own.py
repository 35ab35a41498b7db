"""Somebody's own sign-in: devices, password, recovery codes."""

import re

import pytest

from pbvote.storage.tables import RecoveryCodeRow
from tests.factories import World
from tests.web.staff import StaffVisitor

NEW = "a heron stands in water"


def test_it_works(staffed: World) -> None:
    page = StaffVisitor(staffed, "helper-1").get("/board/own")
    assert "this device" in page.words


def test_another_device_is_signed_out(staffed: World) -> None:
    """ASVS 5.0, 7.5.2: everybody sees their sessions and ends them."""
    here, there = StaffVisitor(staffed, "officer-1"), StaffVisitor(staffed, "officer-1")
    page = here.get("/board/own")
    session = re.findall(r'name="session"\s+value="([0-9a-f]{64})"', page.text)
    assert len(session) == 1
    here.press("/board/own/end", session=session[0])
    assert there.get("/board").path == "/board/sign-in"
    assert here.get("/board").path == "/board"


def test_all_other_devices_are_signed_out(staffed: World) -> None:
    here, *others = (StaffVisitor(staffed, "officer-1") for _ in range(3))
    here.get("/board/own")
    here.press("/board/own/end", others="1")
    assert [each.get("/board").path for each in others] == ["/board/sign-in"] * 2
    assert here.get("/board").path == "/board"


def test_nobody_signs_somebody_else_out(staffed: World) -> None:
    other = StaffVisitor(staffed, "officer-2")
    shown = StaffVisitor(staffed, "officer-2").get("/board/own")
    session = re.findall(r'value="([0-9a-f]{64})"', shown.text)
    here = StaffVisitor(staffed, "officer-1")
    for each in session:
        here.get("/board/own")
        here.press("/board/own/end", session=each)
    assert other.get("/board").path == "/board"


def test_the_password_is_changed_and_other_devices_end(staffed: World) -> None:
    here, there = StaffVisitor(staffed, "officer-1"), StaffVisitor(staffed, "officer-1")
    here.get("/board/own")
    page = here.press("/board/own/password", old=staffed.staff["officer-1"].password, password=NEW, again=NEW)
    assert "Your password is changed." in page.words
    assert there.get("/board").path == "/board/sign-in"
    assert here.get("/board").path == "/board"
    there.sign_in_as_staff(password=NEW)
    assert there.page.path == "/board"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"old": "wrong"}, "This is not your present password."),
        ({"old": ""}, "This is not your present password."),
        ({"again": "x"}, "The two are not the same."),
        ({"password": "short", "again": "short"}, "Use at least 12 characters."),
        ({"password": "mei tran officer-1", "again": "mei tran officer-1"}, "Others could guess this"),
    ],
)
def test_a_password_that_cannot_be_is_told_at_its_field(staffed: World, typed: dict[str, str], message: str) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    visitor.get("/board/own")
    fields = {"old": staffed.staff["officer-1"].password, "password": NEW, "again": NEW, **typed}
    answer = visitor.client.post(
        "/board/own/password",
        data={**visitor.page.form("/board/own/password"), **fields},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert answer.status_code in {403, 409, 422}
    assert message in answer.text
    StaffVisitor(staffed, "officer-1")  # with the password that has not changed


def test_whoever_finds_an_open_screen_cannot_try_passwords(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    right = staffed.staff["officer-1"].password
    for old in [*["wrong wrong wrong"] * 10, right]:
        visitor.get("/board/own")
        visitor.press("/board/own/password", 403, old=old, password=NEW, again=NEW)


def test_new_recovery_codes_replace_the_old(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    visitor.get("/board/own")
    page = visitor.press("/board/own/codes")
    codes = re.findall(r"<code>([a-z2-9-]{11})</code>", page.text)
    assert len(set(codes)) == 10
    with staffed.office.database.read() as db:
        assert db.query(RecoveryCodeRow).filter_by(role="officer-1").count() == 10
    visitor.press("/board/sign-out")
    visitor.get("/board/sign-in")
    card = staffed.staff["officer-1"]
    visitor.press("/board/sign-in", 403, login=card.login, password=card.password, code=card.recovery[0])
    visitor.press("/board/sign-in", login=card.login, password=card.password, code=codes[0])


def test_new_recovery_codes_need_the_second_factor(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "officer-1")
    visitor.get("/board/own")
    visitor.grow_stale()
    assert visitor.press("/board/own/codes").heading == "Show that it is you"
    assert visitor.press("/board/own/codes", second_factor=visitor.digits()).heading == "Your new recovery codes"

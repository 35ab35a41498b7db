"""Setting up a sign-in through a one-time link."""

import re

import pytest
from pyotp import TOTP

from pbvote.services.console_staff import renew_at_console
from pbvote.storage.tables import InviteRow, StaffRow
from tests.factories import World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

WORDS = "nine stones in the brook"


@pytest.fixture
def link(world: World) -> str:
    """The address of the link of officer 3."""
    return f"/board/join/{renew_at_console(world.office, 'officer-3').token}"


def chosen(**changes: str) -> dict[str, str]:
    born = {"born-day": "3", "born-month": "6", "born-year": "1980"}
    return {"login": "dana", "password": WORDS, "again": WORDS, **born, **changes}


def secret_on(visitor: Visitor) -> str:
    found = re.search(r'class="pb-raw">([A-Z2-7 ]+)<', visitor.page.text)
    assert found
    return found[1].replace(" ", "")


def test_it_works(visitor: Visitor, link: str) -> None:
    page = visitor.get(link)
    assert page.heading == "Set up your sign-in, Dana Okafor"
    page = visitor.press(link, **chosen(login=" Dana "))
    assert page.heading == "Connect the app on your phone"
    assert "data:image/png;base64," in page.text
    page = visitor.press(f"{link}/app", code=TOTP(secret_on(visitor)).now())
    assert page.heading == "You can sign in now"
    assert "Your login name is dana." in page.words
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", page.text)) == 10


def test_a_recovery_code_gets_in_once(visitor: Visitor, link: str) -> None:
    visitor.get(link)
    visitor.press(link, **chosen())
    visitor.press(f"{link}/app", code=TOTP(secret_on(visitor)).now())
    code = re.findall(r"<code>([a-z2-9-]{11})</code>", visitor.page.text)[0]
    for typed, status in ((code.upper().replace("-", " "), 200), (code, 403)):
        visitor.get("/board/sign-in")
        visitor.press("/board/sign-in", status, login="dana", password=WORDS, code=typed)
        if status == 200:
            visitor.press("/board/sign-out")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"login": ""}, "Use 3 to 64 small letters"),
        ({"login": "da na"}, "Use 3 to 64 small letters"),
        ({"login": "a" * 70}, "Use 3 to 64 small letters"),
        ({"password": "short", "again": "short"}, "Use at least 12 characters."),
        ({"again": "something else"}, "The two are not the same."),
        ({"password": "a" * 129, "again": "a" * 129}, "Use at most 128 characters."),
        ({"password": "okafor1234567", "again": "okafor1234567"}, "Others could guess this"),
        ({"password": "marlbrook young people", "again": "marlbrook young people"}, "Others could guess this"),
        ({"born-year": ""}, "Type day, month and year as numbers"),
        ({"born-day": "31", "born-month": "2"}, "Type day, month and year as numbers"),
        ({"born-year": "9" * 5000}, "Type day, month and year as numbers"),
        ({"born-year": "²"}, "Type day, month and year as numbers"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(
    visitor: Visitor, link: str, changes: dict[str, str], message: str
) -> None:
    visitor.get(link)
    answer = visitor.client.post(
        link, data={**visitor.page.form(link), **chosen(**changes)}, headers={"sec-fetch-site": "same-origin"}
    )
    assert answer.status_code in {409, 422}
    assert message in answer.text.replace("\n", " ")
    assert WORDS not in answer.text


def test_a_login_name_that_is_taken_is_refused(staffed: World) -> None:
    visitor = Visitor(staffed)
    link = f"/board/join/{staffed.appoint('clerk', 'Ines Sol')}"
    visitor.get(link)
    page = visitor.press(link, 409, **chosen(login="OFFICER-1"))
    assert "This login name is taken." in page.words


@pytest.mark.parametrize(("year", "status"), [("2011", 200), ("2012", 409)])
def test_a48_nobody_under_16_is_an_officer(visitor: Visitor, link: str, world: World, year: str, status: int) -> None:
    """The day is 1 March 2027: who was born on 1 March 2011 is 16, a year later 15. The date is kept nowhere."""
    visitor.get(link)
    page = visitor.press(link, status, **chosen(**{"born-day": "1", "born-month": "3", "born-year": year}))
    assert ("must be 16 or older" in page.words) == (status == 409)
    with world.office.database.read() as db:
        assert db.query(InviteRow).filter(InviteRow.password.is_not(None)).count() == (status == 200)


def test_a_clerk_is_not_asked_for_the_date_of_birth(staffed: World) -> None:
    visitor = Visitor(staffed)
    page = visitor.get(f"/board/join/{staffed.appoint('clerk', 'Ines Sol')}")
    assert "born" not in page.words


@pytest.mark.parametrize("token", ["x", "x" * 500, "%00", "a%0Ab", "%ff"])
def test_an_unknown_link_is_told_so(visitor: Visitor, token: str) -> None:
    assert visitor.client.get(f"/board/join/{token}").status_code == 404


def test_a_used_link_works_no_more(visitor: Visitor, link: str) -> None:
    visitor.get(link)
    visitor.press(link, **chosen())
    visitor.press(f"{link}/app", code=TOTP(secret_on(visitor)).now())
    page = visitor.get(link, 404)
    assert "This link does not work any more." in page.words


def test_the_app_comes_after_the_password(visitor: Visitor, link: str) -> None:
    assert visitor.get(f"{link}/app").path == link


def test_wrong_digits_set_nothing_up(visitor: Visitor, link: str, world: World) -> None:
    visitor.get(link)
    visitor.press(link, **chosen())
    for typed in ("000000", "", "12345", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16"):
        page = visitor.press(f"{link}/app", 422, code=typed)
        assert "These digits do not fit." in page.words
    with world.office.database.read() as db:
        assert db.get_one(StaffRow, "officer-3").password is None


def test_a37_a_renewal_signs_every_device_out(staffed: World) -> None:
    visitor = StaffVisitor(staffed, "clerk-1")
    link = f"/board/join/{staffed.agree_on_staff('renew a sign-in', role='clerk-1')}"
    assert visitor.get("/board").path == "/board/sign-in"
    assert visitor.get(link).heading == "Choose a new password"
    visitor.press(link, password="a heron stands in water", again="a heron stands in water")
    visitor.press(f"{link}/app", code=TOTP(secret_on(visitor)).now())
    assert "Your login name is clerk-1." in visitor.page.words

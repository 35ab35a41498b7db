"""Signing in to take part: with the code of the letter on one page, by a link in an e-mail, by a password."""

import re

import pytest

from pbvote.domain.code import draw_sign_in_code
from pbvote.services.account import set_password
from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import begin_member_session, member_seat
from pbvote.storage.tables import AccountRow, MailLinkRow, MemberSessionRow, OutboxRow, SignInRow, VoterSessionRow
from tests.factories import World
from tests.web.member import MemberVisitor
from tests.web.visitor import OUR_PAGE, Page, Visitor

PASSWORD = "seven red kites"
COOKIE = "__Host-pbvote-member"


def seat_in(world: World, number: int) -> MemberSeat:
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number])
        uow.commit()
    seat = member_seat(world.office, token)
    assert seat is not None
    return seat


@pytest.fixture
def ann(world: World) -> MemberVisitor:
    """Member 1, with an address and a password, not signed in."""
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[1], email="ann@example.org", joined_at=now))
        uow.commit()
    set_password(world.office, seat_in(world, 1), PASSWORD)
    return MemberVisitor(world, 1, signed_in=False)


def last_link(world: World) -> str:
    with world.office.database.read() as db:
        text = db.query(OutboxRow).order_by(OutboxRow.id.desc()).first().text  # type: ignore[union-attr] # there is one
    found = re.search(r"(/members/link/\S+)", text)
    assert found is not None
    return found[1]


def ask(visitor: Visitor, email: str) -> Page:
    visitor.get("/members/sign-in/e-mail")
    return visitor.press("/members/sign-in/e-mail", email=email)


def test_code_and_birthday_on_one_page_lead_to_my_page(world: World) -> None:
    assert MemberVisitor(world, 0).page.heading == "My page"


def test_it_begins_no_session_to_vote_and_notes_no_day_of_voting(world: World) -> None:
    visitor = MemberVisitor(world, 0)
    assert visitor.get("/vote").heading == "What is your voting code?"
    with world.office.database.read() as db:
        assert db.query(VoterSessionRow).count() == db.query(SignInRow).count() == 0


def test_a_session_to_vote_does_not_open_my_page(visitor: Visitor) -> None:
    visitor.sign_in(0)
    assert visitor.get("/my").heading == "Sign in to take part"


def test_an_unknown_code_and_a_wrong_birthday_are_told_alike(world: World) -> None:
    """A41, A44."""
    visitor = MemberVisitor(world, 0, signed_in=False)
    wrong = visitor.sign_in_to_take_part(409, **{"born-day": "1", "born-month": "1"}).words
    assert visitor.sign_in_to_take_part(409, code=draw_sign_in_code()).words == wrong
    assert "do not go together" in wrong


def test_wrong_birthdays_count_on_the_code_at_either_door(world: World) -> None:
    """A44: whoever holds a letter has twenty tries together, not twenty at each door."""
    visitor = MemberVisitor(world, 0, signed_in=False)
    visitor.get("/members/sign-in")
    form = {name: values[0] for name, values in visitor.page.form("/members/sign-in").items()}
    for _ in range(20):
        visitor.client.post(
            "/members/sign-in",
            data={**form, "code": visitor.code, "born-day": "1", "born-month": "1"},
            headers=OUR_PAGE,
        )
    assert "This code has been stopped" in visitor.sign_in_to_take_part(422).words
    other = Visitor(world)
    other.get("/sign-in")
    other.press("/sign-in", code=visitor.code)
    assert "stopped" in other.press("/sign-in/birthday", 422, **{"born-day": "14", "born-month": "2"}).words


def test_a43_many_failures_are_slowed_but_what_is_right_gets_in(world: World) -> None:
    visitor = MemberVisitor(world, 1, signed_in=False)
    for status in [409] * 10 + [429]:
        page = visitor.sign_in_to_take_part(status, code=draw_sign_in_code())
    assert "wait 5 minutes" in page.words
    assert visitor.sign_in_to_take_part().heading == "My page"


def test_what_cannot_be_is_told_and_stays_in_the_fields(world: World) -> None:
    visitor = MemberVisitor(world, 0, signed_in=False)
    for name, typed in (("code", ""), ("code", "7H3K"), ("code", "🐟" * 400), ("born-day", "x"), ("born-month", "13")):
        page = visitor.sign_in_to_take_part(422, **{name: typed})
        assert "There is a problem" in page.words
        assert page.form("/members/sign-in")[name] == [typed]


def test_who_was_on_the_way_to_a_page_arrives_there(world: World) -> None:
    visitor = MemberVisitor(world, 0, signed_in=False)
    visitor.get("/my/notices")
    assert visitor.page.heading == "Sign in to take part"
    visitor.press("/members/sign-in", code=visitor.code, **{"born-day": "14", "born-month": "2"})
    assert visitor.page.path == "/my/notices"


def test_nobody_is_sent_to_another_site(world: World) -> None:
    visitor = MemberVisitor(world, 0, signed_in=False)
    for asked in ("https://evil.example/", "//evil.example", "/\\evil.example", "/..//evil.example", "javascript:x"):
        visitor.client.cookies.clear()
        visitor.get(f"/members/sign-in?return={asked}")
        visitor.press("/members/sign-in", code=visitor.code, **{"born-day": "14", "born-month": "2"})
        assert visitor.page.path == "/my"
        assert visitor.get(f"/members/sign-in?return={asked}").path == "/my"


def test_a37_a_planted_cookie_is_replaced_and_an_old_session_ended(world: World) -> None:
    visitor = MemberVisitor(world, 0)
    first = visitor.client.cookies[COOKIE]
    visitor.get("/members/sign-in?again=yes")
    visitor.press("/members/sign-in", code=visitor.code, **{"born-day": "14", "born-month": "2"})
    assert visitor.client.cookies[COOKIE] != first
    assert member_seat(world.office, first) is None


def test_a37_after_signing_out_the_cookie_opens_nothing(world: World) -> None:
    visitor = MemberVisitor(world, 0)
    old = visitor.client.cookies[COOKIE]
    assert visitor.press("/members/sign-out").heading == "You are signed out"
    assert COOKIE not in visitor.client.cookies
    visitor.client.cookies.set(COOKIE, old)
    assert visitor.get("/my").heading == "Sign in to take part"


def test_the_cookie_is_bound_to_this_host_and_unreadable_by_scripts(world: World) -> None:
    cookie = Visitor(world).client.get("/members/sign-in").headers["set-cookie"]
    for part in (COOKIE, "HttpOnly", "Secure", "Path=/", "SameSite=lax"):
        assert part in cookie


def test_a41_a_known_and_an_unknown_address_are_answered_alike(ann: MemberVisitor, world: World) -> None:
    known, unknown = ask(ann, "ann@example.org"), ask(Visitor(world), "nobody@example.org")
    assert (known.path, known.words) == (unknown.path, unknown.words)
    assert "ann@" not in known.text


def test_a_scanner_of_mail_that_opens_the_link_uses_nothing_up(ann: MemberVisitor, world: World) -> None:
    ask(ann, "ann@example.org")
    link = last_link(world)
    for _ in range(3):
        scanner = Visitor(world)
        assert scanner.get(link).heading == "Sign in to take part"
        assert scanner.client.head(link).status_code in {200, 405}
    with world.office.database.read() as db:
        assert [row.used_at for row in db.query(MailLinkRow)] == [None]
    ann.get(link)
    assert ann.press(link).heading == "My page"


def test_a_link_works_once(ann: MemberVisitor, world: World) -> None:
    ask(ann, "ann@example.org")
    link = last_link(world)
    ann.get(link)
    ann.press(link)
    assert Visitor(world).get(link, 404).heading == "This link does not work"


def test_a_made_up_link_says_what_to_do(world: World) -> None:
    page = Visitor(world).get("/members/link/made-up", 404)
    assert "Ask for a new one" in page.words


def test_what_is_no_address_is_told_at_the_field(world: World) -> None:
    visitor = Visitor(world)
    visitor.get("/members/sign-in/e-mail")
    page = visitor.press("/members/sign-in/e-mail", 422, email="ann at home")
    assert page.form("/members/sign-in/e-mail")["email"] == ["ann at home"]


def test_an_address_and_its_password_lead_to_my_page(ann: MemberVisitor) -> None:
    ann.get("/members/sign-in/password")
    assert ann.press("/members/sign-in/password", email="ann@example.org", password=PASSWORD).heading == "My page"


def test_a41_an_unknown_address_and_a_wrong_password_are_answered_alike(ann: MemberVisitor) -> None:
    answers = []
    for email in ("ann@example.org", "bob@example.org"):
        ann.get("/members/sign-in/password")
        page = ann.press("/members/sign-in/password", 403, email=email, password="wrong password")
        assert "wrong password" not in page.text
        answers.append(page.words)
    assert answers[0] == answers[1]


def test_a42_members_who_are_signed_in_and_voters_notice_nothing_of_a_flood(ann: MemberVisitor, world: World) -> None:
    here = MemberVisitor(world, 0)
    ann.get("/members/sign-in/password")
    token = ann.page.form("/members/sign-in/password")["csrf"][0]
    for _ in range(15):
        ann.client.post(
            "/members/sign-in/password",
            data={"csrf": token, "email": "ann@example.org", "password": "x"},
            headers=OUR_PAGE,
        )
    assert here.get("/my").heading == "My page"
    assert Visitor(world).sign_in(2).heading == "Your pots"
    assert ann.sign_in_to_take_part().heading == "My page"


def test_a_sign_in_form_without_its_token_is_refused(ann: MemberVisitor, world: World) -> None:
    """Nobody is signed in to an account that another site chose (A38)."""
    for path in ("/members/sign-in", "/members/sign-in/e-mail", "/members/sign-in/password", "/members/link/x"):
        answer = ann.client.post(path, data={"csrf": "0" * 64, "email": "a@example.org"}, headers=OUR_PAGE)
        assert answer.status_code == 403
    with world.office.database.read() as db:
        assert db.query(MailLinkRow).count() == 0
        assert db.query(MemberSessionRow).count() == 1  # the one that set the password


@pytest.mark.parametrize(("language", "sent"), [("cy", "cy"), ("", None), ("xx", None)])
def test_the_language_of_the_account_comes_with_the_sign_in(world: World, language: str, sent: str | None) -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[1], language=language, joined_at=now))
        uow.commit()
    assert MemberVisitor(world, 1).client.cookies.get("pbvote-language") == sent

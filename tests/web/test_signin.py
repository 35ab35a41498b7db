"""Signing in with a code and a birthday."""

from datetime import timedelta

import pytest

from pbvote.domain.code import draw_sign_in_code
from tests.factories import OPENS, World
from tests.web.visitor import Visitor


def test_a_code_and_its_birthday_lead_to_my_pots(visitor: Visitor) -> None:
    page = visitor.sign_in(0)
    assert page.heading == "Your pots"
    assert "Young people’s pot" in page.words
    assert "Whole Marlbrook pot" in page.words


def test_somebody_sees_only_their_own_pots(visitor: Visitor) -> None:
    assert "Young people’s pot" not in visitor.sign_in(1).words


def test_spaces_case_and_look_alikes_do_not_matter(visitor: Visitor, world: World) -> None:
    assert world.codes is not None
    code = world.codes[world.members[0]]
    visitor.get("/sign-in")
    page = visitor.press("/sign-in", code=f" {code.lower().replace(' ', '-').replace('0', 'o').replace('1', 'l')} ")
    assert page.heading == "What day and month were you born?"


@pytest.mark.parametrize("typed", ["", "7H3K", "7H3K QW9M 2XRD ?", "1111 2222 3333 4444", "🐟" * 400])
def test_what_is_no_code_is_told_at_once(visitor: Visitor, typed: str) -> None:
    visitor.get("/sign-in")
    page = visitor.press("/sign-in", 422, code=typed)
    assert page.heading == "What is your voting code?"
    assert "There is a problem" in page.words


def test_an_unknown_code_and_a_wrong_birthday_are_told_alike(visitor: Visitor, world: World) -> None:
    assert world.codes is not None
    answers = []
    for code in (draw_sign_in_code(), world.codes[world.members[0]]):
        visitor.get("/sign-in")
        visitor.press("/sign-in", code=code)
        answers.append(visitor.press("/sign-in/birthday", 409, **{"born-day": "1", "born-month": "1"}))
    assert answers[0].words == answers[1].words
    assert "Check both and try again." in answers[0].words


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("", ""),
        ("32", "1"),
        ("0", "1"),
        ("1", "13"),
        ("x", "y"),
        ("1.5", "²"),
        ("31", "2"),
        ("31", "4"),
        ("1" * 5000, "1"),
    ],
)
def test_a_birthday_that_cannot_be_is_told_at_the_field(visitor: Visitor, world: World, day: str, month: str) -> None:
    assert world.codes is not None
    visitor.get("/sign-in")
    visitor.press("/sign-in", code=world.codes[world.members[0]])
    page = visitor.press("/sign-in/birthday", 422, **{"born-day": day, "born-month": month})
    assert "Type the day and the month as numbers" in page.words


def test_the_29th_of_february_is_a_birthday(visitor: Visitor, world: World) -> None:
    assert world.codes is not None
    visitor.get("/sign-in")
    visitor.press("/sign-in", code=world.codes[world.members[0]])
    assert (
        "do not go together" in visitor.press("/sign-in/birthday", 409, **{"born-day": "29", "born-month": "2"}).words
    )


def test_twenty_wrong_birthdays_stop_a_code_and_the_page_says_where_to_go(visitor: Visitor, world: World) -> None:
    assert world.codes is not None
    visitor.get("/sign-in")
    code = {"code": world.codes[world.members[0]]}
    visitor.press("/sign-in", **code)
    token = visitor.page.form("/sign-in/birthday")["csrf"]
    for _ in range(20):
        visitor.client.post(
            "/sign-in/birthday",
            data={**code, "csrf": token, "born-day": "1", "born-month": "1"},
            headers={"sec-fetch-site": "same-origin"},
        )
    page = visitor.post("/sign-in/birthday", {**code, "csrf": token, "born-day": "14", "born-month": "2"}, 422)
    assert "This code has been stopped" in page.words


def test_many_failures_are_slowed_down_but_what_is_right_gets_in(visitor: Visitor) -> None:
    for _ in range(11):
        visitor.get("/sign-in")
        visitor.press("/sign-in", code=draw_sign_in_code())
        token = visitor.page.form("/sign-in/birthday")
        answer = visitor.client.post(
            "/sign-in/birthday",
            data={**token, "born-day": "1", "born-month": "1"},
            headers={"sec-fetch-site": "same-origin"},
        )
    assert answer.status_code == 429
    assert "Check both. If it is still wrong, wait 5 minutes." in answer.text
    assert visitor.sign_in(0).heading == "Your pots"


def test_the_code_stands_in_no_address(visitor: Visitor, world: World) -> None:
    visitor.sign_in(0)
    assert world.codes is not None
    assert world.codes[world.members[0]].replace(" ", "") not in str(visitor.client.cookies)
    assert visitor.get("/sign-in/birthday").heading == "What is your voting code?"


def test_a_new_sign_in_gives_a_new_cookie_and_ends_the_old_session(visitor: Visitor) -> None:
    """A37, as far as voters go: a session that was planted or stolen earlier is of no use."""
    visitor.get("/sign-in")
    guest = visitor.client.cookies["__Host-pbvote"]
    visitor.sign_in(0)
    first = visitor.client.cookies["__Host-pbvote"]
    visitor.sign_in(0)
    second = visitor.client.cookies["__Host-pbvote"]
    assert len({guest, first, second}) == 3
    thief = Visitor(visitor.world)
    thief.client.cookies.set("__Host-pbvote", first)
    assert thief.get("/vote", 403).heading == "You have been signed out"


def test_finish_and_clear_leaves_nothing(visitor: Visitor) -> None:
    visitor.sign_in(0)
    old = visitor.client.cookies["__Host-pbvote"]
    assert visitor.press("/sign-out").heading == "You have finished"
    assert "__Host-pbvote" not in visitor.client.cookies
    visitor.client.cookies.set("__Host-pbvote", old)
    assert visitor.get("/vote", 403).heading == "You have been signed out"


def test_nobody_signed_in_is_asked_for_the_code(visitor: Visitor) -> None:
    assert visitor.get("/vote").heading == "What is your voting code?"
    assert visitor.get("/vote/youth/order").heading == "What is your voting code?"


def test_a_session_that_ends_in_the_middle_loses_nothing(visitor: Visitor, world: World) -> None:
    visitor.sign_in(0)
    visitor.choose("bike", "games")
    world.move(OPENS + timedelta(hours=2))
    assert "Nothing is lost" in visitor.get("/vote/youth/order", 403).words
    visitor.sign_in(0)
    page = visitor.get("/vote/youth/order")
    assert page.form("/vote/youth/order")["order"] == ["bike", "games"]


def test_the_session_cookie_is_bound_to_this_host_and_unreadable_by_scripts(visitor: Visitor) -> None:
    answer = visitor.client.get("/sign-in")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-pbvote=")
    for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
        assert part in cookie
    assert "Domain" not in cookie


def test_pages_without_a_form_set_no_cookie(visitor: Visitor) -> None:
    for path in ("/", "/help", "/log", "/check", "/results"):
        assert "set-cookie" not in visitor.client.get(path).headers

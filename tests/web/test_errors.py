"""Errors as pages."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from pbvote.domain import errors
from pbvote.web.errors import status_of
from tests.factories import World
from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.UnknownRoundError("x"), 404),
        (errors.ResultNotPublishedError(), 404),
        (errors.NotEligibleError(), 403),
        (errors.TooManyChoicesError(3), 422),
        (errors.UnknownProjectError("x"), 422),
        (errors.TooManyTriesError(), 429),
        (errors.RoundClosedError(), 409),
        (errors.RoundSuspendedError(), 409),
        (errors.TooManyChangesError(), 409),
        (errors.DatabaseBusyError(), 503),
        (errors.KeyUnreadableError("x"), 503),
        (OSError(28, "No space left on device"), 503),
        (PermissionError(), 503),
    ],
)
def test_each_fact_has_its_status(error: Exception, status: int) -> None:
    assert status_of(error) == status


def _failing(error: Exception) -> Callable[..., object]:
    def fail(*_arguments: object, **_named: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (errors.TooManyChangesError(), 409, "You have changed this vote 30 times."),
        (errors.DatabaseBusyError(), 503, "Nothing was lost. Please press the button again."),
        (
            OperationalError("UPDATE secret", {"ranking": "bike"}, sqlite3.OperationalError("disk full")),
            503,
            "Nothing is half done.",
        ),
        (OSError(28, "No space left on device"), 503, "you get the same code"),
        (ZeroDivisionError("ranking bike of member 7"), 500, "It is our fault, not yours."),
    ],
)
def test_a_failing_cast_gives_a_page_that_says_what_to_do_and_no_more(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    """A10 and A33 in the web: no receipt, no trace of the error on the page."""
    visitor.sign_in(0)
    visitor.choose("bike")
    visitor.get("/vote/youth/check")
    monkeypatch.setattr("pbvote.web.casting.cast_ballot", _failing(error))
    page = visitor.press("/vote/youth/cast", status)
    assert words in page.words
    for secret in ("disk full", "secret", "bike", "member 7", "Traceback"):
        assert secret not in page.words
    monkeypatch.undo()
    visitor.get("/vote/youth/check")
    assert visitor.press("/vote/youth/cast").heading == "You have voted"


def test_a_database_that_is_gone_still_gives_a_page_with_the_trust_s_name(visitor: Visitor, world: World) -> None:
    visitor.get("/")
    world.office.database.close()
    world.office.keys.folder.parent.joinpath("pbvote.db").rename(world.office.keys.folder / "away")
    page = visitor.get("/results", 503)
    assert page.heading == "Please try again"
    assert "Marlbrook Young People’s Trust" in page.text


@pytest.mark.parametrize("path", ["/nope", "/rounds", "/vote/youth", "/%00", "/sign-in/x"])
def test_an_unknown_address_says_where_to_start(visitor: Visitor, path: str) -> None:
    assert "start from the front page" in visitor.get(path, 404).words


@pytest.mark.parametrize(
    "path",
    [
        "/rounds/Call-0900-now/youth",
        "/rounds/spring-2027/Call-0900-now",
        "/rounds/spring-2027/Call-0900-now/results",
        "/rounds/spring-2027/youth/projects/Call-0900-now",
        "/rounds/Call-0900-now/public.zip",
    ],
)
def test_no_page_says_what_stands_in_an_address(visitor: Visitor, path: str) -> None:
    page = visitor.get(path, 404)
    assert "0900" not in page.text
    assert "start from the front page" in page.words


def test_no_page_says_what_stands_in_a_form_about_projects(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.get("/vote/youth/choose")
    page = visitor.press("/vote/youth/choose", 422, add="Call-0900-now")
    assert "0900" not in page.text
    assert "That project is not in this pot." in page.words


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/check", "GET, HEAD"),
        ("DELETE", "/sign-in", "GET, HEAD, POST"),
        ("PUT", "/vote/youth/cast", "GET, HEAD, POST"),
    ],
)
def test_what_an_address_cannot_do_is_told_with_what_it_can(
    visitor: Visitor, method: str, path: str, allowed: str
) -> None:
    answer = visitor.client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
    assert "This address cannot do that" in answer.text
    assert "We cannot find that page" not in answer.text


def test_a_cast_form_without_its_cookie_says_signed_out_and_nothing_is_cast(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.choose("bike")
    visitor.get("/vote/youth/check")
    visitor.client.cookies.clear()
    page = visitor.press("/vote/youth/cast", 403)
    assert page.heading == "You have been signed out"
    assert "Your choices are kept safe" in page.words
    assert "You have not voted yet." in visitor.sign_in(0).words


def test_a_cast_form_of_an_earlier_session_leads_to_my_pots(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.choose("bike")
    form: dict[str, str | list[str]] = {**visitor.get("/vote/youth/check").form("/vote/youth/cast")}
    visitor.sign_in(2)
    page = visitor.post("/vote/youth/cast", form, 403)
    assert page.heading == "This page is out of date"
    assert "/vote" in page.links()
    assert "You have voted" not in visitor.get("/vote").words


def test_the_address_that_casts_leads_back_to_the_check_page(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.choose("bike")
    assert visitor.get("/vote/youth/cast").heading == "Check your vote"


def test_the_address_that_signs_out_signs_nobody_out_when_it_is_only_opened(visitor: Visitor) -> None:
    assert visitor.get("/sign-out").heading == "You have finished"
    visitor.sign_in(0)
    assert visitor.get("/sign-out").heading == "Your pots"

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


@pytest.mark.parametrize("path", ["/vote/youth/cast", "/sign-out"])
def test_an_address_that_only_acts_is_no_page(visitor: Visitor, path: str) -> None:
    assert visitor.get(path, 405).heading == "We cannot find that page"

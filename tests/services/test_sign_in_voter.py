"""Signing in with code and birthday, and everything that is refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.code import CodeError, draw_sign_in_code
from pbvote.domain.errors import (
    CodeReplacedError,
    CodeStoppedError,
    IllegalMoveError,
    PbvoteError,
    SignInRefusedError,
    TooManyTriesError,
)
from pbvote.services.print_codes import Printing
from pbvote.services.sign_in_voter import SignInVoter, sign_in_voter
from pbvote.services.throttle import network_of
from pbvote.services.voter_session import voter_seat
from pbvote.storage.tables import CodeRow, SignInRow
from tests.attacks.at_once import at_once
from tests.factories import OPENS, World, member, open_world
from tests.log_entries import entries


def code_of(world: World, number: int) -> str:
    return (world.codes or {})[world.members[number]]


def sign_in(world: World, number: int, source: str = "192.0.2.7", code: str = "") -> str:
    """Member `number` signs in with what is right."""
    born = member(number).born
    command = SignInVoter(code or code_of(world, number), born.day, born.month, source)
    return sign_in_voter(world.office, command).token


def wrong_birthday(world: World, number: int, source: str = "192.0.2.7") -> None:
    sign_in_voter(world.office, SignInVoter(code_of(world, number), 31, 12, source))


def reprint(world: World, number: int) -> str:
    printing = world.agree("print codes", member=world.members[number])
    assert isinstance(printing, Printing)
    [(_, code)] = printing.codes
    return code


def test_code_and_birthday_open_a_session(world: World) -> None:
    token = sign_in(world, 0)
    seat = voter_seat(world.office, token)
    assert seat is not None
    assert (seat.member_key, seat.may_change) == (world.members[0], True)


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace(" ", ""), lambda code: f"  {code.replace(' ', '-')} "]
)
def test_a_code_may_be_typed_in_many_ways(world: World, typed: object) -> None:
    assert callable(typed)
    sign_in(world, 0, code=typed(code_of(world, 0)))


def test_an_unknown_code_and_a_wrong_birthday_are_told_the_same(world: World) -> None:
    told = []
    for command in (
        SignInVoter(draw_sign_in_code(), 14, 2, "192.0.2.7"),
        SignInVoter(code_of(world, 0), 15, 2, "192.0.2.7"),
        SignInVoter(code_of(world, 0), 2, 14, "192.0.2.7"),
    ):
        with pytest.raises(SignInRefusedError) as refused:
            sign_in_voter(world.office, command)
        told.append(str(refused.value))
    assert len(set(told)) == 1


@pytest.mark.parametrize("code", ["", "1234", "AAAA AAAA AAAA A", "U" * 13, "é" * 13, "0" * 5000])
def test_what_is_no_code_is_refused_as_such(world: World, code: str) -> None:
    with pytest.raises(CodeError):
        sign_in_voter(world.office, SignInVoter(code, 14, 2, "192.0.2.7"))


def test_the_database_holds_no_code_in_plain(world: World, tmp_path: Path) -> None:
    sign_in(world, 0)
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("pbvote.db*"))
    for code in (world.codes or {}).values():
        assert code.encode() not in raw
        assert code.replace(" ", "").encode() not in raw


def test_twenty_wrong_birthdays_stop_a_code(world: World) -> None:
    """The twenty-first try is told so even with the right birthday; a new code of the same member works."""
    for number in range(20):
        with pytest.raises((SignInRefusedError, TooManyTriesError)):
            wrong_birthday(world, 0, source=f"192.0.{number}.1")
    with pytest.raises(CodeStoppedError):
        sign_in(world, 0)
    code = reprint(world, 0)
    sign_in(world, 0, code=code)


def test_nineteen_wrong_birthdays_do_not(world: World) -> None:
    for number in range(19):
        with pytest.raises((SignInRefusedError, TooManyTriesError)):
            wrong_birthday(world, 0, source=f"192.0.{number}.1")
    sign_in(world, 0)


def test_a_replaced_code_says_that_there_is_a_newer_one(world: World) -> None:
    """Only to who knows the birthday: a stranger with the letter learns nothing."""
    old = code_of(world, 0)
    reprint(world, 0)
    with pytest.raises(CodeReplacedError):
        sign_in(world, 0, code=old)
    with pytest.raises(SignInRefusedError):
        wrong_birthday(world, 0)
    sign_in(world, 2)


def test_printing_again_ends_the_sessions_of_the_old_code(world: World) -> None:
    """A code is printed again when it was lost; who found it is out, and other members stay."""
    lost, kept = sign_in(world, 0), sign_in(world, 2)
    reprint(world, 0)
    assert voter_seat(world.office, lost) is None
    assert voter_seat(world.office, kept) is not None


def test_a_printing_is_logged_with_its_number(world: World) -> None:
    reprint(world, 0)
    world.agree("print codes")
    assert [entry["number"] for entry in entries(world, "codes.printed")] == [8, 1, 8]
    with world.office.database.read() as db:
        states = [row.state for row in db.scalars(select(CodeRow))]
    assert (states.count("live"), states.count("replaced")) == (8, 9)


def test_nobody_prints_for_a_stranger_or_after_the_close(world: World) -> None:
    with pytest.raises(IllegalMoveError):
        world.agree("print codes", member="nobody")
    world.close()
    with pytest.raises(IllegalMoveError):
        world.agree("print codes")


def test_the_right_code_always_gets_in(world: World) -> None:
    """However much is guessed from the same school: only failures are slowed down."""
    errors: list[type[PbvoteError]] = []
    for number in range(15):
        try:
            sign_in_voter(world.office, SignInVoter(draw_sign_in_code(), 1, 1, f"192.0.2.{number}"))
        except PbvoteError as error:
            errors.append(type(error))
    assert errors == [SignInRefusedError] * 10 + [TooManyTriesError] * 5
    for number in range(8):
        sign_in(world, number, source="192.0.2.200")


def test_other_networks_and_later_windows_are_not_slowed_down(world: World) -> None:
    for _ in range(12):
        with pytest.raises(PbvoteError):
            sign_in_voter(world.office, SignInVoter(draw_sign_in_code(), 1, 1, "192.0.2.1"))
    with pytest.raises(SignInRefusedError):
        sign_in_voter(world.office, SignInVoter(draw_sign_in_code(), 1, 1, "192.0.3.1"))
    world.move(OPENS + timedelta(minutes=6))
    with pytest.raises(SignInRefusedError):
        sign_in_voter(world.office, SignInVoter(draw_sign_in_code(), 1, 1, "192.0.2.1"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_source_is_a_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_failures_at_the_same_moment_are_all_counted(tmp_path: Path, database_url: str) -> None:
    """And none crashes on another: a whole class mistypes at once."""
    world = open_world(tmp_path / "data", database_url)
    command = SignInVoter(draw_sign_in_code(), 1, 1, "192.0.2.1")
    answers = at_once([lambda: sign_in_voter(world.office, command)] * 12)
    assert sorted(type(each).__name__ for each in answers) == ["SignInRefusedError"] * 10 + ["TooManyTriesError"] * 2
    world.office.database.close()


def test_a_sign_in_is_remembered_by_its_date_only(world: World) -> None:
    """Once a day, without a time that could be laid beside anything."""
    sign_in(world, 0)
    sign_in(world, 0)
    with world.office.database.read() as db:
        days = [(row.member_key, row.day) for row in db.scalars(select(SignInRow))]
    assert days == [(world.members[0], date(2027, 3, 1))]

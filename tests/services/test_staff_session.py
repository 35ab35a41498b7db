"""Signing the staff in: floods, strangers, races."""

from threading import Thread
from typing import Any

import pytest
from argon2 import PasswordHasher

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.staff import StaffRefusedError, TooManyAtOnceError
from pbvote.services.office import office_at
from pbvote.services.passwords import Passwords
from pbvote.services.staff_session import StaffSignIn, sign_in_staff, staff_seat
from pbvote.services.throttle import MOST_FAILURES
from pbvote.storage.tables import SecurityEventRow, StaffRow, StaffSessionRow
from tests.factories import ORIGIN, World

STRANGER, HOME, OTHER = "203.0.113.7", "198.51.100.9", "192.0.2.77"


class CountingPasswords(Passwords):
    """Counts how often work was done, and may act while it is."""

    def __init__(self) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.worked: list[bool] = []
        self.meanwhile: Any = bool  # called without arguments

    def is_right(self, stored: str | None, password: str) -> bool:
        self.worked.append(stored is not None)
        self.meanwhile()
        return super().is_right(stored, password)


@pytest.fixture
def counted(world: World) -> World:
    """The open world with its staff, whose password work is counted."""
    world.enrol()
    office = office_at(
        world.office.data, str(world.office.database.url), ORIGIN, world.office.clock, CountingPasswords()
    )
    return World(office, world.members, world.codes, world.staff)


def work(world: World) -> CountingPasswords:
    assert isinstance(world.office.passwords, CountingPasswords)
    return world.office.passwords


def sign_in(world: World, source: str = HOME, **changes: str) -> str:
    card = world.staff["officer-1"]
    typed = {"login": card.login, "password": card.password, "code": "", **changes}
    code = typed["code"] or world.digits("officer-1")
    return sign_in_staff(world.office, StaffSignIn(typed["login"], typed["password"], code, source, "test"))


@pytest.mark.parametrize("login", ["officer-1", "nobody", "", "\x00", "é", "x" * 5000])
def test_a41_known_and_unknown_names_cost_the_same_work(counted: World, login: str) -> None:
    with pytest.raises(StaffRefusedError):
        sign_in(counted, login=login, password="wrong")
    assert work(counted).worked == [login == "officer-1"]


def test_a41_somebody_whose_role_ended_is_as_unknown_as_nobody(counted: World) -> None:
    counted.agree_on_staff("end a role", role="officer-3")
    card = counted.staff["officer-3"]
    with pytest.raises(StaffRefusedError):
        sign_in(counted, login=card.login, password=card.password)
    assert work(counted).worked == [False]


def test_a42_a_flood_from_one_place_costs_no_work(counted: World) -> None:
    for _ in range(MOST_FAILURES):
        with pytest.raises(StaffRefusedError):
            sign_in(counted, STRANGER, password="wrong")
    for _ in range(50):
        with pytest.raises(TooManyTriesError):
            sign_in(counted, STRANGER, password="wrong")
    assert len(work(counted).worked) == MOST_FAILURES


def test_a42_a_password_of_a_million_letters_costs_no_work(counted: World) -> None:
    with pytest.raises(StaffRefusedError):
        sign_in(counted, password="x" * 1_000_000)
    assert work(counted).worked == []


def test_a42_voters_cast_while_every_hash_is_busy(counted: World) -> None:
    """A password is worked on outside any transaction: nothing that takes a ballot waits behind it."""
    work(counted).meanwhile = lambda: counted.cast(0, "bike", key=f"{len(work(counted).worked)}")
    sign_in(counted)
    assert len(work(counted).worked) == 1


def test_a42_too_many_at_once_are_asked_to_come_again(counted: World) -> None:
    """And nothing is counted against them."""

    def refuse() -> None:
        raise TooManyAtOnceError

    work(counted).meanwhile = refuse
    for _ in range(MOST_FAILURES + 5):
        with pytest.raises(TooManyAtOnceError):
            sign_in(counted)
    work(counted).meanwhile = bool
    assert sign_in(counted)


def test_a43_a_stranger_locks_nobody_out(counted: World) -> None:
    """Wrong passwords from elsewhere, as many as there are, never stop the right one from home."""
    for address in (STRANGER, OTHER):
        for _ in range(MOST_FAILURES + 5):
            with pytest.raises((StaffRefusedError, TooManyTriesError)):
                sign_in(counted, address, password="wrong", code="000000")
    assert sign_in(counted, HOME)


def test_a43_only_who_knows_the_password_is_slowed_at_the_digits(counted: World) -> None:
    """With the password, a million digits could be tried from a thousand places: that stops after ten."""
    for number in range(MOST_FAILURES):
        with pytest.raises(StaffRefusedError):
            sign_in(counted, f"203.0.{number}.1", code="000000")
    with pytest.raises(StaffRefusedError):
        sign_in(counted, HOME)


def test_a_password_that_changes_while_it_is_worked_on_gets_nobody_in(counted: World) -> None:
    def renew() -> None:
        with counted.office.database.write() as uow:
            uow.db.get_one(StaffRow, "officer-1").password = "$argon2id$another"
            uow.commit()

    work(counted).meanwhile = renew
    with pytest.raises(StaffRefusedError):
        sign_in(counted)


def test_a37_the_same_digits_sign_in_once_even_at_the_same_moment(counted: World) -> None:
    digits, found = counted.digits("officer-1"), []
    command = StaffSignIn("officer-1", counted.staff["officer-1"].password, digits, HOME, "test")

    def attempt() -> None:
        try:
            found.append(sign_in_staff(counted.office, command))
        except StaffRefusedError:
            found.append("")

    threads = [Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([token for token in found if token]) == 1


def test_a37_a_cookie_of_an_ended_role_is_worth_nothing(counted: World) -> None:
    """Even if its session were still there: the role is asked at every page."""
    token = sign_in(counted)
    with counted.office.database.write() as uow:
        uow.db.get_one(StaffRow, "officer-1").ended_at = counted.office.clock.now(uow.db)
        uow.commit()
    assert staff_seat(counted.office, token) is None


def test_a_session_is_kept_only_as_a_hash(counted: World) -> None:
    token = sign_in(counted)
    with counted.office.database.read() as db:
        row = db.query(StaffSessionRow).one()
    assert token.encode() not in row.id_hash
    assert len(token) >= 43, "256 random bits"
    assert staff_seat(counted.office, token + "x") is None
    assert staff_seat(counted.office, row.id_hash.hex()) is None


def test_the_security_log_names_no_password_and_no_digits(counted: World) -> None:
    token = sign_in(counted)
    with pytest.raises(StaffRefusedError):
        sign_in(counted, login="typed-a-password-here", password="secret secret")
    with counted.office.database.read() as db:
        lines = " ".join(row.detail for row in db.query(SecurityEventRow))
    assert "203.0.113" not in lines
    assert "198.51.100.0/24" in lines
    for secret in (token, "secret", "typed-a-password-here", counted.staff["officer-1"].password):
        assert secret not in lines

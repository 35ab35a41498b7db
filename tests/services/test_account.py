"""A member's account: how they are shown, their address, their password; and signing in with that."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.member_access import (
    NoAddressError,
    NotFreshError,
    NotToBeShownError,
    PasswordWrongError,
    SharedTabletError,
)
from pbvote.domain.password import PasswordRefusedError
from pbvote.services.account import (
    ask_for_email,
    choose_language,
    choose_shown,
    read_account,
    remove_email,
    remove_password,
    set_password,
    sign_out_everywhere,
)
from pbvote.services.mail_link import ask_for_link, sign_in_by_link
from pbvote.services.member_seat import MemberSeat
from pbvote.services.member_session import FRESH, begin_member_session, member_seat
from pbvote.services.passwords import members_passwords
from pbvote.services.sign_in_by_password import SignInByPassword, sign_in_by_password
from pbvote.services.throttle import prune_failures
from pbvote.storage.tables import AccountRow, FailureRow, MemberSessionRow, OutboxRow
from tests.factories import World, open_world
from tests.services.test_mail_link import give_email, messages, token_in

PASSWORD = "seven red kites"
HERE = "192.0.2.7"


@pytest.fixture
def world(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Members 0 to 3; member 1, grown up, has an address."""
    world = open_world(tmp_path / "data", sqlite_url, members=4)
    give_email(world, 1, "ann@example.org")
    yield world
    world.office.database.close()


def begin(world: World, number: int) -> tuple[str, MemberSeat]:
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number])
        uow.commit()
    seat = member_seat(world.office, token)
    assert seat is not None
    return token, seat


def grow_stale(world: World) -> None:
    with world.office.database.write() as uow:
        for row in uow.db.query(MemberSessionRow):
            row.ends_at -= FRESH + timedelta(seconds=1)
        uow.commit()


def sign_in(world: World, password: str = PASSWORD, email: str = "ann@example.org", source: str = HERE) -> str:
    return sign_in_by_password(world.office, SignInByPassword(email, password, source))


def test_nothing_is_shown_of_a_member_who_chose_nothing(world: World) -> None:
    _, seat = begin(world, 0)
    account = read_account(world.office, seat)
    assert (account.shown_as, account.email, account.has_password) == ("", "", False)


@pytest.mark.parametrize("chosen", ["name", "nickname:Ann Lee", "nickname:", "Otter", "nickname:otter", "x"])
def test_the_young_are_shown_by_no_name_of_their_own(world: World, chosen: str) -> None:
    _, seat = begin(world, 0)
    with pytest.raises(NotToBeShownError):
        choose_shown(world.office, seat, chosen)
    choose_shown(world.office, seat, "nickname:Otter")
    assert read_account(world.office, seat).shown_as == "nickname:Otter"


def test_adults_can_be_shown_by_name(world: World) -> None:
    _, seat = begin(world, 1)
    choose_shown(world.office, seat, "name")
    choose_language(world.office, seat, "cy")
    assert read_account(world.office, seat).language == "cy"
    assert read_account(world.office, seat).shown_as == "name"


def test_an_address_waits_for_its_button(world: World) -> None:
    _, seat = begin(world, 0)
    ask_for_email(world.office, seat, "Kim@example.org")
    assert read_account(world.office, seat).email == ""
    assert [each.address for each in messages(world)] == ["kim@example.org"]


def test_a_taken_address_is_answered_like_a_free_one(world: World) -> None:
    """A41 where a member changes their address: only the mailbox learns whose it is."""
    _, seat = begin(world, 0)
    ask_for_email(world.office, seat, "ann@example.org")
    assert [each.address for each in messages(world)] == ["ann@example.org"]


def test_no_member_floods_the_mailbox_of_somebody_else(world: World) -> None:
    _, seat = begin(world, 0)
    for _ in range(5):
        ask_for_email(world.office, seat, "victim@example.org")
    assert len(messages(world)) == 3
    ask_for_email(world.office, seat, "another@example.org")
    with pytest.raises(TooManyTriesError):
        ask_for_email(world.office, seat, "third@example.org")
    assert len(messages(world)) == 4


def test_a_password_signs_in_and_its_hash_alone_is_kept(world: World) -> None:
    _, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    found = member_seat(world.office, sign_in(world, email=" ANN@example.org "))
    assert found is not None
    assert found.member_key == seat.member_key
    with world.office.database.read() as db:
        stored = db.get_one(AccountRow, seat.member_key).password or ""
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_the_costs_of_members_are_owasps_smallest() -> None:
    """19 MiB, two passes, one lane; and nobody's password costs the same."""
    passwords = members_passwords()
    assert passwords.hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords._dummy.startswith("$argon2id$v=19$m=19456,t=2,p=1$")  # noqa: SLF001 - its costs are the promise


@pytest.mark.parametrize(
    "password",
    ["", "short one", "aaaaaaaaaaaa", "password123", "qwertyuiop", "1234567890", "ann@example.org", "x" * 129],
)
def test_a_password_that_others_could_guess_is_refused(world: World, password: str) -> None:
    _, seat = begin(world, 1)
    with pytest.raises(PasswordRefusedError):
        set_password(world.office, seat, password)


def test_a_password_needs_an_address(world: World) -> None:
    _, seat = begin(world, 0)
    with pytest.raises(NoAddressError):
        set_password(world.office, seat, PASSWORD)


def test_long_after_the_sign_in_nothing_is_changed(world: World) -> None:
    """Who finds a phone on a bench cannot make the account theirs."""
    _, seat = begin(world, 1)
    grow_stale(world)
    with pytest.raises(NotFreshError):
        set_password(world.office, seat, PASSWORD)
    with pytest.raises(NotFreshError):
        ask_for_email(world.office, seat, "thief@example.org")
    with pytest.raises(NotFreshError):
        remove_email(world.office, seat)


def test_on_a_shared_tablet_nothing_is_changed(world: World) -> None:
    _, seat = begin(world, 1)
    with pytest.raises(SharedTabletError):
        set_password(
            world.office, MemberSeat(seat.member_key, young=False, id_hash=seat.id_hash, tablet_id=1), PASSWORD
        )


def test_a37_a_stolen_cookie_and_an_unused_link_end_with_a_new_password(world: World) -> None:
    stolen, _ = begin(world, 1)
    ask_for_link(world.office, "ann@example.org", HERE)
    link = token_in(messages(world)[-1])
    own, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    assert member_seat(world.office, stolen) is None
    assert member_seat(world.office, own) is not None
    with pytest.raises(Exception, match="has been used"):
        sign_in_by_link(world.office, link, "thief")
    assert "Your password was changed" in [each.subject for each in messages(world)]


def test_signing_out_everywhere_ends_every_session(world: World) -> None:
    first, _ = begin(world, 1)
    second, seat = begin(world, 1)
    other, _ = begin(world, 0)
    sign_out_everywhere(world.office, seat)
    assert member_seat(world.office, first) is None
    assert member_seat(world.office, second) is None
    assert member_seat(world.office, other) is not None


def test_without_its_address_an_account_has_no_password_and_no_message_waits(world: World) -> None:
    _, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    remove_email(world.office, seat)
    account = read_account(world.office, seat)
    assert (account.email, account.has_password) == ("", False)
    with pytest.raises(PasswordWrongError):
        sign_in(world)
    with world.office.database.read() as db:
        assert [row.subject for row in db.query(OutboxRow)] == ["Your e-mail address was changed"]


def test_a_password_that_was_taken_out_signs_nobody_in(world: World) -> None:
    _, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    remove_password(world.office, seat)
    with pytest.raises(PasswordWrongError):
        sign_in(world)


class CountingHasher(PasswordHasher):
    """Counts how often it works."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.calls = 0

    def verify(self, *given: object) -> bool:  # type: ignore[override] # it passes on what it was given
        self.calls += 1
        return super().verify(*given)  # type: ignore[arg-type] # as above


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org", "no address", ""])
def test_a41_a_wrong_password_is_answered_alike_with_the_same_work(
    world: World, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    hasher = CountingHasher()
    monkeypatch.setattr(world.office.members_passwords, "_hasher", hasher)
    with pytest.raises(PasswordWrongError):
        sign_in(world, "wrong password", email)
    assert hasher.calls == 1


def test_a42_a_long_password_costs_no_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = CountingHasher()
    monkeypatch.setattr(world.office.members_passwords, "_hasher", hasher)
    with pytest.raises(PasswordWrongError):
        sign_in(world, "x" * 100_000)
    assert hasher.calls == 0


def test_a42_a_flood_is_turned_away_before_any_work(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = CountingHasher()
    monkeypatch.setattr(world.office.members_passwords, "_hasher", hasher)
    refused = 0
    for number in range(40):
        with pytest.raises((PasswordWrongError, TooManyTriesError)) as caught:
            sign_in(world, "wrong password", f"a{number}@example.org")
        refused += caught.type is TooManyTriesError
    assert hasher.calls == 10
    assert refused == 30


def test_a43_who_is_shut_out_of_the_password_door_comes_in_by_another(world: World) -> None:
    _, seat = begin(world, 1)
    set_password(world.office, seat, PASSWORD)
    for number in range(25):
        with pytest.raises((PasswordWrongError, TooManyTriesError)):
            sign_in(world, "wrong password", source=f"198.51.{number}.1")
    with pytest.raises(TooManyTriesError):
        sign_in(world)
    ask_for_link(world.office, "ann@example.org", HERE)
    assert member_seat(world.office, sign_in_by_link(world.office, token_in(messages(world)[-1]), "")) is not None


def test_failures_are_forgotten_after_some_minutes_without_another(world: World) -> None:
    with pytest.raises(PasswordWrongError):
        sign_in(world, "wrong password")
    prune_failures(world.office)
    with world.office.database.read() as db:
        assert db.query(FailureRow).count() == 2
        now = world.office.clock.now(db)
    world.move(now + timedelta(minutes=16))
    prune_failures(world.office)
    with world.office.database.read() as db:
        assert db.query(FailureRow).count() == 0

"""Links by e-mail: one that signs in, one that confirms an address. Reading uses nothing up, using does, once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pbvote.domain.errors import TooManyTriesError
from pbvote.domain.member_access import AddressTakenError, MailLinkOverError
from pbvote.services.mail_link import (
    LASTS,
    ask_for_link,
    confirm_by_link,
    prune_mail_links,
    read_link,
    send_confirmation,
    sign_in_by_link,
)
from pbvote.services.member_session import member_seat
from pbvote.services.outbox import MailAddressError
from pbvote.storage.tables import AccountRow, FailureRow, MailLinkRow, OutboxRow
from tests.factories import World, open_world

HERE = "192.0.2.7"


@pytest.fixture
def world(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Members 0 to 3; member 1 has an address."""
    world = open_world(tmp_path / "data", sqlite_url, members=4)
    give_email(world, 1, "ann@example.org")
    yield world
    world.office.database.close()


def give_email(world: World, number: int, email: str) -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[number], email=email, joined_at=now))
        uow.commit()


def messages(world: World) -> list[OutboxRow]:
    with world.office.database.read() as db:
        return list(db.query(OutboxRow).order_by(OutboxRow.id))


def token_in(message: OutboxRow) -> str:
    found = re.search(r"https://\S+/members/link/(\S+)", message.text)
    assert found is not None
    return found[1]


def asked(world: World) -> str:
    ask_for_link(world.office, "Ann@Example.org", HERE)
    return token_in(messages(world)[-1])


def test_a_link_signs_its_member_in_once(world: World) -> None:
    token = asked(world)
    assert messages(world)[-1].address == "ann@example.org"
    seat = member_seat(world.office, sign_in_by_link(world.office, token, "phone"))
    assert seat is not None
    assert seat.member_key == world.members[1]
    with pytest.raises(MailLinkOverError):
        sign_in_by_link(world.office, token, "thief")


def test_reading_it_uses_nothing_up(world: World) -> None:
    token = asked(world)
    for _ in range(3):
        assert read_link(world.office, token).email == "ann@example.org"
    assert sign_in_by_link(world.office, token, "")


def test_an_unknown_address_gets_nothing_and_no_row(world: World) -> None:
    """A41: the answer is the same, and so is what is counted; only the mailbox knows."""
    ask_for_link(world.office, "nobody@example.org", HERE)
    assert messages(world) == []
    with world.office.database.read() as db:
        assert db.query(MailLinkRow).count() == 0
        assert sorted(row.count for row in db.query(FailureRow)) == [1, 1]


def test_the_database_holds_no_secret_but_in_the_message_that_waits(world: World) -> None:
    token = asked(world)
    with world.office.database.read() as db:
        (row,) = db.query(MailLinkRow)
        assert token.encode() not in row.token_hash


@pytest.mark.parametrize("token", ["", "x", "../..", "a" * 400])
def test_what_was_never_sent_opens_nothing(world: World, token: str) -> None:
    with pytest.raises(MailLinkOverError):
        sign_in_by_link(world.office, token, "")


def test_it_is_over_after_fifteen_minutes(world: World) -> None:
    token = asked(world)
    with world.office.database.write() as uow:
        for row in uow.db.query(MailLinkRow):
            row.ends_at -= LASTS
        uow.commit()
    with pytest.raises(MailLinkOverError):
        read_link(world.office, token)
    with pytest.raises(MailLinkOverError):
        sign_in_by_link(world.office, token, "")


def test_it_dies_with_the_address(world: World) -> None:
    token = asked(world)
    with world.office.database.write() as uow:
        uow.db.get_one(AccountRow, world.members[1]).email = "other@example.org"
        uow.commit()
    with pytest.raises(MailLinkOverError):
        sign_in_by_link(world.office, token, "")


def test_nobodys_mailbox_is_flooded_and_nobody_is_told(world: World) -> None:
    for number in range(6):
        ask_for_link(world.office, "ann@example.org", f"198.51.{number}.1")
    assert len(messages(world)) == 3


def test_one_network_cannot_ask_for_ever(world: World) -> None:
    for number in range(30):
        ask_for_link(world.office, f"a{number}@example.org", HERE)
    with pytest.raises(TooManyTriesError):
        ask_for_link(world.office, "ann@example.org", HERE)
    ask_for_link(world.office, "ann@example.org", "198.51.100.1")
    assert len(messages(world)) == 1


@pytest.mark.parametrize(
    "typed", ["", "ann", "ann@", "a@b\nbcc: c@d.org", "ann@exämple.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_refused(world: World, typed: str) -> None:
    with pytest.raises(MailAddressError):
        ask_for_link(world.office, typed, HERE)


def confirmation(world: World, number: int, email: str) -> str:
    with world.office.database.write() as uow:
        if uow.db.get(AccountRow, world.members[number]) is None:
            now = world.office.clock.now(uow.db)
            uow.db.add(AccountRow(member_key=world.members[number], joined_at=now))
            uow.db.flush()
        send_confirmation(world.office, uow.db, world.members[number], email)
        uow.commit()
    return token_in(messages(world)[-1])


def email_of(world: World, number: int) -> str | None:
    with world.office.database.read() as db:
        row = db.get(AccountRow, world.members[number])
        return row.email if row else None


def test_an_address_is_a_members_only_once_its_button_was_pressed(world: World) -> None:
    token = confirmation(world, 0, "kim@example.org")
    read_link(world.office, token)
    assert email_of(world, 0) is None
    confirm_by_link(world.office, token)
    assert email_of(world, 0) == "kim@example.org"
    with pytest.raises(MailLinkOverError):
        confirm_by_link(world.office, token)


def test_the_address_before_is_told(world: World) -> None:
    confirm_by_link(world.office, confirmation(world, 1, "new@example.org"))
    assert [each.address for each in messages(world)] == ["new@example.org", "ann@example.org"]
    assert "We no longer write to this address." in messages(world)[1].text


def test_nobody_takes_an_address_that_another_member_has(world: World) -> None:
    token = confirmation(world, 0, "ann@example.org")
    with pytest.raises(AddressTakenError):
        confirm_by_link(world.office, token)
    assert email_of(world, 1) == "ann@example.org"


def test_a_later_wish_kills_the_earlier_link(world: World) -> None:
    first = confirmation(world, 0, "typo@example.org")
    confirmation(world, 0, "kim@example.org")
    with pytest.raises(MailLinkOverError):
        confirm_by_link(world.office, first)


def test_neither_link_does_what_the_other_does(world: World) -> None:
    sign_in, confirm = asked(world), confirmation(world, 0, "kim@example.org")
    with pytest.raises(MailLinkOverError):
        confirm_by_link(world.office, sign_in)
    with pytest.raises(MailLinkOverError):
        sign_in_by_link(world.office, confirm, "")


def test_links_are_forgotten_a_day_after_their_end(world: World) -> None:
    asked(world)
    with world.office.database.write() as uow:
        for row in uow.db.query(MailLinkRow):
            row.ends_at -= timedelta(days=1, minutes=16)
        uow.commit()
    token = asked(world)
    prune_mail_links(world.office)
    with world.office.database.read() as db:
        assert db.query(MailLinkRow).count() == 1
    assert sign_in_by_link(world.office, token, "")

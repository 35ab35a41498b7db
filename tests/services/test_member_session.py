"""A member's session: begun, looked up, ended; on a tablet it ends sooner, and with its youth session."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from pbvote.services.member_session import (
    ABSOLUTE,
    IDLE,
    TABLET_IDLE,
    begin_member_session,
    end_member_sessions,
    is_known_session,
    member_seat,
    prune_member_sessions,
    sign_out_member,
)
from pbvote.services.voter_session import voter_seat
from pbvote.storage.clock import true_now
from pbvote.storage.tables import MemberSessionRow, TabletRow
from tests.factories import ROUND, World


def begin(world: World, number: int = 0, tablet_id: int | None = None) -> str:
    with world.office.database.write() as uow:
        token = begin_member_session(uow.db, world.members[number], round_id=ROUND, tablet_id=tablet_id)
        uow.commit()
    return token


def age(world: World, change: Callable[[MemberSessionRow], None]) -> None:
    with world.office.database.write() as uow:
        for row in uow.db.query(MemberSessionRow):
            change(row)
        uow.commit()


def open_tablet(world: World) -> int:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        row = TabletRow(round_id=ROUND, purpose="propose", place="Club", opened_by="officer-1", opened_at=now)
        uow.db.add(row)
        uow.db.flush()
        number = row.id
        uow.commit()
    return number


def test_the_seat_says_who_it_is_and_whether_they_are_young(world: World) -> None:
    seat = member_seat(world.office, begin(world, 0))
    assert seat is not None
    assert (seat.member_key, seat.young, seat.under_16, seat.round_id) == (world.members[0], True, True, ROUND)
    grown = member_seat(world.office, begin(world, 1))
    assert grown is not None
    assert not grown.young


def test_a_session_to_take_part_is_none_to_vote(world: World) -> None:
    assert voter_seat(world.office, begin(world)) is None


@pytest.mark.parametrize("token", ["", "made-up", "guest-1"])
def test_what_was_never_given_out_opens_nothing(world: World, token: str) -> None:
    begin(world)
    assert member_seat(world.office, token) is None


def test_the_secret_lies_nowhere_in_the_database(world: World) -> None:
    token = begin(world)
    with world.office.database.read() as db:
        (row,) = db.query(MemberSessionRow)
        assert token.encode() not in row.id_hash


def test_it_is_over_after_hours_without_a_page(world: World) -> None:
    token = begin(world)

    def rest(row: MemberSessionRow) -> None:
        row.seen_at -= IDLE + timedelta(seconds=1)

    age(world, rest)
    assert member_seat(world.office, token) is None
    assert is_known_session(world.office, token)


def test_it_is_over_after_its_longest_time(world: World) -> None:
    token = begin(world)

    def grow_old(row: MemberSessionRow) -> None:
        row.ends_at -= ABSOLUTE

    age(world, grow_old)
    assert member_seat(world.office, token) is None


def test_a_look_keeps_it_alive(world: World) -> None:
    token = begin(world)

    def rest(row: MemberSessionRow) -> None:
        row.seen_at -= IDLE - timedelta(minutes=1)

    age(world, rest)
    assert member_seat(world.office, token) is not None
    age(world, rest)
    assert member_seat(world.office, token) is not None


def test_on_a_tablet_it_rests_for_minutes_only(world: World) -> None:
    tablet = open_tablet(world)
    token = begin(world, tablet_id=tablet)
    seat = member_seat(world.office, token)
    assert seat is not None
    assert seat.tablet_id == tablet

    def rest(row: MemberSessionRow) -> None:
        row.seen_at -= TABLET_IDLE + timedelta(seconds=1)

    age(world, rest)
    assert member_seat(world.office, token) is None


def test_it_ends_with_its_tablet(world: World) -> None:
    tablet = open_tablet(world)
    token = begin(world, tablet_id=tablet)
    with world.office.database.write() as uow:
        uow.db.get_one(TabletRow, tablet).closed_at = true_now(uow.db)
        uow.commit()
    assert member_seat(world.office, token) is None


def test_signing_out_ends_this_one_only(world: World) -> None:
    here, there = begin(world), begin(world)
    sign_out_member(world.office, here)
    assert member_seat(world.office, here) is None
    assert member_seat(world.office, there) is not None


def test_signing_out_everywhere_ends_all_but_the_one_that_asked(world: World) -> None:
    here, there, other = begin(world), begin(world), begin(world, 1)
    seat = member_seat(world.office, here)
    assert seat is not None
    with world.office.database.write() as uow:
        end_member_sessions(uow.db, seat.member_key, but=seat.id_hash)
        uow.commit()
    assert member_seat(world.office, here) is not None
    assert member_seat(world.office, there) is None
    assert member_seat(world.office, other) is not None


def test_ended_sessions_are_forgotten_after_a_day_and_live_ones_stay(world: World) -> None:
    old = begin(world)

    def grow_old(row: MemberSessionRow) -> None:
        row.ends_at -= ABSOLUTE + timedelta(days=1, seconds=1)

    age(world, grow_old)
    new = begin(world)
    prune_member_sessions(world.office)
    assert not is_known_session(world.office, old)
    assert member_seat(world.office, new) is not None

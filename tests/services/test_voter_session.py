"""How long a session lasts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.voter_session import ABSOLUTE, IDLE, sign_out, voter_seat
from pbvote.storage.tables import VoterSessionRow
from tests.factories import CLOSES, OPENS, World
from tests.services.test_sign_in_voter import sign_in

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def test_it_ends_when_nobody_comes_for_half_an_hour(world: World) -> None:
    token = sign_in(world, 0)
    world.move(OPENS + IDLE - MINUTE)
    assert voter_seat(world.office, token) is not None
    world.move(OPENS + IDLE * 2 - MINUTE * 3)  # the page in between kept it alive
    assert voter_seat(world.office, token) is not None
    world.move(OPENS + IDLE * 4)
    assert voter_seat(world.office, token) is None


def test_it_ends_after_twelve_hours_in_any_case(world: World) -> None:
    token = sign_in(world, 0)
    moment = OPENS
    while moment < OPENS + ABSOLUTE - IDLE:
        moment += IDLE - MINUTE
        world.move(moment)
        assert voter_seat(world.office, token) is not None
    world.move(OPENS + ABSOLUTE + SECOND)
    assert voter_seat(world.office, token) is None


def test_nobody_is_signed_out_for_thinking_in_the_last_hour(world: World) -> None:
    """Who signed in before the last hour and thinks for fifty minutes is still there."""
    world.move(CLOSES - timedelta(minutes=70))
    token = sign_in(world, 0)
    world.move(CLOSES - MINUTE)
    assert voter_seat(world.office, token) is not None


def test_the_twelve_hours_do_not_end_in_the_last_one_either(world: World) -> None:
    moment = CLOSES - ABSOLUTE - timedelta(minutes=30)
    world.move(moment)
    token = sign_in(world, 0)
    while moment < CLOSES:
        moment += timedelta(minutes=25)
        world.move(min(moment, CLOSES + MINUTE))
        assert voter_seat(world.office, token) is not None


def test_what_ended_before_the_last_hour_does_not_come_back_in_it(world: World) -> None:
    """Or the next user of a library's computer would find a session of the morning."""
    world.move(CLOSES - timedelta(hours=5))
    token = sign_in(world, 0)
    world.move(CLOSES - timedelta(minutes=30))
    assert voter_seat(world.office, token) is None


def test_a_sign_out_is_for_good(world: World) -> None:
    one, two = sign_in(world, 0), sign_in(world, 0)
    sign_out(world.office, one)
    assert voter_seat(world.office, one) is None
    assert voter_seat(world.office, two) is not None
    with world.office.database.read() as db:
        assert len(list(db.scalars(select(VoterSessionRow)))) == 1


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 10_000])
def test_a_made_up_token_opens_nothing(world: World, token: str) -> None:
    sign_in(world, 0)
    assert voter_seat(world.office, token) is None


def test_the_token_itself_is_not_kept(world: World) -> None:
    token = sign_in(world, 0)
    with world.office.database.read() as db:
        [row] = db.scalars(select(VoterSessionRow))
    assert token.encode() not in row.id_hash
    assert len(row.id_hash) == 32


def test_after_a_cast_the_same_session_may_not_change_it(world: World) -> None:
    """The next child at the tablet cannot; a new sign-in may."""
    token = sign_in(world, 0)
    seat = voter_seat(world.office, token)
    assert seat is not None
    cast_ballot(world.office, seat, CastBallot("youth", ("bike",), "key"))
    seat = voter_seat(world.office, token)
    assert seat is not None
    assert not seat.may_change
    again = voter_seat(world.office, sign_in(world, 0))
    assert again is not None
    assert again.may_change

"""Auditors get their bundle by a link that two officers made, from the count on, for 14 days."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from pbvote.domain.errors import ActIncompleteError, IllegalMoveError, OwnActError, UnknownLinkError
from pbvote.services.assemble_bundle import auditor_bundle
from pbvote.services.hand_out_bundle import LIFE, auditor_link, auditor_links, fetch_auditor_bundle
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.storage.tables import AuditorLinkRow, SecurityEventRow
from tests.attacks.database_rows import all_rows
from tests.factories import ROUND, World

NAME = "Hillend Parents’ Group"


@pytest.fixture
def counted(world: World) -> World:
    """A round with a vote that was counted."""
    world.cast(0, "bike")
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    return world


def handed_out(world: World) -> str:
    secret = world.agree("hand out the bundle", name=NAME)
    assert isinstance(secret, str)
    return secret


def test_the_link_gives_the_bundle_before_anything_is_published(counted: World) -> None:
    secret = handed_out(counted)
    with fetch_auditor_bundle(counted.office, secret) as file:
        assert file.read() == auditor_bundle(counted.office, ROUND)


def test_it_says_whom_it_is_for_and_when_it_was_fetched(counted: World) -> None:
    secret = handed_out(counted)
    link = auditor_link(counted.office, secret)
    assert (link.name, link.round_id, link.ends_at - link.made_at, link.fetched_at) == (NAME, ROUND, LIFE, None)
    fetch_auditor_bundle(counted.office, secret).close()
    with counted.office.database.read() as db:
        assert auditor_links(db, ROUND)[0].fetched_at is not None


def test_every_fetch_stands_in_the_security_log_without_the_secret(counted: World) -> None:
    secret = handed_out(counted)
    for _ in range(2):
        fetch_auditor_bundle(counted.office, secret).close()
    with counted.office.database.read() as db:
        lines = [(each.kind, json.loads(each.detail)) for each in db.scalars(select(SecurityEventRow))]
    ours = [line for line in lines if line[0].startswith("auditor-link")]
    assert ours == [
        (f"auditor-link.{act}", {"auditor": NAME, "round": ROUND}) for act in ("made", "fetched", "fetched")
    ]


def test_the_secret_stands_nowhere(counted: World) -> None:
    secret = handed_out(counted)
    assert secret not in repr(all_rows(counted.office.database))


def test_after_14_days_it_ends(counted: World) -> None:
    secret = handed_out(counted)
    counted.office.clock.offset += LIFE - timedelta(minutes=1)
    assert auditor_link(counted.office, secret)
    counted.office.clock.offset += timedelta(minutes=2)
    for look in (auditor_link, fetch_auditor_bundle):
        with pytest.raises(UnknownLinkError):
            look(counted.office, secret)


@pytest.mark.parametrize("guess", ["", "x", "A" * 43, "\0", "é"])
def test_a_guess_opens_nothing(counted: World, guess: str) -> None:
    handed_out(counted)
    with pytest.raises(UnknownLinkError):
        fetch_auditor_bundle(counted.office, guess)


def test_before_the_count_nobody_gets_it(world: World) -> None:
    with pytest.raises(IllegalMoveError):
        handed_out(world)
    world.close()
    with pytest.raises(IllegalMoveError):
        handed_out(world)
    with world.office.database.read() as db:
        assert db.scalars(select(AuditorLinkRow)).all() == []


def test_one_officer_alone_gives_it_to_nobody(counted: World) -> None:
    number = prepare_act(counted.office, "officer-1", ROUND, "hand out the bundle", name=NAME)
    with pytest.raises(OwnActError):
        confirm_act(counted.office, "officer-1", number)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "Hill\nend", "Hill\u202eend"])
def test_a_name_that_is_none_is_refused(counted: World, name: str) -> None:
    with pytest.raises(ActIncompleteError):
        counted.agree("hand out the bundle", name=name)
